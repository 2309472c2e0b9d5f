import { lstat, readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { createFolderCheck } from './folder-check.ts';
import type { Git } from './git.ts';
import { isLeftOut } from './left-out.ts';
import { splitNul } from './split-nul.ts';
import { decodePath } from './unquote-path.ts';

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
  const staged = splitNul(await git.run(['ls-files', '-z', '--stage'], { maxOutputBytes: 1 << 30 }));
  const names: (string | undefined)[] = [];
  for (const entry of staged) {
    const tab = entry.indexOf(9);
    const mode = entry.subarray(0, 6).toString('latin1');
    if (tab > 0 && regularModes.has(mode)) names.push(decodePath(entry.subarray(tab + 1)));
  }
  if (untracked) {
    const others = await git.run(['ls-files', '-z', '--others', '--exclude-standard'], {
      maxOutputBytes: 1 << 30,
    });
    names.push(...splitNul(others).map(decodePath));
  }
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

async function keepRegular(root: string, paths: readonly string[]): Promise<string[]> {
  const isInside = createFolderCheck(root);
  const kept: string[] = [];
  for (let start = 0; start < paths.length; start += 256) {
    const group = paths.slice(start, start + 256);
    const flags = await Promise.all(
      group.map(async (path) => {
        const found = await lstat(join(root, path)).catch(() => undefined);
        return found?.isFile() === true && (await isInside(posix.dirname(path)));
      }),
    );
    kept.push(...group.filter((_, index) => flags[index]));
  }
  return kept;
}
