import type { Git } from './git.ts';

const full = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;

/**
 * The commit that a hash or the beginning of one names, whole; undefined where the clone has none or several.
 *
 * git itself would look for a branch or tag of that name first, and Pipelines tells of the destination only the first
 * 12 digits: whoever pushes a tag of that name would choose the destination, with its policy and its baseline.
 */
export async function fullHash(git: Git, hash: string): Promise<string | undefined> {
  const candidates = await candidatesOf(git, hash);
  // Whoever asks for a commit mostly asks for its files next.
  const types = await git.typesOf([...candidates, ...candidates.map(treeOf)]);
  const commits = candidates.filter((_, index) => types[index] === 'commit');
  return commits.length === 1 ? commits[0] : undefined;
}

/** The full hashes that a hash, or the beginning of one, may stand for. */
export async function candidatesOf(git: Git, hash: string): Promise<readonly string[]> {
  return full.test(hash) ? [hash.toLowerCase()] : git.hashesBeginning(hash);
}

/** The name of a commit's tree. */
export function treeOf(hash: string): string {
  return `${hash}^{tree}`;
}

export function isFullHash(text: string): boolean {
  return full.test(text);
}
