import { join } from 'node:path';
import type { Finding, Region } from '../core/finding.ts';
import type { SourceTree } from '../core/source-tree.ts';
import type { CommitBlob } from '../repository/commit-blobs.ts';
import type { Git } from '../repository/git.ts';
import { folderTree } from '../repository/source-trees.ts';
import { textsInCommit } from '../repository/texts-in-commit.ts';
import type { LeakedSecret } from '../scanners/secrets/leaked-secrets.ts';
import { identify } from '../triage/fingerprint.ts';

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

/** One secret, wherever the commits have it. */
interface Candidate {
  /** The longest line of the secret, by which it is looked for: none other is like it. */
  readonly key: string;
  readonly found: readonly [Version, ...Version[]];
}

/** A finding in one version of a file. */
interface Version {
  readonly finding: Finding;
  readonly blob: CommitBlob;
  readonly region: Region;
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
  const byKey = new Map<string, [Version, ...Version[]]>();
  for (const finding of findings) {
    const { path = '', region } = finding.place ?? {};
    const blob = written.get(path);
    if (blob === undefined || region === undefined || finding.severity === 'low') continue;
    const key = longestLine((await tree.lines(path)) ?? [], region);
    if (key.length < 6) continue;
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [{ finding, blob, region }]);
    else known.push({ finding, blob, region });
  }
  const candidates = [...byKey].slice(0, most).map(([key, found]): Candidate => ({ key, found }));
  const keys = candidates.map(({ key }) => key);
  const list = join(folder, 'texts');
  const known = [await textsInCommit(git, base, keys, list), await textsInCommit(git, commit, keys, list)];
  const gone = candidates.filter(({ key }) => !known.some((texts) => texts.has(key)));
  return Promise.all(gone.map((candidate) => leakedSecret(candidate, tree)));
}

async function leakedSecret({ found }: Candidate, tree: SourceTree): Promise<LeakedSecret> {
  const { finding, blob, region } = found.reduce((oldest, version) =>
    order(version) < order(oldest) ? version : oldest,
  );
  return {
    finding,
    commit: blob.commit,
    path: blob.path,
    line: region.startLine,
    toldBy: (await Promise.all(found.map((version) => fingerprints(version, tree)))).flat(),
  };
}

/** As the scan of the tree called it when the file had this text. */
async function fingerprints(
  { finding, blob, region }: Version,
  tree: SourceTree,
): Promise<readonly string[]> {
  const version: SourceTree = { lines: () => tree.lines(finding.place?.path ?? '') };
  const asInTree = { ...finding, place: { path: blob.path, region } };
  return (await identify([asInTree], version)).map(({ fingerprint }) => fingerprint);
}

/** Folders are numbered from the oldest commit on. */
function order({ finding }: Version): number {
  return Number.parseInt(finding.place?.path ?? '', 10);
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
