import { join } from 'node:path';
import { ConfigError } from '../core/errors.ts';
import type { Policy } from '../policy/policy.ts';
import { listFiles } from '../repository/list-files.ts';
import { folderTree } from '../repository/source-trees.ts';
import { logScanner } from '../scanners/log-scanner.ts';
import { scanners as knownScanners } from '../scanners/registry.ts';
import { adapterScanner } from '../scanners/run-adapter.ts';
import type { Scanner } from '../scanners/scanner.ts';
import { selectScanners } from '../scanners/select-scanners.ts';
import { coverageOf } from '../triage/coverage.ts';
import { findBaseline } from './baseline.ts';
import { doubtsOfParts } from './collected.ts';
import type { FoundFindings } from './found-findings.ts';
import { readGivenSarif } from './read-given-sarif.ts';
import { merge, nothingScanned, scan } from './scan.ts';
import { scanCommits } from './secrets-in-commits.ts';
import { readShard } from './shard.ts';
import type { Stage } from './stage.ts';
import { chooseTargets } from './targets.ts';
import { tellBaseline, tellScanners, tellTargets } from './tell-choice.ts';
import { warnOfChange } from './warn-of-change.ts';

/** Scans both sides of the change at the same time, and reads what other tools brought. */
export async function findFindings(stage: Stage): Promise<FoundFindings> {
  const { world, configuration, workshop, change, policy } = stage;
  const { settings, pipelines } = configuration;
  const { checkout } = workshop;
  const { log, signal } = world;

  const list = await listFiles(checkout.git, checkout.root, {
    untracked: pipelines.commit === undefined,
    ...(workshop.outputDir !== undefined && { outputDir: workshop.outputDir }),
  });
  const shard = readShard(settings.shard, pipelines);
  const targets = chooseTargets({ files: list.files, change, policy, gateScope: settings.gateScope, shard });
  const scanners = chooseScanners(stage, targets.all);
  tellTargets(log, { list, targets, shard, scanners });
  const given = await readGivenSarif(settings.sarifFiles ?? [], {
    root: checkout.root,
    files: list.files,
    log,
    signal,
  });
  for (const run of given.runs) logScanner(log, run, ' from SARIF_FILES');
  const side = { root: checkout.root, files: targets.head, allFiles: targets.all };
  const options = {
    workshop,
    log,
    signal,
    timeoutSeconds: settings.scanTimeout,
    ...(world.progress && { progress: world.progress }),
  };
  const [scanned, commits, baseline] = await Promise.all([
    scan(scanners, side, options),
    scanCommits(stage, scanners, options, targets.isIncluded),
    findBaseline({
      world,
      configuration,
      workshop,
      change,
      scanners,
      targets,
      givenSarif: given.paths,
      reading: stage.remote.reading,
    }),
  ]);
  const incompleteReasons = await doubtsOfParts(given.paths, change.commit);
  const tree = folderTree(checkout.root);
  const warnings = await warnOfChange({
    checkout,
    tree,
    change,
    list,
    covered: [...scanned.covered, ...given.covered],
    outputDir: workshop.outputDir,
    isLocal: pipelines.commit === undefined,
    inputs: [
      ...given.paths.map((path) => ({ path, of: 'SARIF_FILES' })),
      ...policy.customScanners.flatMap(({ name, command }) =>
        command.includes('/') ? [{ path: join(checkout.root, command), of: `scanner ${name}` }] : [],
      ),
    ],
  });
  const head = merge([scanned, commits, given, { ...nothingScanned, incompleteReasons, warnings }]);
  tellBaseline(log, baseline);
  return {
    head,
    baseline,
    coverage: coverageOf(head.covered),
    tree,
    everythingWasScanned: targets.isWhole && shard === undefined,
  };
}

/** `SCANNERS` decides; to its `auto` the policy adds and takes out. */
function chooseScanners(
  { world, configuration, workshop, policy }: Stage,
  files: readonly string[],
): readonly Scanner[] {
  const { mode, scanners: words } = configuration.settings;
  if (mode === 'publish') return [];
  const isAuto = words.every((word) => word === 'auto' || word.startsWith('-'));
  const byPolicy = [...policy.scanners].map(([name, on]) => (on ? name : `-${name}`));
  const { scanners, table } = selectScanners({
    known: [...knownScanners, ...customScanners(policy, workshop.checkout.root)],
    wanted: isAuto ? [...new Set(['auto', ...words, ...byPolicy])] : words,
    files,
    installation: workshop.installation,
  });
  tellScanners(world.log, table);
  return scanners;
}

/** The policy's own scanners run whenever they have files: naming them there is asking for them. */
function customScanners(
  { customScanners: custom, fileName = '.code-scan.yml' }: Policy,
  root: string,
): readonly Scanner[] {
  const taken = custom.filter(({ name }) => knownScanners.some((scanner) => scanner.name === name));
  if (taken.length > 0) {
    const names = taken.map(({ name }) => JSON.stringify(name)).join(', ');
    throw new ConfigError([
      { where: fileName, message: `customScanners: ${names} is a scanner of the pipe; use another name` },
    ]);
  }
  // Both sides are scanned by the same program: the merge base's copy may not have it.
  return custom.map(({ command, ...each }) =>
    adapterScanner({
      ...each,
      command: command.includes('/') ? join(root, command) : command,
      auto: 'always',
    }),
  );
}
