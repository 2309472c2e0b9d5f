import type { Bitbucket } from '../bitbucket/bitbucket.ts';
import { type DiffFile, parseUnifiedDiff } from './unified-diff.ts';

/**
 * What a pull request changes, as Bitbucket tells it: where the clone does not hold the merge base.
 *
 * @throws where it does not tell, or not all of it: findings on lines that are missing would look old
 */
export async function remoteDiff(
  bitbucket: Bitbucket,
  commit: string,
  destination: string,
): Promise<readonly DiffFile[]> {
  const text = await bitbucket.diff(commit, destination);
  if (text === undefined) throw new Error('Bitbucket knows no diff of the two commits');
  if (!text.startsWith('diff --git ')) throw new Error('the answer of Bitbucket is no diff');
  const files = parseUnifiedDiff(Buffer.from(text));
  const byPath = new Map(files.map((file) => [file.path, file]));
  for await (const { path, linesAdded } of bitbucket.changedFiles(commit, destination)) {
    const file = byPath.get(path);
    if (file === undefined || shownLines(file) < linesAdded)
      throw new Error(
        `the diff that Bitbucket tells is not whole: it lacks lines of ${JSON.stringify(path)}`,
      );
  }
  return files;
}

/** A file that is not shown counts as added on every line. */
function shownLines({ added }: DiffFile): number {
  return added.reduce((sum, { start, end }) => sum + end - start + 1, 0);
}
