/** What scanners really looked at: absence of a finding means something only there. */
export interface Coverage {
  /** True where the scanner ended well and looked at the file; without a path, where it ended well at all. */
  covers(scanner: string, path?: string): boolean;
  /** False where the scanner is known not to have the rule (any more). */
  hasRule(scanner: string, rule: string): boolean;
}

/** One scanner that ended well. */
export interface Covered {
  /** As its findings name it. */
  readonly scanner: string;
  /** Paths relative to the repository, or everything. */
  readonly files: 'all' | Iterable<string>;
  /** All rules that it has, where that is known. SARIF often lists only those that found something. */
  readonly rules?: ReadonlySet<string>;
  /** Of `files` those that it could not look at. */
  readonly unseen?: readonly string[];
}

/** Scanners that are not named failed or did not run. Several entries of one scanner add up. */
export function coverageOf(entries: readonly Covered[]): Coverage {
  const byScanner = Map.groupBy(
    entries.map(({ scanner, files, rules, unseen = [] }) => ({
      scanner,
      files: files === 'all' ? undefined : new Set(files),
      rules,
      unseen: new Set(unseen),
    })),
    ({ scanner }) => scanner,
  );
  return {
    covers: (scanner, path) =>
      (byScanner.get(scanner) ?? []).some(
        ({ files, unseen }) =>
          path === undefined || ((files === undefined || files.has(path)) && !unseen.has(path)),
      ),
    hasRule(scanner, rule) {
      const own = byScanner.get(scanner) ?? [];
      return own.length === 0 || own.some(({ rules }) => rules === undefined || isAmong(rules, rule));
    },
  };
}

/** `CA2101/1` belongs to the rule `CA2101` (SARIF 2.1.0, section 3.27.5). */
function isAmong(rules: ReadonlySet<string>, rule: string): boolean {
  if (rules.has(rule)) return true;
  const slash = rule.lastIndexOf('/');
  return slash > 0 && rules.has(rule.slice(0, slash));
}

/** A baseline that speaks for everything, such as a SARIF file that a team keeps. */
export const fullCoverage: Coverage = { covers: () => true, hasRule: () => true };

/** A baseline that lists findings but does not say where it looked. */
export const noCoverage: Coverage = { covers: () => false, hasRule: () => true };
