import { type Dirent, readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Scripts } from '../core/code-name.ts';
import { truncate } from '../core/truncate.ts';
import type { Checkout } from './checkout.ts';
import { findScripts } from './find-scripts.ts';
import { isLeftOut } from './left-out.ts';
import { listUntracked } from './untracked.ts';
import type { IndexEntry } from './work-tree.ts';

export interface FileList {
  /** Regular files inside the repository, sorted, relative, with `/`. */
  readonly files: readonly string[];
  /** Those of them whose first line alone tells their language. */
  readonly scripts: Scripts;
  /** How many were left out as generated or vendored. */
  readonly leftOut: number;
  /** How many have a name that is no UTF-8, and so could be named in no report. */
  readonly unnameable: number;
  /** Files of the repository that a sparse checkout leaves out: nobody can look at them. */
  readonly absent: ReadonlySet<string>;
  /** Folders that could not be looked into, each with the reason: what they hold is in no list. */
  readonly closed: readonly string[];
}

/** Regular file and executable file; not a symbolic link (120000) nor a submodule (160000). */
const regularModes = new Set(['100644', '100755']);

/**
 * The files to scan: what git tracks and, in a local run, what it does not ignore. Symbolic links, submodules and
 * everything that is no regular file (any more) are left out, so that no scanner can be led out of the repository.
 *
 * @param outputDir A folder of ours inside the repository, relative with `/`, if it is inside.
 */
export async function listFiles(
  checkout: Checkout,
  options: { readonly untracked: boolean; readonly outputDir?: string },
): Promise<FileList> {
  const named = await namedPaths(checkout, options.untracked);
  const own = options.outputDir === undefined ? undefined : `${options.outputDir}/`;
  const isOther = (path: string) => own === undefined || !path.startsWith(own);
  const leftOut = new Set<string>();
  const isKept = (path: string) => {
    if (!isOther(path)) return false;
    if (!isLeftOut(path)) return true;
    leftOut.add(path);
    return false;
  };
  const closed = [...named.closed];
  const there = await keepRegular(checkout.root, named.perhaps.filter(isKept), closed);
  const files = [...new Set([...named.regular.filter(isKept), ...there])].sort();
  const absent = new Set(named.skipped);
  for (const path of there) absent.delete(path);
  return {
    files,
    scripts: await findScripts(checkout.root, files),
    leftOut: leftOut.size,
    unnameable: named.unnameable,
    absent,
    closed,
  };
}

interface NamedPaths {
  /** Known to be regular files in real folders. */
  readonly regular: readonly string[];
  /** Still to be looked at. */
  readonly perhaps: readonly string[];
  /** Those of `perhaps` that git is told not to look at. */
  readonly skipped: readonly string[];
  readonly unnameable: number;
  readonly closed: readonly string[];
}

async function namedPaths({ root, git, workTree }: Checkout, untracked: boolean): Promise<NamedPaths> {
  if (git === undefined || workTree === undefined) {
    const { paths, closed } = await walk(root);
    return { regular: [], perhaps: paths, skipped: [], unnameable: 0, closed };
  }
  const { entries, doubtful } = await workTree();
  const isSure = ({ path, isLookedAt }: IndexEntry) =>
    isLookedAt && path !== undefined && !doubtful.has(path);
  const tracked = entries.filter(({ mode }) => regularModes.has(mode));
  const others = untracked ? await listUntracked(git) : [];
  const perhaps = [...pathsOf(tracked.filter((entry) => !isSure(entry))), ...others];
  const known = perhaps.filter((path) => path !== undefined);
  return {
    regular: pathsOf(tracked.filter(isSure)).filter((path) => path !== undefined),
    perhaps: known,
    skipped: pathsOf(tracked.filter(({ isLookedAt }) => !isLookedAt)).filter((path) => path !== undefined),
    unnameable: perhaps.length - known.length,
    closed: [],
  };
}

function pathsOf(entries: readonly IndexEntry[]): readonly (string | undefined)[] {
  return entries.map(({ path }) => path);
}

/** A folder that is no git checkout. Without rights to a folder, or below a path that is too long, it goes on. */
async function walk(
  root: string,
): Promise<{ readonly paths: readonly string[]; readonly closed: readonly string[] }> {
  const paths: string[] = [];
  const closed: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    let entries: readonly Dirent[] = [];
    try {
      entries = await readdir(join(root, folder), { withFileTypes: true });
    } catch (error) {
      closed.push(named(folder, error));
    }
    for (const entry of entries) {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory() && !isLeftOut(`${path}/x`)) folders.push(path);
      else if (entry.isFile()) paths.push(path);
    }
  }
  return { paths, closed };
}

/** After so many folders signals and timers get their turn. */
const foldersAtOnce = 64;

/** Each folder is read once: there are far fewer of them than files. Those that cannot be read come into `closed`. */
async function keepRegular(root: string, paths: readonly string[], closed: string[]): Promise<string[]> {
  const read = createFolderReader(root, closed);
  const kept: string[] = [];
  let folders = 0;
  for (const [folder, inside] of Map.groupBy(paths, posix.dirname)) {
    const files = read(folder)?.files;
    if (files !== undefined) kept.push(...inside.filter((path) => files.has(posix.basename(path))));
    folders += 1;
    if (folders % foldersAtOnce === 0) await setImmediate();
  }
  return kept;
}

interface Folder {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

/** What a folder really holds; undefined where it is none or a symbolic link is on the way. At once, not by promises: waiting takes the longest. */
function createFolderReader(root: string, closed: string[]): (folder: string) => Folder | undefined {
  const known = new Map<string, Folder | undefined>();
  const read = (folder: string): Folder | undefined => {
    if (known.has(folder)) return known.get(folder);
    const isThere = folder === '.' || read(posix.dirname(folder))?.folders.has(posix.basename(folder));
    const found = isThere === true ? namesIn(root, folder, closed) : undefined;
    known.set(folder, found);
    return found;
  };
  return read;
}

function namesIn(root: string, folder: string, closed: string[]): Folder | undefined {
  try {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    const namesOf = (kept: readonly Dirent[]) => new Set(kept.map(({ name }) => name));
    return {
      files: namesOf(entries.filter((entry) => entry.isFile())),
      folders: namesOf(entries.filter((entry) => entry.isDirectory())),
    };
  } catch (error) {
    // Gone since its parent was read.
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR') closed.push(named(folder, error));
    return undefined;
  }
}

function named(folder: string, error: unknown): string {
  return `${truncate(folder || '.', 200)} (${codeOf(error)})`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
