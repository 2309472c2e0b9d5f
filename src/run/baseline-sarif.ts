import { mkdtemp, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Change } from '../core/change.ts';
import { messageOf } from '../core/errors.ts';
import { exportTree } from '../repository/export-tree.ts';
import { fullHash } from '../repository/full-hash.ts';
import type { Git } from '../repository/git.ts';
import { folderTree } from '../repository/source-trees.ts';
import type { ReadRun } from '../sarif/read-context.ts';
import { readSarifFiles } from '../sarif/read-sarif-files.ts';
import { type Coverage, type Covered, coverageOf } from '../triage/coverage.ts';
import type { BaselineFinding } from '../triage/triage-input.ts';
import { isOfChange } from './baseline-file.ts';
import { collectedFileName, readPart } from './collected-part.ts';
import { type BaselineInputs, type FoundBaseline, notScanned } from './found-baseline.ts';

/**
 * The `baseline.sarif` that `MODE=collect` wrote beside each of its `report.sarif`; one that lies in the pull request
 * was not written by it. It speaks for the scanners and files of its scan only, not for what other tools found.
 */
export async function baselineBeside(inputs: BaselineInputs): Promise<FoundBaseline | undefined> {
  const { root } = inputs.workshop.checkout;
  const there: string[] = [];
  const known: Covered[] = [];
  const untold = new Set<string>();
  const isOurs = (file: string) => !isOfChange(inputs.change, relative(root, file).split(sep).join('/'));
  const reports = inputs.givenSarif.filter((file) => basename(file) === 'report.sarif');
  for (const folder of new Set(reports.map((file) => dirname(file)))) {
    const file = join(folder, 'baseline.sarif');
    const isFile = (await stat(file).catch(() => undefined))?.isFile() === true;
    if (!isFile || !isOurs(file) || !isOurs(join(folder, collectedFileName))) continue;
    const part = await readPart(folder);
    const covered = typeof part === 'object' ? part.baseline : undefined;
    if (covered?.length === 0) continue;
    there.push(file);
    if (covered === undefined) untold.add(file);
    else known.push(...covered);
  }
  if (there.length === 0) return undefined;
  return readBaseline(inputs, there, {
    kind: 'merge-base',
    detail: 'the merge base as it was scanned by MODE=collect',
    coverage: (runs) =>
      coverageOf([
        ...known,
        ...runs
          .filter(({ file }) => untold.has(resolve(root, file)))
          .map(({ tool }) => ({ scanner: tool, files: 'all' as const })),
      ]),
  });
}

/** SARIF files as a baseline, with the text that they are about where the clone has it. */
export async function readBaseline(
  inputs: BaselineInputs,
  files: readonly string[],
  as: {
    readonly kind: 'sarif' | 'merge-base';
    readonly detail: string;
    readonly coverage: (runs: readonly ReadRun[]) => Coverage;
  },
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
    ...notScanned,
    baseline: {
      kind: as.kind,
      findings: read.findings,
      coverage: as.coverage(read.runs),
      ...(commit !== undefined && { commit }),
      ...(tree !== undefined && { tree }),
    },
    detail: as.detail,
    incompleteReasons: read.errors.map(({ message }) => message),
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
async function treeOf(
  inputs: BaselineInputs,
  commit: string | undefined,
  findings: readonly BaselineFinding[],
) {
  const { checkout, workFolder } = inputs.workshop;
  if (checkout.git === undefined || commit === undefined) return undefined;
  const paths = new Set(findings.flatMap(({ place }) => place?.path ?? []));
  try {
    const root = await mkdtemp(join(workFolder, 'baseline-'));
    await exportTree(checkout.git, commit, root, paths);
    return folderTree(root);
  } catch (error) {
    inputs.world.log.warn(`the text of the baseline could not be read: ${messageOf(error)}`, {
      code: 'baseline-text-unreadable',
    });
    return undefined;
  }
}
