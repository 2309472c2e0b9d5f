/** A file before and the file after that it is compared with first; one of both may be missing. */
export interface PathPair {
  readonly before?: string;
  readonly after?: string;
  /** What says that the two belong together. */
  readonly by: 'name' | 'rename' | 'suffix' | 'none';
}

/**
 * Each path once on its side: with the one that git says it became, else with itself, else with the one that ends
 * alike, as where everything moved to another folder; else alone.
 *
 * @param isGone whether a path before is no file after, and the other way round; without sources nobody knows, and
 *   that nothing was found in it must do
 */
export async function pairPaths(
  before: readonly string[],
  after: readonly string[],
  renames: ReadonlyMap<string, string>,
  isGone: {
    readonly before: (path: string) => Promise<boolean>;
    readonly after: (path: string) => Promise<boolean>;
  },
): Promise<readonly PathPair[]> {
  const free = new Set(after);
  const pairs: PathPair[] = [];
  const take = (path: string, target: string | undefined, by: PathPair['by']) => {
    if (target === undefined || !free.delete(target)) return false;
    pairs.push({ before: path, after: target, by });
    return true;
  };
  const unrenamed = before.filter((path) => !take(path, renames.get(path), 'rename'));
  const unpaired = unrenamed.filter((path) => !take(path, path, 'name'));
  const gone = await filter(unpaired, isGone.before);
  const come = await filter([...free], isGone.after);
  const sameEnd = pathsThatEndAlike(gone, come);
  const alone = unpaired.filter((path) => !take(path, sameEnd.get(path), 'suffix'));
  return [
    ...pairs,
    ...alone.map((path): PathPair => ({ before: path, by: 'none' })),
    ...[...free].map((path): PathPair => ({ after: path, by: 'none' })),
  ];
}

async function filter(
  paths: readonly string[],
  test: (path: string) => Promise<boolean>,
): Promise<readonly string[]> {
  const chosen: string[] = [];
  for (const path of paths) if (path !== '' && (await test(path))) chosen.push(path);
  return chosen;
}

/** Each path before with the one after that it has most last parts in common with, where neither has another choice. */
function pathsThatEndAlike(before: readonly string[], after: readonly string[]): ReadonlyMap<string, string> {
  const ofBefore = bySuffix(before);
  const ofAfter = bySuffix(after);
  const pairs = new Map<string, string>();
  const best = (path: string, others: ReadonlyMap<string, readonly string[]>) => {
    const longest = suffixesOf(path).find((suffix) => others.has(suffix));
    const found = longest === undefined ? [] : (others.get(longest) ?? []);
    return found.length === 1 ? found[0] : undefined;
  };
  for (const path of before) {
    const other = best(path, ofAfter);
    if (other !== undefined && best(other, ofBefore) === path) pairs.set(path, other);
  }
  return pairs;
}

function bySuffix(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const path of paths) {
    for (const suffix of suffixesOf(path)) {
      const others = found.get(suffix);
      if (others === undefined) found.set(suffix, [path]);
      else others.push(path);
    }
  }
  return found;
}

/** Parts of a path that suffixes are made of: a path of thousands of folders is nobody's. */
const maxParts = 30;

/** `a/b/c`, `b/c`, `c`. */
function suffixesOf(path: string): readonly string[] {
  const parts = path.split('/').slice(-maxParts);
  return parts.map((_, index) => parts.slice(index).join('/'));
}
