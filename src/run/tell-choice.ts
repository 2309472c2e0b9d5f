import type { Change } from '../core/change.ts';
import type { Log } from '../core/log.ts';
import { baselineSentence } from '../reports/baseline-text.ts';
import { shortCommit } from '../reports/wording.ts';
import type { FileList } from '../repository/list-files.ts';
import type { Scanner } from '../scanners/scanner.ts';
import type { ScannerChoice } from '../scanners/select-scanners.ts';
import type { FoundBaseline } from './found-baseline.ts';
import type { Shard } from './shard.ts';
import type { Targets } from './targets.ts';

/** Says in the log whose run this is. */
export function tellChange(log: Log, change: Change, repositoryUrl: string | undefined): void {
  const { branch, tag, destinationBranch, commit, pullRequests } = change;
  const name = branch ?? tag;
  const where = [
    ...(repositoryUrl === undefined ? [] : [new URL(repositoryUrl).pathname.slice(1)]),
    ...pullRequests.map((id) => `pull request #${id}`),
    ...(name === undefined
      ? []
      : [destinationBranch === undefined ? name : `${name} → ${destinationBranch}`]),
    ...(/^0*$/.test(commit) ? [] : [shortCommit(commit)]),
  ];
  if (where.length > 0) log.info(where.join(' · '), { look: 'row', commit, pullRequests });
}

/** Says in the log that another pull request of the same commit is looked at now. */
export function tellFurtherChange(log: Log, { pullRequests, destinationBranch }: Change): void {
  const where = pullRequests.map((id) => `pull request #${id}`).join(', ');
  const title = destinationBranch === undefined ? where : `${where} → ${destinationBranch}`;
  log.info(`Also ${title}`, { look: 'section', pullRequests });
}

/**
 * Says in the log which scanners run on what, and which do not and why: those in a line for each reason, and those that
 * nobody would miss by their number.
 */
export function tellScanners(log: Log, table: readonly ScannerChoice[]): void {
  if (table.length === 0) return;
  log.info('Scanners', { look: 'section' });
  const running = table.filter(({ runs }) => runs);
  const width = Math.max(0, ...running.map(({ name }) => name.length));
  for (const { name, why } of running) {
    log.info(`${name.padEnd(width)}  ${why}`, { look: 'row', scanner: name, runs: true, why });
  }
  const idle = Map.groupBy(
    table.filter(({ runs }) => !runs),
    ({ why, isFar }) => `${isFar} ${why}`,
  );
  for (const rows of idle.values()) {
    const names = rows.map(({ name }) => name);
    const [{ why, isFar } = { why: '', isFar: false }] = rows;
    const who = isFar && names.length > 3 ? `${names.length} others` : names.join(', ');
    log.info(`${who}: ${why}`, { look: 'none', scanners: names, runs: false, why });
  }
}

/** Says in the log what is looked at. */
export function tellTargets(
  log: Log,
  told: {
    readonly list: FileList;
    readonly targets: Targets;
    readonly shard: Shard | undefined;
    readonly scanners: readonly Scanner[];
  },
): void {
  const { list, targets, shard, scanners } = told;
  log.info('Scan', { look: 'section' });
  if (scanners.length === 0) {
    log.info('no scanner runs', { look: 'row', files: 0, all: list.files.length });
    return;
  }
  const part = shard === undefined ? '' : `, shard ${shard.index} of ${shard.count}`;
  const leftOut = list.leftOut === 0 ? '' : `, ${list.leftOut} generated or vendored left out`;
  const which = targets.isWhole ? 'files' : 'files, those that the pull request changes';
  const [files, all] = [targets.head.length, list.files.length];
  log.info(`scanning ${files} of ${all} ${which}${leftOut}${part}`, { look: 'row', files, all });
}

/** Says in the log what the findings are compared with. */
export function tellBaseline(log: Log, { baseline, detail }: FoundBaseline): void {
  const { kind, commit } = baseline;
  const text = baselineSentence({ kind, detail, ...(commit !== undefined && { commit }) });
  log.info(`${text.charAt(0).toLowerCase()}${text.slice(1, -1)}`, { look: 'row', kind, commit });
}
