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
}

/** Scanners that are not named failed or did not run. Several entries of one scanner add up. */
export function coverageOf(entries: readonly Covered[]): Coverage {
  const byScanner = Map.groupBy(
    entries.map(({ scanner, files, rules }) => ({
      scanner,
      files: files === 'all' ? undefined : new Set(files),
      rules,
    })),
    ({ scanner }) => scanner,
  );
  return {
    covers: (scanner, path) =>
      (byScanner.get(scanner) ?? []).some(
        ({ files }) => path === undefined || files === undefined || files.has(path),
      ),
    hasRule: (scanner, rule) =>
      (byScanner.get(scanner) ?? []).every(({ rules }) => rules === undefined || rules.has(rule)),
  };
}

/** A baseline that speaks for everything, such as a SARIF file that a team keeps. */
export const fullCoverage: Coverage = { covers: () => true, hasRule: () => true };

/** A baseline that lists findings but does not say where it looked. */
export const noCoverage: Coverage = { covers: () => false, hasRule: () => true };
