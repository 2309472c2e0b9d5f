import type { SourceTree } from '../core/source-tree.ts';
import type { Coverage } from '../triage/coverage.ts';
import type { FoundBaseline } from './found-baseline.ts';
import type { Scanned } from './scan.ts';

export interface FoundFindings {
  readonly head: Scanned;
  readonly coverage: Coverage;
  readonly baseline: FoundBaseline;
  /** The scanned text. */
  readonly tree: SourceTree;
  /** False where a shard or a choice of files left something out. */
  readonly everythingWasScanned: boolean;
}
