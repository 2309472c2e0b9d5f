import { relative, sep } from 'node:path';
import type { Change, ChangedFile } from '../core/change.ts';
import { ToolError } from '../core/errors.ts';
import { nameSome } from '../core/name-some.ts';
import type { Warning } from '../core/report.ts';
import type { SourceTree } from '../core/source-tree.ts';
import { truncate } from '../core/truncate.ts';
import { counted } from '../reports/wording.ts';
import { changedSubmodules } from '../repository/changed-submodules.ts';
import type { Checkout } from '../repository/checkout.ts';
import { isLeftOut } from '../repository/left-out.ts';
import type { FileList } from '../repository/list-files.ts';
import { treeDifference } from '../repository/tree-difference.ts';
import { isAstGrepFile } from '../scanners/ast-grep-languages.ts';
import type { Covered } from '../triage/coverage.ts';
import { findHiddenCode } from './hidden-code.ts';
import { warnOfPipeline } from './warn-of-pipeline.ts';

/** A file of the checkout that a run goes by. */
export interface Input {
  /** Absolute. */
  readonly path: string;
  /** Such as `SARIF_FILES`. */
  readonly of: string;
}

/** https://git-scm.com/docs/git-fast-import, `gitlink` */
const submoduleMode = '160000';

/** Files that one warning names. */
const mostNamed = 5;

/**
 * What a pull request could do to its own verdict without any scanner telling. None of it is forbidden, all of it is
 * said: whoever reviews the pull request reviews this too.
 */
export async function warnOfChange(seen: {
  readonly checkout: Checkout;
  readonly change: Change;
  readonly list: FileList;
  /** Relative, if it is inside the checkout. */
  readonly outputDir: string | undefined;
  /** What is not committed yet is looked at too: then the output folder holds what the last run wrote. */
  readonly isLocal: boolean;
  readonly inputs: readonly Input[];
  /** Awaited last: all else is looked at while the scanners work. */
  readonly covered: Promise<readonly Covered[]>;
  readonly tree: SourceTree;
}): Promise<readonly Warning[]> {
  const { checkout, change, list, outputDir, isLocal, inputs, covered, tree } = seen;
  const warnings: Warning[] = [];
  if (list.unnameable > 0) {
    const message = `${counted(list.unnameable, 'file has a name', 'files have names')} that no report could hold, as it is no UTF-8: not scanned`;
    warnings.push({ code: 'unnameable-files', message });
  }
  if (change.pullRequests.length === 0) return warnings;

  const changed = [...(change.files?.values() ?? [])].filter(({ status }) => status !== 'deleted');
  const isOwn = (path: string) => outputDir !== undefined && path.startsWith(`${outputDir}/`);
  const paths = changed.map(({ path }) => path).filter((path) => !isLocal || !isOwn(path));
  const unseen = paths.filter((path) => isLeftOut(path) || isOwn(path));
  if (unseen.length > 0) {
    const message = `${counted(unseen.length, 'file that the pull request adds or changes is', 'files that the pull request adds or changes are')} not scanned, as generated, vendored or in the output folder: ${named(unseen)}`;
    warnings.push({ code: 'change-not-scanned', message });
  }
  const absent = paths.filter((path) => list.absent.has(path) && !unseen.includes(path));
  if (absent.length > 0) {
    const message = `${counted(absent.length, 'file that the pull request adds or changes is', 'files that the pull request adds or changes are')} not in the checkout, and not scanned: ${named(absent)}`;
    warnings.push({ code: 'change-not-scanned', message });
  }
  const looked = changed.filter(({ path }) => !unseen.includes(path));
  warnings.push(...(await warnOfHidden(checkout.root, looked, list.scripts)));
  const elsewhere = [...(await pointersIn(paths, tree)), ...(await submodulesOf(checkout, change))];
  if (elsewhere.length > 0) {
    const message = `the pull request brings code that is not in the repository, in Git LFS or a submodule, and not scanned: ${named(elsewhere)}`;
    warnings.push({ code: 'change-not-scanned', message });
  }
  const brought = inputs.filter(({ path }) => change.files?.has(inside(checkout.root, path)) === true);
  if (brought.length > 0) {
    const files = brought.map(({ path, of }) => `${inside(checkout.root, path)} (${of})`);
    const message = `the pull request itself brings or changes what this run goes by: ${named(files)}`;
    warnings.push({ code: 'input-in-change', message });
  }
  warnings.push(...(await warnOfTouched(checkout, new Set(paths))));
  warnings.push(...(await warnOfPipeline(checkout, change)));
  return [...warnings, ...unlooked(await covered, paths)];
}

