import { mkdtemp, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Bitbucket, RemoteAnnotation } from '../bitbucket/bitbucket.ts';
import type { Change } from '../core/change.ts';
import { messageOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { ScannerRun } from '../core/report.ts';
import { exportTree } from '../repository/export-tree.ts';
import { fullHash } from '../repository/full-hash.ts';
import type { Git } from '../repository/git.ts';
import { hasCommit } from '../repository/merge-base.ts';
import { folderTree } from '../repository/source-trees.ts';
import { readSarifFiles } from '../sarif/read-sarif-files.ts';
import type { Scanner } from '../scanners/scanner.ts';
import { coverageOf, fullCoverage, noCoverage } from '../triage/coverage.ts';
import type { BaselineFinding, TriageBaseline } from '../triage/triage-input.ts';
import { baselineFileOf, isOfChange } from './baseline-file.ts';
import type { Configuration } from './configuration.ts';
import { type Scanned, scan } from './scan.ts';
import type { Targets } from './targets.ts';
import type { Workshop } from './workshop.ts';
import type { World } from './world.ts';

export interface FoundBaseline {
  readonly baseline: TriageBaseline;
  /** One line for log and summary: which one, and why not a better one. */
  readonly detail: string;
  readonly incompleteReasons: readonly string[];
  /** What a scan of the merge base wrote. */
  readonly sarif: Scanned['sarif'];
}

interface Inputs {
  readonly world: World;
  readonly configuration: Configuration;
  readonly workshop: Workshop;
  readonly change: Change;
  readonly scanners: readonly Scanner[];
  readonly targets: Targets;
  /** Logs of `SARIF_FILES`, beside which `MODE=collect` wrote a `baseline.sarif`. */
  readonly givenSarif: readonly string[];
  readonly reading: Bitbucket | undefined;
}

/** Finds out what was there before: the best baseline that can be had, or the one that is asked for. */
export async function findBaseline(inputs: Inputs): Promise<FoundBaseline> {
  const { settings } = inputs.configuration;
  switch (settings.baseline) {
    case 'none':
      return nothing('none', 'BASELINE=none: everything is new');
    case 'changed-lines':
      return nothing('changed-lines', 'BASELINE=changed-lines');
    case 'auto':
    case 'merge-base':
      return automatic(inputs);
    default:
      return givenBaseline(inputs, settings.baseline);
  }
}

async function automatic(inputs: Inputs): Promise<FoundBaseline> {
  const { change, configuration, workshop } = inputs;
  if (configuration.settings.mode === 'publish')
    return (await baselineBeside(inputs)) ?? withoutScan(inputs, 'nothing was scanned');
  const { git } = workshop.checkout;
  if (git === undefined || change.base === undefined) return withoutScan(inputs, change.baseDetail);
  if (!(await hasCommit(git, change.base))) return withoutScan(inputs, 'the merge base is not in the clone');
  return scanMergeBase(inputs, git, change.base);
}

function nothing(kind: 'none' | 'changed-lines', detail: string): FoundBaseline {
  return { baseline: { kind, findings: [], coverage: noCoverage }, detail, incompleteReasons: [], sarif: [] };
}

/** The fallbacks in their order: what an earlier run told of the destination, then changed lines. */
async function withoutScan(inputs: Inputs, why: string): Promise<FoundBaseline> {
  const { change, configuration, reading } = inputs;
  if (configuration.settings.baseline === 'merge-base') {
    const reason = `BASELINE=merge-base, but ${why}`;
    return { ...nothing('changed-lines', reason), incompleteReasons: [reason] };
  }
  const isFirst = change.files !== undefined && change.base === undefined;
  if (isFirst || (change.files === undefined && configuration.pipelines.commit === undefined)) {
    return nothing('none', change.baseDetail);
  }
  const insights = change.destinationCommit === undefined ? undefined : await fromInsights(inputs, reading);
  return insights ?? nothing('changed-lines', `changed lines decide: ${why}`);
}

async function scanMergeBase(inputs: Inputs, git: Git, commit: string): Promise<FoundBaseline> {
  const { workshop, world, targets, scanners, configuration } = inputs;
  const root = await mkdtemp(join(workshop.workFolder, 'base-'));
  const files = await exportTree(git, commit, root, targets.isBaseTarget);
  const side = { root, files, allFiles: files };
  const scanned = await scan(scanners, side, {
    workshop,
    log: quiet(world.log),
    sideName: ' on the merge base',
    ...(world.progress && { progress: world.progress }),
    signal: world.signal,
    timeoutSeconds: configuration.settings.scanTimeout,
  });
  return {
    baseline: {
      kind: 'merge-base',
      commit,
      findings: scanned.findings,
      tree: folderTree(root),
      coverage: coverageOf(scanned.covered),
    },
    detail: inputs.change.baseDetail,
    incompleteReasons: scanned.runs.flatMap(unseen),
    sarif: scanned.sarif,
  };
}

/** Without the scanner's old findings every one of them would look new. */
function unseen({ name, outcome, detail }: ScannerRun): readonly string[] {
  if (outcome === 'ok' || outcome === 'skipped') return [];
  return [`${name} ${outcome} on the merge base${detail === undefined ? '' : `: ${detail}`}`];
}

/** The scanners say the same of both sides; one of them is enough in the log. */
function quiet(log: Log): Log {
  return { ...log, info: log.debug };
}

async function givenBaseline(inputs: Inputs, path: string): Promise<FoundBaseline> {
  const { checkout, workFolder } = inputs.workshop;
  const { file, detail } = await baselineFileOf(path, { checkout, workFolder, change: inputs.change });
  if (file !== undefined) return readBaseline(inputs, [file], 'sarif', detail);
  const found = await automatic(inputs);
  return { ...found, detail: `${detail}; ${found.detail}` };
}

/**
 * The `baseline.sarif` that `MODE=collect` wrote beside each of its `report.sarif`; one that lies in the pull request
 * was not written by it.
 */
async function baselineBeside(inputs: Inputs): Promise<FoundBaseline | undefined> {
  const { root } = inputs.workshop.checkout;
  const candidates = new Set(inputs.givenSarif.map((file) => join(dirname(file), 'baseline.sarif')));
  const there: string[] = [];
  for (const file of candidates) {
    const path = relative(root, file).split(sep).join('/');
    const isFile = (await stat(file).catch(() => undefined))?.isFile() === true;
    if (isFile && !isOfChange(inputs.change, path)) there.push(file);
  }
  if (there.length === 0) return undefined;
  return readBaseline(inputs, there, 'merge-base', 'the merge base as it was scanned by MODE=collect');
}

async function readBaseline(
  inputs: Inputs,
  files: readonly string[],
  kind: 'sarif' | 'merge-base',
  detail: string,
): Promise<FoundBaseline> {
  const { workshop, world, change } = inputs;
  const { checkout } = workshop;
  const read = await readSarifFiles(files, {
    root: checkout.root,
    repositoryFiles: new Set([...inputs.targets.all, ...removedPaths(change)]),
    log: world.log,
    signal: world.signal,
  });
  const revision = read.runs.find((run) => run.revision !== undefined)?.revision;
  const commit = (await presentCommit(checkout.git, revision)) ?? change.base;
  const tree = await treeOf(inputs, commit, read.findings);
  return {
    baseline: {
      kind,
      findings: read.findings,
      coverage: fullCoverage,
      ...(commit !== undefined && { commit }),
      ...(tree !== undefined && { tree }),
    },
    detail,
    incompleteReasons: read.errors.map(({ message }) => message),
    sarif: [],
  };
}

function removedPaths({ files }: Change): readonly string[] {
  return [...(files?.values() ?? [])].flatMap(({ path, previousPath }) => [path, previousPath ?? path]);
}

async function presentCommit(
  git: Git | undefined,
  revision: string | undefined,
): Promise<string | undefined> {
  if (git === undefined || revision === undefined || !/^[0-9a-f]{7,64}$/i.test(revision)) return undefined;
  return fullHash(git, revision);
}

/** The text that the baseline's findings are about, where the clone has it. */
async function treeOf(inputs: Inputs, commit: string | undefined, findings: readonly BaselineFinding[]) {
  const { checkout, workFolder } = inputs.workshop;
  if (checkout.git === undefined || commit === undefined) return undefined;
  const paths = new Set(findings.flatMap(({ place }) => place?.path ?? []));
  try {
    const root = await mkdtemp(join(workFolder, 'baseline-'));
    await exportTree(checkout.git, commit, root, (path) => paths.has(path));
    return folderTree(root);
  } catch (error) {
    inputs.world.log.warn(`the text of the baseline could not be read: ${messageOf(error)}`, {
      code: 'baseline-text-unreadable',
    });
    return undefined;
  }
}

/** What an earlier run published for the destination commit: identities only, but the right ones. */
async function fromInsights(
  inputs: Inputs,
  reading: Bitbucket | undefined,
): Promise<FoundBaseline | undefined> {
  const { change, configuration, world } = inputs;
  const { reportId } = configuration.settings;
  const commit = change.destinationCommit;
  if (reading === undefined || commit === undefined) return undefined;
  try {
    if ((await reading.report(commit, reportId)) === undefined) return undefined;
    const findings: BaselineFinding[] = [];
    for await (const annotation of reading.annotations(commit, reportId))
      findings.push(asFinding(annotation));
    return {
      baseline: { kind: 'insights', commit, findings, coverage: noCoverage },
      detail: 'the Code Insights report of the destination commit',
      incompleteReasons: [],
      sarif: [],
    };
  } catch (error) {
    world.log.warn(`the Code Insights report of the destination could not be read: ${messageOf(error)}`, {
      code: 'destination-report-unreadable',
    });
    return undefined;
  }
}

function asFinding({ external_id, summary, path, line }: RemoteAnnotation): BaselineFinding {
  return {
    fingerprint: external_id,
    scanner: '',
    rule: '',
    ruleInformation: {},
    severity: 'low',
    category: 'bug',
    cwe: [],
    title: summary ?? external_id,
    message: summary ?? external_id,
    ...(path !== undefined && {
      place: { path, ...(line !== undefined && line > 0 && { region: { startLine: line, endLine: line } }) },
    }),
    related: [],
    flows: [],
    fixes: [],
    suppressions: [],
    givenFingerprints: {},
    source: { file: 'Code Insights', run: 0, result: 0 },
  };
}
