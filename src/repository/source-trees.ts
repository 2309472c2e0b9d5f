import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceTree } from '../core/source-tree.ts';

/** Larger files are data, not code: nobody reads a finding's context in them. Bytes. */
const maxSourceBytes = 4 * 1024 * 1024;

/** Files whose lines are kept at hand; findings come sorted by file, so few are enough. */
const cachedFiles = 64;

/** The text files below a folder. Symbolic links are not followed, FIFOs and devices not opened. */
export function folderTree(root: string): SourceTree {
  const cache = new Map<string, Promise<readonly string[] | undefined>>();
  return {
    lines(path) {
      const known = cache.get(path);
      if (known !== undefined) return known;
      const lines = readLines(join(root, path));
      cache.set(path, lines);
      const oldest = cache.size > cachedFiles ? cache.keys().next().value : undefined;
      if (oldest !== undefined) cache.delete(oldest);
      return lines;
    },
  };
}

async function readLines(path: string): Promise<readonly string[] | undefined> {
  const bytes = await readRegularFile(path);
  return bytes === undefined || bytes.includes(0) ? undefined : bytes.toString('utf8').split(/\r\n|\r|\n/);
}

/** A file's bytes; undefined where there is none, or it is a link, a device, a FIFO, or too large. */
export async function readRegularFile(path: string): Promise<Buffer | undefined> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path, flags).catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const found = await file.stat();
    return found.isFile() && found.size <= maxSourceBytes ? await file.readFile() : undefined;
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
}
