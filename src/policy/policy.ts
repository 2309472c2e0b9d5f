import type { Category } from '../core/finding.ts';
import type { Severity } from '../core/severity.ts';

/** What a repository decides for itself, in `.code-scan.yml`. Every list is in the file's own order. */
export interface Policy {
  /** The file it was read from, relative to the repository; absent for the empty policy. */
  readonly fileName?: string;
  /** Scanners that the file switches on or off; those that it does not name stay as they are. */
  readonly scanners: ReadonlyMap<string, boolean>;
  readonly severities: readonly SeverityOverride[];
  /** Globs. No `include` means everything; `exclude` wins over `include`. */
  readonly paths: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  readonly thresholds: readonly Threshold[];
  readonly suppressions: readonly PolicySuppression[];
  readonly customScanners: readonly CustomScanner[];
}

/** `rule` is a rule's id, `scanner/rule`, or either with `*` for any characters. The last one that fits wins. */
export interface SeverityOverride {
  readonly rule: string;
  readonly severity: Severity;
}

/**
 * At most this many findings of this kind. A finding that some threshold describes is no longer looked at by
 * `FAIL_ON`.
 */
export interface Threshold {
  readonly category?: Category;
  /** This severity or worse; absent means any. */
  readonly minimumSeverity?: Severity;
  readonly atMost: number;
}

/** A finding is meant where everything that is given fits it; at least one of the first six is. */
export interface PolicySuppression {
  readonly rule?: string;
  readonly scanner?: string;
  readonly path?: string;
  readonly fingerprint?: string;
  readonly severity?: Severity;
  readonly category?: Category;
  readonly reason?: string;
  readonly owner?: string;
  /** The last day (UTC) on which it holds, as `YYYY-MM-DD`. */
  readonly until?: string;
  /** Where the entry stands in the policy file, from 1. */
  readonly line: number;
}

/** A program of the repository's own choice that writes SARIF. */
export interface CustomScanner {
  readonly name: string;
  readonly kind: 'code' | 'secrets' | 'dependencies' | 'configuration';
  /** A program's name, looked for on the PATH, or a path inside the repository. Never a shell line. */
  readonly command: string;
  /** `{output}` stands for the file to write, `{files}` as a whole argument for the files to scan. */
  readonly arguments: readonly string[];
  readonly sarif: 'file' | 'stdout';
  /** Globs of the files that it looks at; none means all. */
  readonly files: readonly string[];
  /** Exit codes besides 0 that mean "worked". */
  readonly findingsExitCodes: readonly number[];
}

/** The policy of a repository that has none. */
export const emptyPolicy: Policy = {
  scanners: new Map(),
  severities: [],
  paths: { include: [], exclude: [] },
  thresholds: [],
  suppressions: [],
  customScanners: [],
};
