/**
 * Names that rules speak of, and what they say of them. A pattern is a path such as `os.system`; `{a,b}` stands for
 * either, a leading `*` for any beginning that ends at a dot, a trailing `.*` for any one name.
 */
export class PatternTable<Entry> {
  readonly #byLast = new Map<string, { readonly pattern: string; readonly entry: Entry }[]>();

  add(patterns: readonly string[], entry: Entry): void {
    for (const pattern of patterns.flatMap(expandBraces)) {
      const last = lastOf(pattern);
      const known = this.#byLast.get(last);
      if (known === undefined) this.#byLast.set(last, [{ pattern, entry }]);
      else known.push({ pattern, entry });
    }
  }

  /** What is said of any of these paths, each entry once. */
  find(paths: readonly string[]): readonly Entry[] {
    let found: Set<Entry> | undefined;
    for (const path of paths) {
      const last = lastOf(path);
      for (const list of [this.#byLast.get(last), this.#byLast.get('*')]) {
        for (const { pattern, entry } of list ?? [])
          if (fits(pattern, path)) found = (found ?? new Set()).add(entry);
      }
    }
    return found === undefined ? none : [...found];
  }

  has(paths: readonly string[]): boolean {
    return this.find(paths).length > 0;
  }
}

const none: readonly never[] = [];

const lastOf = (path: string) => path.slice(path.lastIndexOf('.') + 1);

function fits(pattern: string, path: string): boolean {
  if (pattern.endsWith('.*')) {
    const dot = path.lastIndexOf('.');
    return dot !== -1 && fits(pattern.slice(0, -2), path.slice(0, dot));
  }
  return pattern.startsWith('*.') ? path.endsWith(pattern.slice(1)) : pattern === path;
}

export function expandBraces(pattern: string): readonly string[] {
  const open = pattern.indexOf('{');
  const close = pattern.indexOf('}', open);
  if (open === -1 || close === -1) return [pattern];
  const rest = expandBraces(pattern.slice(close + 1));
  return pattern
    .slice(open + 1, close)
    .split(',')
    .flatMap((choice) => rest.map((end) => `${pattern.slice(0, open)}${choice}${end}`));
}
