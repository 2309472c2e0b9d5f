import type { Log } from '../core/log.ts';
import type { FileList } from '../repository/list-files.ts';
import type { Scanner } from '../scanners/scanner.ts';
import type { FoundBaseline } from './baseline.ts';
import type { Shard } from './shard.ts';
import type { Targets } from './targets.ts';

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
  if (scanners.length === 0) return;
  const part = shard === undefined ? '' : `, shard ${shard.index} of ${shard.count}`;
  const leftOut = list.leftOut === 0 ? '' : `, ${list.leftOut} generated or vendored left out`;
  const which = targets.isWhole ? 'files' : 'files, those that the pull request changes';
  log.info(`scanning ${targets.head.length} of ${list.files.length} ${which}${leftOut}${part}`);
}

/** Says in the log what the findings are compared with. */
export function tellBaseline(log: Log, { baseline, detail }: FoundBaseline): void {
  const commit = baseline.commit === undefined ? '' : ` ${baseline.commit.slice(0, 12)}`;
  log.info(`baseline: ${baseline.kind}${commit} (${detail})`);
}