/** What is too large, too intricate or no readable code for a scanner that did its work otherwise. */
function unlooked(covered: readonly Covered[], paths: readonly string[]): readonly Warning[] {
  const known = new Set(paths);
  const byScanner = Map.groupBy(covered, ({ scanner }) => scanner);
  const each = [...byScanner].map(([scanner, entries]) => ({
    scanner,
    files: [...new Set(entries.flatMap(({ unseen = [] }) => unseen).filter((path) => known.has(path)))],
  }));
  const alike = Map.groupBy(
    each.filter(({ files }) => files.length > 0),
    ({ files }) => files.toSorted().join('\0'),
  );
  return [...alike.values()].map(([first = { scanner: '', files: [] }, ...others]) => {
    const scanners = [first, ...others].map(({ scanner }) => scanner).join(' and ');
    const message = `${scanners} could not look through ${counted(first.files.length, 'file')} that the pull request adds or changes: ${named(first.files)}`;
    return { code: 'change-not-scanned', message };
  });
}

async function warnOfHidden(
  root: string,
  files: readonly ChangedFile[],
  scripts: FileList['scripts'],
): Promise<readonly Warning[]> {
  const warnings: Warning[] = [];
  const { unread, misleading } = await findHiddenCode(root, files, scripts);
  if (unread.length > 0) {
    const names = unread.map(({ path, why }) => `${truncate(path, 200)} (${why})`);
    const message = `the pull request adds or changes what no scanner reads: ${named(names)}`;
    warnings.push({ code: 'change-not-scanned', message });
  }
  if (misleading.length > 0) {
    const names = misleading.map(({ path, line, what }) => `${truncate(path, 200)}:${line} (${what})`);
    const message = `${counted(misleading.length, 'line that the pull request adds does', 'lines that the pull request adds do')} not run as it reads, for people and perhaps for scanners: ${named(names)}`;
    warnings.push({ code: 'misleading-text', message });
  }
  return warnings;
}

/** Code of which the repository has only where it is: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
async function pointersIn(paths: readonly string[], tree: SourceTree): Promise<readonly string[]> {
  const pointers: string[] = [];
  for (const path of paths.filter(isAstGrepFile)) {
    const [first] = (await tree.lines(path)) ?? [];
    if (first === 'version https://git-lfs.github.com/spec/v1') pointers.push(path);
  }
  return pointers;
}

/** Where git cannot tell, the diff that found nothing either has told so. */
async function submodulesOf(
  { git, workTree }: Checkout,
  { base, commit }: Change,
): Promise<readonly string[]> {
  if (git === undefined || workTree === undefined || base === undefined) return [];
  try {
    const { entries } = await workTree();
    if (!entries.some(({ mode }) => mode === submoduleMode)) return [];
    return await changedSubmodules(git, base, commit);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return [];
  }
}

/** What an earlier step wrote over or removed: not the pull request's code was scanned there, but something else. */
async function warnOfTouched(checkout: Checkout, paths: ReadonlySet<string>): Promise<readonly Warning[]> {
  if (paths.size === 0) return [];
  const code = 'changed-before-scan';
  try {
    const touched = (await treeDifference(checkout)).filter((path) => paths.has(path));
    if (touched.length === 0) return [];
    const message = `${counted(touched.length, 'file')} of the pull request did not stay as committed until the scan: ${named(touched)}`;
    return [{ code, message }];
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return [
      { code, message: `whether the scanned files are those of the commit is not known: ${error.message}` },
    ];
  }
}

function inside(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

function named(paths: readonly string[]): string {
  return nameSome(
    paths.map((path) => truncate(path, 260)),
    mostNamed,
  );
}
