import { join } from 'node:path';
import { begin } from '../core/begin.ts';
import type { Scripts } from '../core/code-name.ts';
import { nameSome } from '../core/name-some.ts';
import { counted } from '../reports/wording.ts';
import { folderTree } from '../repository/source-trees.ts';
import { logScanner } from '../scanners/log-scanner.ts';
import { type StartedAhead, startAhead } from '../scanners/start-ahead.ts';
import { coverageOf } from '../triage/coverage.ts';
import { planBaseline } from './baseline.ts';
import { chooseScanners, selectFor } from './choose-scanners.ts';
import { doubtsOfParts } from './collected.ts';
import type { FoundFindings } from './found-findings.ts';
import { readGivenSarif } from './read-given-sarif.ts';
import { merge, nothingScanned, type ScanOptions, type Side, scan, scanResources } from './scan.ts';
import { scanCommits } from './secrets-in-commits.ts';
import { readShard } from './shard.ts';
import type { Stage } from './stage.ts';
import { chooseTargets, type Targets } from './targets.ts';
import { tellBaseline, tellTargets } from './tell-choice.ts';
import { tellEachSecretOnce } from './tell-each-secret-once.ts';
import { warnOfChange } from './warn-of-change.ts';

/** Scans both sides of the change at the same time, and reads what other tools brought. */
export async function findFindings(stage: Stage): Promise<FoundFindings> {
  const { world, configuration, workshop, change, policy } = stage;
  const { settings, pipelines } = configuration;
  const { checkout } = workshop;
  const { log, signal } = world;

  const list = await workshop.files();
  const shard = readShard(settings.shard, pipelines);
  const { files, absent } = list;
  const targets = chooseTargets({ files, absent, change, policy, gateScope: settings.gateScope, shard });
  const options = {
    workshop,
    log,
    signal,
    timeoutSeconds: settings.scanTimeout,
    ...(world.progress && { progress: world.progress }),
  };
  const root = checkout.root;
  using ahead = await beginAhead(stage, { root, targets, scripts: list.scripts }, options);
  const scanners = chooseScanners(stage, targets.all, list.scripts);
  ahead?.keep(scanners);
  tellTargets(log, { list, targets, shard, scanners });
  const given = await readGivenSarif(settings.sarifFiles ?? [], {
    root: checkout.root,
    files: list.files,
    log,
    signal,
  });
  for (const run of given.runs) logScanner(log, run, ` from ${run.file}`);
  const plan = await planBaseline({
    world,
    configuration,
    workshop,
    change,
    targets,
    givenSarif: given.paths,
    reading: stage.remote.reading,
  });
  const side = {
    root,
    files: targets.head,
    allFiles: targets.all,
    scripts: list.scripts,
  };
  // What both sides have alike need not be looked at, unless everything is to be told.
  const isPart = plan.side !== undefined && !targets.isWhole && targets.changed !== undefined;
  const sides = [
    { ...side, ...(isPart && { changed: targets.changed }) },
    ...(plan.side === undefined ? [] : [plan.side]),
  ];
  const tree = folderTree(checkout.root);
  const scanning = scan(scanners, sides, options, ahead);
  const [[scanned = nothingScanned, scannedBase = nothingScanned], commits, read, warnings] =
    await Promise.all([
      scanning,
      scanCommits(stage, scanners, options, targets.isIncluded),
      plan.side === undefined ? plan.found(nothingScanned) : undefined,
      warnOfChange({
        checkout,
        tree,
        change,
        list,
        covered: begin(scanning.then(([first = nothingScanned]) => [...first.covered, ...given.covered])),
        outputDir: workshop.outputDir,
        isLocal: pipelines.commit === undefined,
        inputs: [
          ...given.paths.map((path) => ({ path, of: 'SARIF_FILES' })),
          ...policy.customScanners.flatMap(({ name, command }) =>
            command.includes('/') ? [{ path: join(checkout.root, command), of: `scanner ${name}` }] : [],
          ),
        ],
      }),
    ]);
  const base = { ...scannedBase, findings: tellEachSecretOnce(scannedBase.findings) };
  const baseline = read ?? (await plan.found(base));
  const incompleteReasons = [
    ...doubtsOfFolders(list.closed),
    ...(await doubtsOfParts(given.paths, change.commit)),
  ];
  // Where both sides were scanned, each tells a secret once in the same way; of other baselines nobody knows.
  const own = plan.side === undefined ? scanned.findings : tellEachSecretOnce(scanned.findings);
  const all = merge([
    { ...scanned, findings: own },
    commits,
    given,
    { ...nothingScanned, incompleteReasons, warnings },
  ]);
  const head = { ...all, findings: tellEachSecretOnce(all.findings, baseline.baseline.findings) };
  tellBaseline(log, baseline);
  return {
    head,
    baseline,
    coverage: coverageOf(head.covered),
    tree,
    everythingWasScanned: targets.isWhole && shard === undefined && absent.size === 0,
  };
}

/** What they hold was not scanned, and nobody knows how much that is. */
function doubtsOfFolders(closed: readonly string[]): readonly string[] {
  if (closed.length === 0) return [];
  const which = `${counted(closed.length, 'folder')} of the repository could not be read: ${nameSome(closed)}`;
  return [`${which}; make them readable for the user that the pipe runs as, or remove them`];
}

/** Where only the change is looked at: of what is scanned whole there is no part that can be known before. */
async function beginAhead(
  stage: Stage,
  { root, targets, scripts }: Pick<Side, 'root'> & { readonly targets: Targets; readonly scripts: Scripts },
  options: ScanOptions,
): Promise<StartedAhead | undefined> {
  const { changed, unchanged, isWhole } = targets;
  if (isWhole || changed === undefined) return undefined;
  const { scanners } = selectFor(stage, changed, scripts);
  return startAhead(scanners, { root, files: unchanged, changed, scripts }, await scanResources(options));
}
