import type { Fact } from './fact.ts';

/**
 * Of findings sorted by line those from one line to another; where these are more than `most`, the ones around the
 * expected line.
 */
export function nearestByLine(
  sorted: readonly Fact[],
  range: { readonly from: number; readonly to: number; readonly expected: number },
  most: number,
): readonly Fact[] {
  const from = firstFrom(sorted, range.from);
  const to = firstFrom(sorted, range.to + 1);
  if (to - from <= most) return sorted.slice(from, to);
  const middle = firstFrom(sorted, range.expected);
  const start = Math.min(Math.max(middle - Math.floor(most / 2), from), to - most);
  return sorted.slice(start, start + most);
}

function firstFrom(sorted: readonly Fact[], line: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.line ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Findings by a key, each group in the order of the lines. */
export function sortedGroups(
  facts: Iterable<Fact>,
  key: (fact: Fact) => string,
): ReadonlyMap<string, readonly Fact[]> {
  const groups = Map.groupBy(facts, key);
  for (const group of groups.values()) group.sort((a, b) => a.line - b.line || a.column - b.column);
  return groups;
}
