import type { Fact } from './fact.ts';

/** A possible match in two sorted lists; `weight` is positive, whole, and larger with better evidence. */
export interface Candidate {
  readonly before: number;
  readonly after: number;
  /** Lines that the finding would have moved down. */
  readonly shift: number;
  readonly weight: number;
}

/** Equal findings that one finding is compared with: at most, at least, and in all of one file. */
const maxCandidates = 60;
const minCandidates = 4;
const maxInAll = 200_000;

/**
 * Which findings could be which, by what the SARIF says alone: those of one rule that have the same text, or the same
 * message where the text is not known, or the same fingerprint of the producer's.
 *
 * @param before sorted by place; `after` likewise
 * @returns sorted by `before`, then `after`
 */
export function sequenceCandidates(before: readonly Fact[], after: readonly Fact[]): readonly Candidate[] {
  const index = indexByKeys(after);
  const most = Math.max(minCandidates, Math.min(maxCandidates, Math.floor(maxInAll / before.length)));
  return before.flatMap((fact, b) => {
    const expected = (b * after.length) / before.length;
    const found = new Set(keysOf(fact).flatMap((key) => nearest(index.get(key) ?? [], expected, most)));
    return [...found]
      .sort((x, y) => x - y)
      .flatMap((a): readonly Candidate[] => {
        const other = after[a];
        if (other === undefined) return [];
        return [{ before: b, after: a, shift: other.line - fact.line, weight: weigh(fact, other) }];
      });
  });
}

/** Findings that share one of these could be the same. */
export function keysOf({ rule, text, message, marks }: Fact): readonly string[] {
  return [
    text === undefined ? `m${rule}\0${message}` : `t${rule}\0${text}`,
    ...marks.map((mark) => `f${rule}\0${mark}`),
  ];
}

function indexByKeys(facts: readonly Fact[]): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  for (const [at, fact] of facts.entries()) {
    for (const key of keysOf(fact)) {
      const found = index.get(key);
      if (found === undefined) index.set(key, [at]);
      else found.push(at);
    }
  }
  return index;
}

/** Those whose place in the list is nearest to the expected one, where there are very many. */
function nearest(indexes: readonly number[], expected: number, most: number): readonly number[] {
  if (indexes.length <= most) return indexes;
  let low = 0;
  let high = indexes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((indexes[middle] ?? 0) < expected) low = middle + 1;
    else high = middle;
  }
  const from = Math.min(Math.max(low - Math.floor(most / 2), 0), indexes.length - most);
  return indexes.slice(from, from + most);
}

function weigh(before: Fact, after: Fact): number {
  let weight = 8;
  if (before.text !== undefined && before.text === after.text) weight += 12;
  if (before.marks.some((mark) => after.marks.includes(mark))) weight += 16;
  if (before.message === after.message) weight += 8;
  if (before.rawMessage === after.rawMessage) weight += 2;
  weight += before.column === after.column ? 4 : -4;
  weight += shapeOf(before) === shapeOf(after) ? 4 : -2;
  return Math.max(weight, 1);
}

/** How much text is flagged: what is left of it where the text itself is not known. */
export function shapeOf({ width, line, endLine }: Fact): string {
  return `${width} ${endLine - line}`;
}
