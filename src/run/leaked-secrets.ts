import { join } from 'node:path';
import type { Finding, Region } from '../core/finding.ts';
import type { CommitBlob } from '../repository/commit-blobs.ts';
import type { Git } from '../repository/git.ts';
import { folderTree } from '../repository/source-trees.ts';
import { textsInCommit } from '../repository/texts-in-commit.ts';
import type { LeakedSecret } from '../scanners/secrets/leaked-secrets.ts';

/** More say nothing that the first ones did not. */
const most = 200;

interface Commits {
  readonly git: Git;
  readonly base: string;
  readonly commit: string;
  /** The versions of files that were scanned, by their names in it. */
  readonly folder: string;
  readonly written: ReadonlyMap<string, CommitBlob>;
}

interface Candidate extends LeakedSecret {
  /** The longest line of the secret, by which it is looked for: none other is like it. */
  readonly key: string;
}

/**
 * Of the findings in earlier versions of files the secrets that are in no file of the two commits: each once, where
 * the oldest commit has it. What may be an example is left out: nobody can see any more whether it was one.
 */
export async function leakedSecrets(
  findings: readonly Finding[],
  { git, base, commit, folder, written }: Commits,
): Promise<readonly LeakedSecret[]> {
  const tree = folderTree(folder);
  const byKey = new Map<string, Candidate>();
  for (const finding of findings) {
    const { path = '', region } = finding.place ?? {};
    const blob = written.get(path);
    if (blob === undefined || region === undefined || finding.severity === 'low') continue;
    const key = longestLine((await tree.lines(path)) ?? [], region);
    const known = byKey.get(key);
    const candidate = { finding, commit: blob.commit, path: blob.path, line: region.startLine, key };
    if (key.length >= 6 && (known === undefined || order(path) < order(known.finding.place?.path ?? ''))) {
      byKey.set(key, candidate);
    }
  }
  const candidates = [...byKey.values()].slice(0, most);
  const keys = candidates.map(({ key }) => key);
  const list = join(folder, 'texts');
  const known = [await textsInCommit(git, base, keys, list), await textsInCommit(git, commit, keys, list)];
  return candidates.filter(({ key }) => !known.some((texts) => texts.has(key)));
}

/** Folders are numbered from the oldest commit on. */
function order(path: string): number {
  return Number.parseInt(path, 10);
}

function longestLine(
  lines: readonly string[],
  { startLine, endLine, startColumn, endColumn }: Region,
): string {
  const touched = lines.slice(startLine - 1, endLine);
  const parts = touched.map((line, index) =>
    line.slice(
      index === 0 ? (startColumn ?? 1) - 1 : 0,
      index === touched.length - 1 ? (endColumn ?? line.length + 1) - 1 : line.length,
    ),
  );
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '').trim();
}
