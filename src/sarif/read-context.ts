import type { InputError } from '../core/errors.ts';
import type { Finding } from '../core/finding.ts';
import type { Log } from '../core/log.ts';
import type { Warning } from '../core/report.ts';

/** What a scanner looks for; it decides the category of its findings where it is known. */
export type ScannerKind = 'code' | 'secrets' | 'dependencies' | 'configuration';

/** What reading SARIF needs to know of the world. */
export interface ReadContext {
  /** Absolute path of the tree that the findings are about. */
  readonly root: string;
  /**
   * The files of that tree, relative to `root`, with `/`: regular files only, no symbolic links. Paths of another
   * machine are mapped to one of these.
   */
  readonly repositoryFiles: ReadonlySet<string>;
  readonly log: Log;
  /** Where one of our own scanners wrote the files: its name and kind win over what the SARIF says of its tool. */
  readonly scanner?: { readonly name: string; readonly kind: ScannerKind };
  readonly signal?: AbortSignal;
}

/** What a log says of where its tool looked, and for what: what is gone from elsewhere is not mended. */
export interface RunReach {
  /** All rules that the tool has; undefined where the log may name only those that found something. */
  readonly rules?: ReadonlySet<string>;
  /** Files that the tool says it could not look at. */
  readonly unseen: readonly string[];
}

/** One run of one file: a scanner's turn, as its SARIF tells. */
export interface ReadRun {
  /** Relative to the root where it lies inside, else absolute. */
  readonly file: string;
  /** Counts from 0 inside the file. */
  readonly run: number;
  readonly tool: string;
  /** Empty where the SARIF has none. */
  readonly version: string;
  /** `failed`: an invocation says `executionSuccessful: false`, or the file broke off inside of this run. */
  readonly outcome: 'ok' | 'failed';
  readonly detail?: string;
  /** Results in the file, and how many of them are findings of their own (equal ones count once, in the first run). */
  readonly results: number;
  readonly findings: number;
  /** The commit that the run is about: `versionControlProvenance[].revisionId`. */
  readonly revision?: string;
  /** Where the tool looked, and for what, as far as the log says. */
  readonly reach?: RunReach;
}

/** Everything that could be read. A bad file is in `errors`; the findings of the good ones are there all the same. */
export interface ReadResult {
  readonly findings: readonly Finding[];
  readonly runs: readonly ReadRun[];
  readonly warnings: readonly Warning[];
  /** Files that could not be read to their end: the run is incomplete. What came before the break is in `findings`. */
  readonly errors: readonly InputError[];
}
