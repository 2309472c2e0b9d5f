import type { Git } from './git.ts';
import { splitNul } from './split-nul.ts';
import { decodePath } from './unquote-path.ts';

/** One version of a file, as the oldest commit of the range that has it brought it. */
export interface CommitBlob {
  readonly commit: string;
  readonly path: string;
  readonly hash: string;
}

export interface CommitBlobs {
  /** Oldest first, each content once at each of its paths: what it means depends on where it stands. */
  readonly blobs: readonly CommitBlob[];
  readonly commits: number;
  /** True where more commits are in the range, beyond `most` or beyond what a shallow clone has. */
  readonly isCut: boolean;
}

/** The range's list of changed files, for which a line takes some 150 bytes. */
const maxListBytes = 128 * 1024 * 1024;
const regularModes = new Set(['100644', '100755']);

/**
 * The versions of files that the commits after `base` up to `commit` brought and that neither of the two has any
 * more: what was added and taken out or changed again in between. Of a merge, only what is in none of its parents.
 * Throws a ToolError where git cannot tell.
 *
 * @param most Commits that are looked at; the newest ones.
 */
export async function listCommitBlobs(
  git: Git,
  base: string,
  commit: string,
  most: number,
): Promise<CommitBlobs> {
  const output = await git.run(
    [
      // At the edge of a shallow clone everything would look new.
      ...['-c', 'log.showRoot=false', 'log', '-z', '--raw', '-r', '-c', '--no-abbrev', '--no-renames'],
      ...['--no-ext-diff', '--ignore-submodules=all', '--no-show-signature', '--topo-order', '--reverse'],
      // One more than wanted tells whether there are more; where the range ends is told too, with a `-`.
      ...[`--max-count=${most + 1}`, '--boundary', '--format=tformat:commit %m%H', commit, `^${base}`, '--'],
    ],
    { maxOutputBytes: maxListBytes },
  );
  const all = readLog(output);
  const inRange = all.filter(({ isBoundary }) => !isBoundary);
  const commits = inRange.slice(-most);
  const ends = new Set(all.flatMap(({ isBoundary, hash }) => (isBoundary ? [hash] : [])));
  const reachesBase =
    base === commit || ends.has(base) || (await mergedBases(git, base)).some((end) => ends.has(end));
  const result = { commits: commits.length, isCut: inRange.length > most || !reachesBase };
  // What a single commit brings is in the tree.
  if (commits.length < 2) return { ...result, blobs: [] };
  const known = new Set([...(await hashesOf(git, base)), ...(await hashesOf(git, commit))]);
  const blobs = new Map<string, CommitBlob>();
  for (const blob of commits.flatMap((each) => each.blobs)) {
    const key = `${blob.hash} ${blob.path}`;
    if (!known.has(blob.hash) && !blobs.has(key)) blobs.set(key, blob);
  }
  return { ...result, blobs: [...blobs.values()] };
}

/** Where the base was merged of several, in a commit that no branch has, it is these that the range ends at. */
async function mergedBases(git: Git, base: string): Promise<readonly string[]> {
  const parents = await git.tryText(['rev-list', '--parents', '--max-count=1', base, '--'], {
    isFixed: true,
  });
  const [, ...several] = (parents ?? '').split(' ');
  return several.length > 1 ? several : [];
}

/** Every file's content in a commit, by its hash. */
async function hashesOf(git: Git, commit: string): Promise<readonly string[]> {
  const output = await git.run(['ls-tree', '-r', '-z', '--full-tree', '--format=%(objectname)', commit], {
    maxOutputBytes: maxListBytes,
  });
  return splitNul(output).map((hash) => hash.toString('latin1'));
}

interface LoggedCommit {
  readonly hash: string;
  /** The range ends before it. */
  readonly isBoundary: boolean;
  readonly blobs: CommitBlob[];
}

/**
 * Entries are `:<modes> <hashes> <status>` and then the path, each ended by a NUL; a merge has one more colon, mode
 * and hash for each parent: https://git-scm.com/docs/git-diff#_raw_output_format.
 */
function readLog(output: Buffer): readonly LoggedCommit[] {
  const commits: LoggedCommit[] = [];
  let entry: { readonly mode: string; readonly hash: string } | undefined;
  for (const part of splitNul(output)) {
    const commit = commits.at(-1);
    if (entry !== undefined) {
      const path = decodePath(part);
      if (path !== undefined && commit !== undefined && regularModes.has(entry.mode)) {
        commit.blobs.push({ commit: commit.hash, path, hash: entry.hash });
      }
      entry = undefined;
      continue;
    }
    // The line end behind a commit's line comes before its first entry.
    const text = part.toString('latin1').trim();
    const [, mark, hash] = /^commit ([->])([0-9a-f]+)$/.exec(text) ?? [];
    if (hash !== undefined) commits.push({ hash, isBoundary: mark === '-', blobs: [] });
    else if (text.startsWith(':')) {
      const parents = text.lastIndexOf(':') + 1;
      const fields = text.slice(parents).split(' ');
      entry = { mode: fields[parents] ?? '', hash: fields[2 * parents + 1] ?? '' };
    }
  }
  return commits;
}
