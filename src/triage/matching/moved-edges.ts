import { isTelling, mayBeSameSecret } from './fact.ts';
import { commonSurroundings, type Leftover } from './leftover.ts';
import type { Edge } from './settle.ts';

/** Comparisons within one group of equal lines; a larger group is split by its surroundings. */
const maxComparisons = 400;

/**
 * Possible matches of findings that were moved: the same rule on the same line of text anywhere else, the better the
 * more of the surroundings came along.
 */
export function movedEdges(before: readonly Leftover[], after: readonly Leftover[]): readonly Edge[] {
  const groups = Map.groupBy(after.filter(hasText), textKey);
  return [...Map.groupBy(before.filter(hasText), textKey)].flatMap(([key, group]) =>
    edgesOfGroup(group, groups.get(key) ?? []),
  );
}

function hasText({ fact }: Leftover): boolean {
  return fact.text !== undefined && fact.line > 0;
}

function textKey({ fact }: Leftover): string {
  return `${fact.rule}\0${fact.text}`;
}

function edgesOfGroup(before: readonly Leftover[], after: readonly Leftover[]): readonly Edge[] {
  if (before.length * after.length <= maxComparisons) return compareAll(before, after);
  const near = (leftover: Leftover) => JSON.stringify([leftover.above[0], leftover.below[0]]);
  const groups = Map.groupBy(after, near);
  return [...Map.groupBy(before, near)].flatMap(([key, group]) => {
    const others = groups.get(key) ?? [];
    return group.length * others.length <= maxComparisons ? compareAll(group, others) : [];
  });
}

function compareAll(before: readonly Leftover[], after: readonly Leftover[]): readonly Edge[] {
  const isOnly = before.length === 1 && after.length === 1;
  return before.flatMap((b) =>
    after.flatMap((a): readonly Edge[] => {
      const score = mayBeSameSecret(b.fact, a.fact) ? scoreOf(b, a, isOnly) : 0;
      const isDoubtful = b.isReplaced || a.isReplaced;
      return score === 0 ? [] : [{ before: b.fact, after: a.fact, score, how: 'moved', isDoubtful }];
    }),
  );
}

function scoreOf(before: Leftover, after: Leftover, isOnly: boolean): number {
  const common = commonSurroundings(before, after);
  const isAtHome = before.home === after.home;
  const details =
    (before.fact.message === after.fact.message ? 0.02 : 0) + (samePart(before, after) ? 0.02 : 0);
  if (common === 0) {
    const isSameName = isAtHome && before.fact.path === after.fact.path;
    if (!isOnly || !(isSameName || isTelling(before.fact))) return 0;
    return (isAtHome ? 0.5 : 0.4) + details;
  }
  if (!isAtHome && common < 2 && !isTelling(before.fact)) return 0;
  // What stayed in its file is the same rather than a copy elsewhere, whatever came along with the copy.
  return (isAtHome ? 0.7 + 0.02 * common : Math.min(0.5 + 0.03 * common, 0.8)) + details;
}

function samePart(a: Leftover, b: Leftover): boolean {
  return a.fact.part === b.fact.part;
}
