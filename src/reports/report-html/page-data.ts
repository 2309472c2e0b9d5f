import type { Category, Disposition } from '../../core/finding.ts';
import type { Severity } from '../../core/severity.ts';

/** What `report.html` carries for its script. All text is as it came, made visible: the script only ever sets text. */
export interface PageData {
  readonly findings: readonly PageFinding[];
  readonly rules: readonly PageRule[];
  /** The commit's files, such as `https://bitbucket.org/acme/shop/src/<commit>/`; absent outside Bitbucket. */
  readonly filesUrl?: string;
}

export interface PageRule {
  readonly id: string;
  readonly scanner: string;
  readonly name?: string;
  readonly description?: string;
  readonly help?: string;
  readonly url?: string;
}

export interface PageFinding {
  readonly fingerprint: string;
  /** Index into `rules`. */
  readonly rule: number;
  readonly severity: Severity;
  readonly category: Category;
  readonly disposition: Disposition;
  readonly title: string;
  /** Absent where it is the title. */
  readonly message?: string;
  readonly cwe: readonly number[];
  readonly path?: string;
  readonly startLine?: number;
  readonly endLine?: number;
  /** Path and lines for the link into Bitbucket, encoded. */
  readonly link?: string;
  readonly by?: string;
  readonly reason?: string;
  /** How it was matched with a finding of the baseline, and where that was. */
  readonly previous?: string;
  readonly code?: PageCode;
  readonly steps?: readonly PageStep[];
  /** Unified-diff lines. */
  readonly fix?: string;
}

/** Lines of a file from `start` on, with the flagged part: columns count from 1, `endColumn` is behind the last. */
export interface PageCode {
  readonly start: number;
  readonly lines: readonly string[];
  readonly mark: {
    readonly startLine: number;
    readonly endLine: number;
    readonly startColumn?: number;
    readonly endColumn?: number;
  };
}

/** One step of the data flow, or a related place. */
export interface PageStep {
  readonly message: string;
  readonly place?: string;
  /** Path and lines for the link into Bitbucket, encoded. */
  readonly link?: string;
  readonly code?: string;
}
