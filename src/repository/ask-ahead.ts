import { posix } from 'node:path';
import { nameAt } from './blob-at.ts';
import { candidatesOf, fullHash } from './full-hash.ts';
import type { Git } from './git.ts';
import { mergeBase } from './merge-base.ts';

/**
 * Asks git at once what a run of a pull request asks bit by bit, each after the answer before. git keeps its answers:
 * nothing depends on this but how long the run takes.
 *
 * @param commits by their hashes or the beginnings of them
 * @param file that is looked for in the destination
 */
export async function askAhead(
  git: Git,
  commits: { readonly commit: string; readonly destination: string },
  file: string,
): Promise<void> {
  const candidates = await candidatesOf(git, commits.destination);
  const names = candidates.map((hash) => nameAt(hash, posix.normalize(file)));
  const [commit, destination] = await Promise.all([
    fullHash(git, commits.commit),
    fullHash(git, commits.destination),
    ...(file.includes('\n') ? [] : [git.typesOf(names)]),
  ]);
  if (commit !== undefined && destination !== undefined) await mergeBase(git, commit, destination);
}
