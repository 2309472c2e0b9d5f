import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { join, normalize, posix } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { SourceTree } from '../core/source-tree.ts';
import { createFolderCheck } from './folder-check.ts';

/** Larger files are data, not code: nobody reads a finding's context in them. Bytes. */
const maxSourceBytes = 4 * 1024 * 1024;

/** Files whose lines are kept at hand; findings come sorted by file, so few are enough. */
const cachedFiles = 64;

/** After so many what else goes on gets its turn: scanners, signals, answers. */
const filesAtOnce = 32;

/** The text files below a folder. Symbolic links are not followed, FIFOs and devices not opened. */
export function folderTree(root: string): SourceTree {
  const cache = new Map<string, Promise<readonly string[] | undefined>>();
  const isInside = createFolderCheck(root);
  let filesRead = 0;
  const readLines = async (path: string) => {
    if (!(await isInside(posix.dirname(path)))) return undefined;
    filesRead += 1;
    if (filesRead % filesAtOnce === 0) await setImmediate();
    const bytes = await readRegularFile(join(root, path));
    return bytes === undefined || bytes.includes(0) ? undefined : bytes.toString('utf8').split(/\r\n|\r|\n/);
  };
  return {
    lines(path) {
      const known = cache.get(path);
      if (known !== undefined) return known;
      const lines = readLines(path);
      cache.set(path, lines);
      const oldest = cache.size > cachedFiles ? cache.keys().next().value : undefined;
      if (oldest !== undefined) cache.delete(oldest);
      return lines;
    },
  };
}

/** One tree whose files lie in two folders: those of `others` in the other one. */
export function joinedTree(tree: SourceTree, other: SourceTree, others: ReadonlySet<string>): SourceTree {
  return { lines: (path) => (others.has(path) ? other : tree).lines(path) };
}

/** The same of a file of a tree, by its path in it: no link on the way is followed either. */
export async function readFileInside(root: string, path: string): Promise<Buffer | undefined> {
  const isInside = await createFolderCheck(root)(posix.dirname(normalize(path)));
  return isInside ? readRegularFile(join(root, path)) : undefined;
}

/**
 * A file's bytes; undefined where there is none, or it is a link, a device, a FIFO, or too large. At once, not by
 * promises: for small files waiting takes the longest.
 */
export async function readRegularFile(path: string): Promise<Buffer | undefined> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  let file: number | undefined;
  try {
    file = openSync(path, flags);
    const found = fstatSync(file);
    return found.isFile() && found.size <= maxSourceBytes ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
