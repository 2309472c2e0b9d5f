/** Finds the file of the repository that the end of another machine's absolute path names. */
export class RepositoryFiles {
  readonly #files: ReadonlySet<string>;
  #sorted: readonly string[] | undefined;

  constructor(files: ReadonlySet<string>) {
    this.#files = files;
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /**
   * The file that shares the longest end with `segments`, counted in whole segments. A file that is such an end from
   * its root on wins over one that only ends alike, and a shared file name alone is no evidence unless the file lies
   * at the root: every machine has an `index.js`.
   */
  bySuffix(segments: readonly string[]): string | 'none' | 'several' {
    // Sorted by their segments from last to first, the files with the longest common end are neighbours of the path.
    this.#sorted ??= [...this.#files].map((path) => reversed(path.split('/'))).sort();
    const sorted = this.#sorted;
    const key = reversed(segments);
    const at = lowerBound(sorted, key);
    const shared = Math.max(sharedSegments(sorted[at - 1], key), sharedSegments(sorted[at], key));
    if (shared === 0) return 'none';
    const prefix = `${key.split('/', shared).join('/')}/`;
    const first = lowerBound(sorted, prefix);
    if (sorted[first] === prefix) return restored(prefix);
    if (shared === 1) return 'none';
    if (sorted[first + 1]?.startsWith(prefix)) return 'several';
    return restored(sorted[first] ?? prefix);
  }
}

function reversed(segments: readonly string[]): string {
  return `${segments.toReversed().join('/')}/`;
}

function restored(key: string): string {
  return key.slice(0, -1).split('/').reverse().join('/');
}

function lowerBound(sorted: readonly string[], key: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sharedSegments(a: string | undefined, b: string): number {
  if (a === undefined) return 0;
  let shared = 0;
  for (let at = 0; at < a.length && a.charCodeAt(at) === b.charCodeAt(at); at += 1) {
    if (a.charAt(at) === '/') shared += 1;
  }
  return shared;
}
