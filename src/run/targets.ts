import type { Change } from '../core/change.ts';
import { includedPath } from '../policy/path-filter.ts';
import type { Policy } from '../policy/policy.ts';
import type { WantedFiles } from '../repository/export-tree.ts';
import type { Shard } from './shard.ts';
import { isInShard } from './shard.ts';

/**
 * Up to this many files a pull request's repository is scanned whole: that takes about a second, and shows what was
 * there before too. In a larger one only the changed files are looked at.
 */
const wholeRepositoryFiles = 1_000;

export interface Targets {
  /** Files of the scanned tree to look at. */
  readonly head: readonly string[];
  /** Files that a scanner gets that looks across files. */
  readonly all: readonly string[];
  /** Which paths the policy and the shard let in, of whatever commit. */
  readonly isIncluded: (path: string) => boolean;
  /** What to look at on the merge base. */
  readonly base: WantedFiles;
  /** Files that the change touches on either side; absent where both sides are looked at whole. */
  readonly changed?: readonly string[];
  /** Of `all` those that it does not touch, so that the merge base has them too; none where it is looked at whole. */
  readonly unchanged: readonly string[];
  /** True where `head` is everything. */
  readonly isWhole: boolean;
}

/** Which files are scanned on either side. */
export function chooseTargets(options: {
  readonly files: readonly string[];
  readonly absent: ReadonlySet<string>;
  readonly change: Change;
  readonly policy: Policy;
  readonly gateScope: 'new' | 'all';
  readonly shard: Shard | undefined;
}): Targets {
  const { absent, change, policy, gateScope, shard } = options;
  const isIncluded = includedPath(policy.paths);
  const isMine = (path: string) => isIncluded(path) && isInShard(path, shard);
  const mine = options.files.filter(isMine);
  const isSmall = options.files.length <= wholeRepositoryFiles;
  const isPullRequest = change.pullRequests.length > 0;
  const changed = change.files;
  const isWhole = changed === undefined || !isPullRequest || gateScope === 'all' || isSmall;
  const touched = touchedPaths(change);
  // What is not there now would seem to be mended, or moved.
  const isComparable = (path: string) => isMine(path) && !absent.has(path);
  const touchedHere = [...touched].filter(isComparable);
  return {
    head: isWhole ? mine : mine.filter((path) => changed.has(path)),
    all: mine,
    isIncluded: isMine,
    base: isSmall ? isComparable : new Set(touchedHere),
    ...(!isSmall && { changed: touchedHere }),
    unchanged: isSmall ? [] : mine.filter((path) => !touched.has(path)),
    isWhole,
  };
}

/** Paths of the change's files on either side. */
export function touchedPaths({ files }: Change): ReadonlySet<string> {
  return new Set(
    [...(files?.values() ?? [])].flatMap(({ path, previousPath }) => [path, previousPath ?? path]),
  );
}
