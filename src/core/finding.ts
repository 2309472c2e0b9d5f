import type { Severity } from './severity.ts';

export const categories = [
  'vulnerability',
  'secret',
  'dependency',
  'misconfiguration',
  'bug',
  'style',
] as const;

export type Category = (typeof categories)[number];

/** Lines and columns count from 1, columns in UTF-16 code units; `endColumn` is the column after the last one. */
export interface Region {
  readonly startLine: number;
  readonly endLine: number;
  readonly startColumn?: number;
  readonly endColumn?: number;
}

/** A place in the repository: `path` is relative to its root, with `/`, and never leaves it. */
export interface Place {
  readonly path: string;
  readonly region?: Region;
}

/** One step of a data flow, or one related location. */
export interface Step {
  readonly place?: Place;
  readonly message: string;
}

/** One replacement of text; an empty `inserted` deletes. */
export interface Edit {
  readonly path: string;
  readonly region: Region;
  readonly inserted: string;
}

export interface Fix {
  readonly description: string;
  readonly edits: readonly Edit[];
}

/** What the rule says of itself, the same for all its findings. Plain text or Markdown from outside: hostile. */
export interface RuleInformation {
  readonly name?: string;
  readonly description?: string;
  /** What to do about it, as Markdown or plain text. */
  readonly help?: string;
  readonly helpUri?: string;
}

/** Where in the input a finding came from; run and result count from 0. */
export interface Source {
  readonly file: string;
  readonly run: number;
  readonly result: number;
}

/** A suppression that the SARIF itself carried. `status` as in SARIF 2.1.0, section 3.35.3; absent means accepted. */
export interface GivenSuppression {
  readonly kind: 'inSource' | 'external';
  readonly status: 'accepted' | 'underReview' | 'rejected';
  readonly justification?: string;
}

/** One problem at one place, from one rule of one scanner: the only currency after normalisation. */
export interface Finding {
  /** The tool as its SARIF names it, or the scanner's own name. */
  readonly scanner: string;
  readonly rule: string;
  readonly ruleInformation: RuleInformation;
  readonly severity: Severity;
  readonly category: Category;
  readonly cwe: readonly number[];
  /** A short line on what is wrong; never empty. */
  readonly title: string;
  /** What the scanner says of this very place; never empty. */
  readonly message: string;
  readonly place?: Place;
  /** The flagged lines as the SARIF carried them, if it did; masked for secrets. */
  readonly snippet?: string;
  readonly related: readonly Step[];
  readonly flows: readonly (readonly Step[])[];
  readonly fixes: readonly Fix[];
  readonly suppressions: readonly GivenSuppression[];
  /** The producer's own `partialFingerprints` and `fingerprints`. */
  readonly givenFingerprints: Readonly<Record<string, string>>;
  readonly source: Source;
  /** What tells it from its like where it has no lines: a resource, a class, a path that is none of the repository. */
  readonly elsewhere?: string;
  /** How many equal results the one run had that had most of them, where that is more than one. */
  readonly times?: number;
}

/** A finding with its identity across commits: see `docs/identity.md`. */
export interface IdentifiedFinding extends Finding {
  readonly fingerprint: string;
  /** What GitHub's uploader would call it; absent without a line or its text, and for secrets. */
  readonly primaryLocationLineHash?: string;
}

/**
 * - `active`: what the change adds, and what the gate looks at
 * - `baselined`: it was there before
 * - `suppressed`: somebody decided so; `reason` and `by` say who and why
 * - `moved?`: perhaps there before; evidence could not tell. Shown, never gating
 * - `outside-change`: not on what the change touches
 */
export const dispositions = ['active', 'baselined', 'suppressed', 'moved?', 'outside-change'] as const;

export type Disposition = (typeof dispositions)[number];

/** The finding of the baseline that a finding was matched with, one to one. */
export interface PreviousFinding {
  readonly fingerprint: string;
  readonly place?: Place;
  /** The evidence, such as `same fingerprint` or `renamed`. */
  readonly how: string;
  readonly source?: Source;
}

export interface TriagedFinding extends IdentifiedFinding {
  readonly disposition: Disposition;
  readonly reason?: string;
  /** Who suppressed it: a person's name, `.code-scan.yml`, `code comment` or the scanner. */
  readonly suppressedBy?: string;
  readonly previous?: PreviousFinding;
  /** Fingerprints in the baseline that a `moved?` finding could be. */
  readonly candidates?: readonly string[];
  /**
   * The same region in the lines of the commit under report; absent where that commit does not have it (the
   * scanned tree of a pull-request pipeline is the merge result) or the finding has no region.
   */
  readonly commitRegion?: Region;
  /**
   * `commitRegion` cut to lines that the change adds: where an inline comment may stand. Where there are none, those of
   * the last step on the data's way that the change adds.
   */
  readonly anchor?: Region;
  /** The file of `anchor`, where it is that of a step. */
  readonly anchorPath?: string;
}

/** A finding of the baseline that is gone although its scanner looked again. */
export interface FixedFinding {
  readonly fingerprint: string;
  readonly scanner: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly place?: Place;
  /** `fixed`: the file was scanned again without it; `deleted`: its file is gone. */
  readonly how: 'fixed' | 'deleted';
}
