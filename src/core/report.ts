import type { Change } from './change.ts';
import type { FixedFinding, TriagedFinding } from './finding.ts';
import type { Severity } from './severity.ts';

export const baselineKinds = ['merge-base', 'insights', 'changed-lines', 'sarif', 'none'] as const;

/** What decided about new and old. */
export interface Baseline {
  readonly kind: (typeof baselineKinds)[number];
  readonly commit?: string;
  /** One line for log and summary: why this one and not a better one. */
  readonly detail?: string;
}

/** One scanner's turn, or one SARIF file's producer. A scanner that failed is an outcome, never an empty list. */
export interface ScannerRun {
  readonly name: string;
  readonly version: string;
  readonly outcome: 'ok' | 'failed' | 'timed-out' | 'skipped';
  readonly seconds: number;
  readonly findings: number;
  readonly detail?: string;
}

/** Something that a reader must know and that is no finding. `code` is stable. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}

export interface Verdict {
  readonly outcome: 'passed' | 'failed' | 'incomplete';
  /** Sentences: which rule of the policy failed and by how many, or what could not be seen. */
  readonly reasons: readonly string[];
  /** Scanners of the findings by which a rule of the policy does not hold; absent where all rules hold or none counts. */
  readonly brokenBy?: readonly string[];
}

export interface Counts {
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly new: number;
  readonly baselined: number;
  readonly suppressed: number;
  readonly unsure: number;
  readonly fixed: number;
  readonly outsideChange: number;
}

export const publisherNames = ['files', 'status', 'insights', 'summary', 'inline'] as const;

export type PublisherName = (typeof publisherNames)[number];

export interface Publication {
  readonly publisher: PublisherName;
  readonly outcome: 'published' | 'unchanged' | 'failed' | 'skipped';
  /** Requests that changed something. */
  readonly writes: number;
  /** Findings that a limit of this publisher left out. */
  readonly leftOut: number;
  readonly detail?: string;
  /** The stable name of what went wrong, where there is one; for the log only. */
  readonly code?: string;
}

/** Everything that was found out; what the renderers and publishers read. */
export interface Report {
  readonly version: string;
  readonly change: Change;
  readonly baseline: Baseline;
  readonly verdict: Verdict;
  readonly counts: Counts;
  readonly scanners: readonly ScannerRun[];
  /** Sorted: dispositions in their order, worst first, then by place. */
  readonly findings: readonly TriagedFinding[];
  readonly fixed: readonly FixedFinding[];
  readonly warnings: readonly Warning[];
  readonly startedAt: Date;
  readonly seconds: number;
  /** The pipeline's result page, or the commit's page; absent outside Bitbucket. */
  readonly resultUrl?: string;
  /** The repository's page, such as `https://bitbucket.org/workspace/slug`; absent outside Bitbucket. */
  readonly repositoryUrl?: string;
  /** `REPORT_ID`. */
  readonly reportId: string;
}
