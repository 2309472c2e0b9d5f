import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Git } from './git.ts';
import { isLeftOut } from './left-out.ts';
import { treeEntries } from './split-nul.ts';

/** Bytes of blobs asked for in one call. */
const batchBytes = 32 * 1024 * 1024;
/** A larger file is not scanned on the other side either. Bytes. */
const maxFileBytes = 16 * 1024 * 1024;

interface Blob {
  readonly path: string;
  readonly hash: string;
  readonly size: number;
}

/** Characters of paths that fit a command line everywhere; more than that, and git lists the whole tree. */
const mostNamed = 50_000;

export interface Exported {
  /** Those that were written. */
  readonly files: readonly string[];
  /** Those whose contents the clone does not hold. */
  readonly missing: readonly string[];
}

/** Files by their paths, or those that a function lets in. */
export type WantedFiles = ReadonlySet<string> | ((path: string) => boolean);

/**
 * Writes files of a commit to `folder`, as they are stored: no filter, no line-end conversion, no symbolic link.
 * Only those that are wanted.
 * Throws a ToolError where git cannot read the commit.
 */
export async function exportTree(
  git: Git,
  commit: string,
  folder: string,
  wanted: WantedFiles,
): Promise<Exported> {
  const isWanted = typeof wanted === 'function' ? wanted : (path: string) => wanted.has(path);
  const names = typeof wanted === 'function' ? undefined : [...wanted];
  if (names?.length === 0) return { files: [], missing: [] };
  const isShort = names !== undefined && names.join(' ').length <= mostNamed;
  const args = ['ls-tree', '-r', '-z', '-l', '--full-tree', commit, '--', ...(isShort ? names : [])];
  const listing = await git.run(args, { maxOutputBytes: 1 << 30 });
  const listed = readListing(listing).filter(({ path }) => !isLeftOut(path) && isWanted(path));
  const blobs = listed.filter(({ size }) => size <= maxFileBytes);
  for (const batch of batches(blobs)) {
    const input = Buffer.from(batch.map(({ hash }) => `${hash}\n`).join(''));
    const output = await git.run(['cat-file', '--batch'], {
      input,
      maxOutputBytes: batchBytes * 2 + maxFileBytes,
    });
    await writeBatch(output, batch, folder);
  }
  const pathsOf = (some: readonly Blob[]) => some.map(({ path }) => path);
  return { files: pathsOf(blobs), missing: pathsOf(listed.filter(({ size }) => Number.isNaN(size))) };
}

/** `<mode> blob <hash> <size>` before the tab; for a size `BAD` where a partial clone lacks the content. */
function readListing(listing: Buffer): Blob[] {
  return treeEntries(listing).flatMap(({ fields, path }) => {
    const [, hash, size] = /^100(?:644|755) blob ([0-9a-f]+) +(\d+|BAD)$/.exec(fields) ?? [];
    return hash === undefined || path === undefined || !isSafe(path)
      ? []
      : [{ path, hash, size: Number(size) }];
  });
}

/** A tree object can be forged by hand to hold names that git itself would refuse. */
function isSafe(path: string): boolean {
  return path
    .split('/')
    .every((part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git');
}

function* batches(blobs: readonly Blob[]): Generator<readonly Blob[]> {
  let batch: Blob[] = [];
  let bytes = 0;
  for (const blob of blobs) {
    batch.push(blob);
    bytes += blob.size + 100;
    if (bytes >= batchBytes) {
      yield batch;
      batch = [];
      bytes = 0;
    }
  }
  if (batch.length > 0) yield batch;
}

/** `<hash> blob <size>\n<content>\n` each, in the order asked for. */
async function writeBatch(output: Buffer, batch: readonly Blob[], folder: string): Promise<void> {
  let at = 0;
  for (const { path, size } of batch) {
    const content = output.indexOf(10, at) + 1;
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, output.subarray(content, content + size));
    at = content + size + 1;
  }
}
