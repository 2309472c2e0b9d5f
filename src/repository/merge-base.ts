import { fullHash, isFullHash, treeOf } from './full-hash.ts';
import type { Git } from './git.ts';
import type { Origin } from './origin.ts';

/** How many commits further back each fetch reaches. Pipelines clones 50 deep. */
const deepenSteps = [200, 1_000, 5_000] as const;
const fetchTimeoutSeconds = 60;

export interface MergeBase {
  readonly commit?: string;
  readonly detail: string;
}

/**
 * The merge base of two commits. A shallow clone is deepened in steps, in a git directory of our own; where that does
 * not reach it, `askRemote` (Bitbucket's API) is asked.
 */
export async function findMergeBase(
  git: Git,
  commit: string,
  destination: string,
  origin: Origin | undefined,
  askRemote: (() => Promise<string | undefined>) | undefined,
): Promise<MergeBase> {
  const known = await mergeBase(git, commit, destination);
  if (known !== undefined)
    return { commit: known.commit, detail: `${known.what} from the clone${known.how}` };
  const deepened = origin === undefined ? undefined : await deepen(git, origin, commit, destination);
  if (deepened !== undefined)
    return { commit: deepened.commit, detail: `${deepened.what} after deepening the clone${deepened.how}` };
  const told = await askRemote?.();
  if (told === undefined || !isFullHash(told))
    return { detail: 'the merge base is not in the clone and could not be fetched' };
  if (origin !== undefined && !(await hasCommit(git, told))) {
    await fetchInto(git, origin, ['--depth=1', origin.url, told]);
  }
  return { commit: told, detail: 'merge base told by Bitbucket' };
}

/** Fetches more and more history until the merge base is in it. */
async function deepen(
  git: Git,
  origin: Origin,
  commit: string,
  destination: string,
): Promise<KnownBase | undefined> {
  const present = await hasCommit(git, destination);
  const shallow = (await git.tryText(['rev-parse', '--is-shallow-repository'])) === 'true';
  if (present && !shallow) return undefined;
  if (!present) await fetchInto(git, origin, ['--depth=200', origin.url, destination]);
  for (const depth of deepenSteps) {
    const found = await mergeBase(git, commit, destination);
    if (found !== undefined) return found;
    if (!(await fetchInto(git, origin, [`--deepen=${depth}`, origin.url, commit, destination])))
      return undefined;
  }
  return mergeBase(git, commit, destination);
}

/** True where the clone, or what was fetched beside it, holds the commit with its files. */
export async function hasCommit(git: Git, commit: string): Promise<boolean> {
  const hash = await fullHash(git, commit);
  if (hash === undefined) return false;
  const [type] = await git.typesOf([treeOf(hash)]);
  return type === 'tree';
}

/** A merge base, and how to speak of it. */
export interface KnownBase {
  readonly commit: string;
  readonly what: 'merge base' | 'several merge bases';
  readonly how: '' | ', merged';
}

/**
 * Undefined where the clone does not reach it, or one of the names is no full hash. Two branches that were merged into
 * each other have several; what one of them lacks the other one may have brought to both, so that they are merged first,
 * as git's own merge does. Where they contradict each other it is one of them.
 */
export async function mergeBase(git: Git, a: string, b: string): Promise<KnownBase | undefined> {
  // The beginning of a hash could be somebody's branch: see `fullHash`.
  if (!isFullHash(a) || !isFullHash(b)) return undefined;
  const found = await git.tryText(['merge-base', '--all', a, b], { isFixed: true });
  const [first = '', ...others] = (found ?? '').split('\n');
  if (first === '') return undefined;
  const merged = others.length === 0 ? undefined : await mergeOf(git, first, others.slice(0, mostBases));
  return merged === undefined
    ? { commit: first, what: 'merge base', how: '' }
    : { commit: merged, what: 'several merge bases', how: ', merged' };
}

/** Merge bases besides the first that are merged: more are nobody's. */
const mostBases = 7;

/** Who made the commit below: it is always the same one, so that each step of a pipeline knows it. */
const nobody = {
  GIT_AUTHOR_NAME: 'merge base',
  GIT_AUTHOR_EMAIL: 'merge-base@localhost',
  GIT_AUTHOR_DATE: '1970-01-01T00:00:00Z',
  GIT_COMMITTER_NAME: 'merge base',
  GIT_COMMITTER_EMAIL: 'merge-base@localhost',
  GIT_COMMITTER_DATE: '1970-01-01T00:00:00Z',
};

/** A commit in the git directory of our own; undefined where git is too old (before 2.38) or has conflicts. */
async function mergeOf(git: Git, first: string, others: readonly string[]): Promise<string | undefined> {
  let merged: string | undefined = first;
  for (const other of others) {
    const tree: string | undefined = await git.tryText(['merge-tree', '--write-tree', merged, other], {
      isFixed: true,
    });
    if (tree === undefined || !isFullHash(tree)) return undefined;
    const args = ['commit-tree', tree, '-p', merged, '-p', other, '-m', 'merge base'];
    merged = await git.tryText(args, { isFixed: true, env: nobody });
    if (merged === undefined) return undefined;
  }
  return merged;
}

/** Fetches into the git directory of our own; false where the server did not give it. `input` is for `--stdin`. */
export async function fetchInto(
  git: Git,
  origin: Origin,
  args: readonly string[],
  input?: Buffer,
): Promise<boolean> {
  const outcome = await git.tryText(
    [
      'fetch',
      '--quiet',
      '--no-tags',
      '--no-recurse-submodules',
      '--no-write-fetch-head',
      '--refmap=',
      ...args,
    ],
    {
      timeoutSeconds: fetchTimeoutSeconds,
      env: origin.environment,
      ...(input !== undefined && { input }),
    },
  );
  return outcome !== undefined;
}
