import type { Change } from '../core/change.ts';
import type { Finding, Region } from '../core/finding.ts';
import type { Baseline } from '../core/report.ts';
import type { SourceTree } from '../core/source-tree.ts';
import type { Policy } from '../policy/policy.ts';
import type { Coverage } from './coverage.ts';

/** A finding of the baseline; Code Insights brings fingerprints of an earlier run with it. */
export type BaselineFinding = Finding & { readonly fingerprint?: string };

export interface TriageBaseline {
  readonly kind: Baseline['kind'];
  readonly commit?: string;
  /** Empty for `changed-lines` and `none`. */
  readonly findings: readonly BaselineFinding[];
  /** The text that the baseline's findings are about, where it can be had. */
  readonly tree?: SourceTree;
  readonly coverage: Coverage;
}

export interface TriageInput {
  readonly change: Change;
  readonly findings: readonly Finding[];
  /** The text that was scanned. */
  readonly tree: SourceTree;
  readonly coverage: Coverage;
  readonly baseline: TriageBaseline;
  /** From lines of the scanned tree to those of the commit; undefined where the commit does not have them. */
  toCommit(path: string, region: Region): Region | undefined;
  /** True where the scanned tree and the commit say the same of a path; absent where they are one. */
  isAsInCommit?(path: string): boolean;
  readonly policy: Policy;
  readonly now: Date;
  /** False where a shard, a failed scanner or a choice of files left something out: then nothing counts as unused. */
  readonly everythingWasScanned: boolean;
}
