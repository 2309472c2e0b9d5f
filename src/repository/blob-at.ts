import { isFullHash } from './full-hash.ts';
import type { Git } from './git.ts';

/** A file as a commit has it. */
export interface BlobAt {
  readonly hash: string;
  /** Bytes. */
  readonly size: number;
  /** Its content is the path that it leads to. */
  readonly isLink: boolean;
}

/** What a commit has at a path, relative with `/`; undefined where it has no file there. */
export async function blobAt(git: Git, commit: string, path: string): Promise<BlobAt | undefined> {
  const args = ['ls-tree', '-l', '--full-tree', commit, '--', path];
  const entry = await git.tryText(args, { isFixed: isFullHash(commit) });
  const [, mode, hash, size] = /^(\d{6}) blob ([0-9a-f]+) +(\d+)\t/.exec(entry ?? '') ?? [];
  return hash === undefined ? undefined : { hash, size: Number(size), isLink: mode === '120000' };
}

/** The blob's bytes as they are stored: no filter, no line-end conversion. Throws a ToolError where git cannot. */
export async function readBlob(git: Git, { hash, size }: BlobAt): Promise<Buffer> {
  return git.run(['cat-file', 'blob', hash], { maxOutputBytes: size + 1024 });
}
