import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bitbucket, RemoteAnnotation } from '../bitbucket/bitbucket.ts';
import { messageOf } from '../core/errors.ts';
import { nameSome } from '../core/name-some.ts';
import { exportTree } from '../repository/export-tree.ts';
import { findScripts } from '../repository/find-scripts.ts';
import type { Git } from '../repository/git.ts';
import { hasCommit } from '../repository/merge-base.ts';
import { folderTree, joinedTree } from '../repository/source-trees.ts';
import { coverageOf, fullCoverage, noCoverage } from '../triage/coverage.ts';
import type { BaselineFinding } from '../triage/triage-input.ts';
import { baselineFileOf } from './baseline-file.ts';
import { baselineBeside, readBaseline } from './baseline-sarif.ts';
import { type BaselineInputs, type FoundBaseline, notScanned } from './found-baseline.ts';
import type { Scanned, Side } from './scan.ts';
import { touchedPaths } from './targets.ts';

/** How it is found out what was there before. */
export interface BaselinePlan {
  /** What has to be scanned for it, together with the change's own side. */
  readonly side?: Side;
  /** `scanned` is what was found on that side. */
  found(scanned: Scanned): Promise<FoundBaseline>;
}

/** Chooses the best baseline that can be had, or the one that is asked for. */
export async function planBaseline(inputs: BaselineInputs): Promise<BaselinePlan> {
  const { settings } = inputs.configuration;
  switch (settings.baseline) {
    case 'none':
      return { found: async () => nothing('none', 'BASELINE=none: everything is new') };
    case 'changed-lines':
      return { found: async () => nothing('changed-lines', 'BASELINE=changed-lines') };
    case 'auto':
    case 'merge-base':
      return automatic(inputs);
    default:
      return givenBaseline(inputs, settings.baseline);
  }
}

async function automatic(inputs: BaselineInputs): Promise<BaselinePlan> {
  const { change, configuration, workshop } = inputs;
  if (configuration.settings.mode === 'publish') {
    return {
      found: async () => (await baselineBeside(inputs)) ?? withoutScan(inputs, 'nothing was scanned'),
    };
  }
  const { git } = workshop.checkout;
  if (git === undefined || change.base === undefined) {
    return { found: () => withoutScan(inputs, change.baseDetail) };
  }
  if (!(await hasCommit(git, change.base))) {
    return { found: () => withoutScan(inputs, 'the merge base is not in the clone') };
  }
  return scanMergeBase(inputs, git, change.base);
}

function nothing(kind: 'none' | 'changed-lines', detail: string): FoundBaseline {
  return { baseline: { kind, findings: [], coverage: noCoverage }, detail, ...notScanned };
}

/** The fallbacks in their order: what an earlier run told of the destination, then changed lines. */
async function withoutScan(inputs: BaselineInputs, why: string): Promise<FoundBaseline> {
  const { change, configuration, reading } = inputs;
  if (configuration.settings.baseline === 'merge-base') {
    const reason = `BASELINE=merge-base, but ${why}`;
    return { ...nothing('changed-lines', reason), incompleteReasons: [reason] };
  }
  const isFirst = change.files !== undefined && change.base === undefined && change.pullRequests.length === 0;
  if (isFirst || (change.files === undefined && configuration.pipelines.commit === undefined)) {
    return nothing('none', change.baseDetail);
  }
  const insights = change.destinationCommit === undefined ? undefined : await fromInsights(inputs, reading);
  return insights ?? nothing('changed-lines', `changed lines decide: ${why}`);
}

async function scanMergeBase(inputs: BaselineInputs, git: Git, commit: string): Promise<BaselinePlan> {
  const { workshop, targets } = inputs;
  const root = await mkdtemp(join(workshop.workFolder, 'base-'));
  const { files, missing } = await exportTree(git, commit, root, targets.base);
  // What is as it was needs no comparison.
  const touched = touchedPaths(inputs.change);
  const lacking = missing.filter((path) => inputs.change.files === undefined || touched.has(path));
  if (lacking.length > 0) {
    return { found: () => withoutScan(inputs, `the clone lacks what was in ${nameSome(lacking)}`) };
  }
  const beside = { root: workshop.checkout.root, files: targets.unchanged };
  const unchangedFiles = new Set(beside.files);
  const { scripts } = await workshop.files();
  const unchanged = [...scripts].filter(([path]) => unchangedFiles.has(path));
  const tree = joinedTree(folderTree(root), folderTree(beside.root), unchangedFiles);
  return {
    side: {
      root,
      files,
      allFiles: files,
      scripts: new Map([...unchanged, ...(await findScripts(root, files))]),
      ...(beside.files.length > 0 && { beside }),
      // Where the change's own side is scanned whole, that side says more of unchanged files than this one.
      speaksOfBeside: !targets.isWhole,
      ...(targets.changed !== undefined && { changed: targets.changed }),
      name: ' on the merge base',
    },
    found: async (scanned) => ({
      baseline: {
        kind: 'merge-base',
        commit,
        findings: scanned.findings,
        tree,
        coverage: coverageOf(scanned.covered),
      },
      detail: inputs.change.baseDetail,
      // Without the scanner's old findings every one of them would look new.
      ends: scanned.runs.map((run) => ({ ...run, on: 'the merge base' })),
      incompleteReasons: [],
      sarif: scanned.sarif,
      covered: scanned.covered,
    }),
  };
}

async function givenBaseline(inputs: BaselineInputs, path: string): Promise<BaselinePlan> {
  const { checkout, workFolder } = inputs.workshop;
  const { file, detail } = await baselineFileOf(path, { checkout, workFolder, change: inputs.change });
  if (file !== undefined) {
    return {
      found: () => readBaseline(inputs, [file], { kind: 'sarif', detail, coverage: () => fullCoverage }),
    };
  }
  const plan = await automatic(inputs);
  return {
    ...plan,
    async found(scanned) {
      const found = await plan.found(scanned);
      return { ...found, detail: `${detail}; ${found.detail}` };
    },
  };
}

/** What an earlier run published for the destination commit: identities only, but the right ones. */
async function fromInsights(
  inputs: BaselineInputs,
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
      ...notScanned,
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
