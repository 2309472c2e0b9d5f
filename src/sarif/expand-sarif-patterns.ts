import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import picomatch from 'picomatch';
import { messageOf } from '../core/errors.ts';
import { isInside } from '../core/is-inside.ts';

/** The files that the entries of `SARIF_FILES` name. */
export interface ExpandedPatterns {
  /** Absolute, each once, in the order of the patterns, then by name. */
  readonly files: readonly string[];
  /** Entries that name no readable file, with what to do about it. They make the run incomplete. */
  readonly unmatched: readonly { readonly pattern: string; readonly detail: string }[];
}

// A pattern such as `/**` must end too; a checkout with its packages has a fraction of this.
const mostEntries = 2_000_000;

/**
 * Expands globs (picomatch's syntax; names with a leading dot match too) relative to `root`; absolute ones are
 * allowed. An entry that is a file's very name is that file, whatever characters it has. Symbolic links are not
 * followed by globs, and a link that is named must lead to a file below `root` unless the entry is absolute: a pull
 * request could bring a link to anything. Files below `.git` never match.
 */
export async function expandSarifPatterns(
  patterns: readonly string[],
  root: string,
): Promise<ExpandedPatterns> {
  const files = new Set<string>();
  const unmatched: { pattern: string; detail: string }[] = [];
  for (const pattern of patterns) {
    const matched = await expand(pattern, root);
    if (typeof matched === 'string') unmatched.push({ pattern, detail: matched });
    else for (const file of matched) files.add(file);
  }
  return { files: [...files], unmatched };
}

/** The files, or what is wrong with the pattern. */
async function expand(pattern: string, root: string): Promise<readonly string[] | string> {
  const literal = await namedFile(pattern, root);
  if (literal !== undefined) return literal;
  const { base, glob } = picomatch.scan(pattern.replaceAll('\\', '/'));
  if (glob === '') return 'there is no such file';
  const start = resolve(root, base);
  if (!isAbsolute(pattern) && !isInside(root, start)) return 'it leaves the repository; use an absolute path';
  if (await leadsOut(start, isAbsolute(pattern) ? start : root))
    return 'a symbolic link leads out of the repository';
  const matches = picomatch(glob, { dot: true });
  const found: string[] = [];
  try {
    for await (const path of filesBelow(start)) {
      if (matches(relative(start, path))) found.push(path);
    }
  } catch (thrown) {
    return `not all files could be looked at: ${messageOf(thrown)}`;
  }
  return found.length === 0 ? 'no file matches' : found.sort();
}

async function namedFile(pattern: string, root: string): Promise<readonly string[] | string | undefined> {
  const path = resolve(root, pattern);
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined) return undefined;
  if (stats.isDirectory()) return `it is a folder; name its files, for example ${join(pattern, '*.sarif')}`;
  if (!stats.isFile()) return 'it is no regular file';
  if (isAbsolute(pattern)) return [path];
  if (!isInside(root, path)) return 'it leaves the repository; use an absolute path';
  return (await leadsOut(path, root)) ? 'a symbolic link leads out of the repository' : [path];
}

async function leadsOut(path: string, root: string): Promise<boolean> {
  try {
    return !isInside(await realpath(root), await realpath(path));
  } catch {
    // What is not there leads nowhere, unless it is a link.
    return (await lstat(path).catch(() => undefined))?.isSymbolicLink() ?? false;
  }
}

async function* filesBelow(start: string): AsyncGenerator<string> {
  const folders = [start];
  let seen = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries: Dirent[] = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
      if (folder === start) return [];
      throw error;
    });
    seen += entries.length;
    if (seen > mostEntries) throw new RangeError(`more than ${mostEntries} of them; name a narrower folder`);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isFile()) yield path;
      else if (entry.isDirectory() && entry.name !== '.git') folders.push(path);
    }
  }
}
