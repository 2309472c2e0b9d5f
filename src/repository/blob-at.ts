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

/** What a commit of the clone has at a path, relative with `/`; undefined where it has no file there. */
export async function blobAt(git: Git, commit: string, path: string): Promise<BlobAt | undefined> {
  const isFixed = isFullHash(commit);
  // Mostly there is none, which git tells together with what it is asked at the same time.
  if (isFixed && !path.includes('\n')) {
    const [type] = await git.typesOf([nameAt(commit, path)], { isFixed });
    if (type !== 'blob') return undefined;
  }
  const args = ['ls-tree', '-l', '--full-tree', commit, '--', path];
  const entry = await git.tryText(args, { isFixed });
  const [, mode, hash, size] = /^(\d{6}) blob ([0-9a-f]+) +(\d+)\t/.exec(entry ?? '') ?? [];
  return hash === undefined ? undefined : { hash, size: Number(size), isLink: mode === '120000' };
}

/** The name of what a commit, by its full hash, has at a path. */
export function nameAt(commit: string, path: string): string {
  return `${commit}:${path}`;
}

/** The blob's bytes as they are stored: no filter, no line-end conversion. Throws a ToolError where git cannot. */
export async function readBlob(git: Git, { hash, size }: BlobAt): Promise<Buffer> {
  return git.run(['cat-file', 'blob', hash], { maxOutputBytes: size + 1024 });
}
