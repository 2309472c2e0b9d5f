import { type Dirent, readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Git } from './git.ts';
import { isLeftOut } from './left-out.ts';
import { textsOf, treeEntries } from './split-nul.ts';

export interface FileList {
  /** Regular files inside the repository, sorted, relative, with `/`. */
  readonly files: readonly string[];
  /** How many were left out as generated or vendored. */
  readonly leftOut: number;
  /** How many have a name that is no UTF-8, and so could be named in no report. */
  readonly unnameable: number;
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
  git: Git | undefined,
  root: string,
  options: { readonly untracked: boolean; readonly outputDir?: string },
): Promise<FileList> {
  const named = git === undefined ? await walk(root) : await listByGit(git, options.untracked);
  const own = options.outputDir === undefined ? undefined : `${options.outputDir}/`;
  const paths = named.paths.filter((path) => own === undefined || !path.startsWith(own));
  const kept = paths.filter((path) => !isLeftOut(path));
  const regular = await keepRegular(root, kept);
  return {
    files: regular.sort(),
    leftOut: paths.length - kept.length,
    unnameable: named.unnameable,
  };
}

interface NamedPaths {
  readonly paths: readonly string[];
  readonly unnameable: number;
}

async function listByGit(git: Git, untracked: boolean): Promise<NamedPaths> {
  const list = (args: readonly string[]) => git.run(['ls-files', '-z', ...args], { maxOutputBytes: 1 << 30 });
  const names = treeEntries(await list(['--stage']))
    .filter(({ fields }) => regularModes.has(fields.slice(0, 6)))
    .map(({ path }) => path);
  if (untracked) names.push(...textsOf(await list(['--others', '--exclude-standard'])));
  const paths = new Set(names.filter((name) => name !== undefined));
  return { paths: [...paths], unnameable: names.filter((name) => name === undefined).length };
}

/** A folder that is no git checkout. */
async function walk(root: string): Promise<NamedPaths> {
  const paths: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory() && !isLeftOut(`${path}/x`)) folders.push(path);
      else if (entry.isFile()) paths.push(path);
    }
  }
  return { paths, unnameable: 0 };
}

/** After so many folders signals and timers get their turn. */
const foldersAtOnce = 64;

/** Each folder is read once: there are far fewer of them than files. */
async function keepRegular(root: string, paths: readonly string[]): Promise<string[]> {
  const read = createFolderReader(root);
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
function createFolderReader(root: string): (folder: string) => Folder | undefined {
  const known = new Map<string, Folder | undefined>();
  const read = (folder: string): Folder | undefined => {
    if (known.has(folder)) return known.get(folder);
    const isThere = folder === '.' || read(posix.dirname(folder))?.folders.has(posix.basename(folder));
    const found = isThere === true ? namesIn(join(root, folder)) : undefined;
    known.set(folder, found);
    return found;
  };
  return read;
}

function namesIn(folder: string): Folder | undefined {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const named = (kept: readonly Dirent[]) => new Set(kept.map(({ name }) => name));
    return {
      files: named(entries.filter((entry) => entry.isFile())),
      folders: named(entries.filter((entry) => entry.isDirectory())),
    };
  } catch {
    return undefined;
  }
}
