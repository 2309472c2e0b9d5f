import type { Finding } from '../../core/finding.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import { compareFindings, compareText } from '../compare-findings.ts';

/**
 * Of two sides one is always taken first, whichever was given first: an alignment that has to choose between equally
 * good ones chooses the same way in both directions. False where there is no difference at all.
 */
export async function isTurnedRound(sides: {
  readonly before: readonly Finding[];
  readonly after: readonly Finding[];
  readonly beforeTree?: SourceTree;
  readonly afterTree?: SourceTree;
}): Promise<boolean> {
  const { before, after, beforeTree, afterTree } = sides;
  if (before.length !== after.length) return before.length > after.length;
  const one = sorted(before);
  const other = sorted(after);
  for (const [at, finding] of one.entries()) {
    const counterpart = other[at];
    const order = counterpart === undefined ? 1 : compareFindings(finding, counterpart);
    if (order !== 0) return order > 0;
  }
  if ((beforeTree === undefined) !== (afterTree === undefined)) return beforeTree === undefined;
  return (await compareTexts(one, beforeTree, afterTree)) > 0;
}

function sorted(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(compareFindings);
}

/** The findings of both sides are the same here, and so are their files. */
async function compareTexts(
  findings: readonly Finding[],
  beforeTree: SourceTree | undefined,
  afterTree: SourceTree | undefined,
): Promise<number> {
  if (beforeTree === undefined || afterTree === undefined) return 0;
  for (const path of new Set(findings.flatMap(({ place }) => place?.path ?? []))) {
    const one = (await beforeTree.lines(path)) ?? [];
    const other = (await afterTree.lines(path)) ?? [];
    const at = one.findIndex((line, index) => line !== other[index]);
    if (at !== -1) return compareText(one[at] ?? '', other[at] ?? '');
    if (one.length !== other.length) return one.length - other.length;
  }
  return 0;
}
