import type { Finding } from '../../core/finding.ts';
import type { SourceTree } from '../../core/source-tree.ts';

/** Two sets of findings to be matched, whichever of them is the earlier one. */
export interface Sides {
  readonly before: readonly Finding[];
  readonly after: readonly Finding[];
  readonly beforeTree?: SourceTree;
  readonly afterTree?: SourceTree;
  readonly renames: ReadonlyMap<string, string>;
}
