import type { Fact } from './fact.ts';
import { likeness, type Sketch, sketchOf } from './similarity.ts';

/** A possible match in two sorted lists; `weight` is positive, whole, and larger with better evidence. */
export interface Candidate {
  readonly before: number;
  readonly after: number;
  /** Lines that the finding would have moved down. */
  readonly shift: number;
  readonly weight: number;
}

/** Pairs that are looked at in one file before only equal findings are compared. */
const maxPairs = 60_000;
/** Neighbours in the list that a finding is compared with where there are too many equal ones. */
const window = 40;

/**
 * Which findings could be which, by what the SARIF says alone: text, message, fingerprints and columns. Findings of
 * another rule are candidates only where everything else is the same.
 *
 * @returns sorted by `before`, then `after`
 */
export function sequenceCandidates(before: readonly Fact[], after: readonly Fact[]): readonly Candidate[] {
  const byRule = indexesBy(after, ({ rule }) => rule);
  const pairs = before.reduce((sum, { rule }) => sum + (byRule.get(rule)?.length ?? 0), 0);
  const key = pairs <= maxPairs ? ({ rule }: Fact) => rule : equalKey;
  const groups = indexesBy(after, key);
  const bySpot = indexesBy(after, spotKey);
  const tokens = tokenCache();
  const candidates: Candidate[] = [];
  for (const [b, fact] of before.entries()) {
    const others = nearest(groups.get(key(fact)) ?? [], b, before.length, after.length);
    const elsewhere = (bySpot.get(spotKey(fact)) ?? []).filter((a) => after[a]?.rule !== fact.rule);
    for (const a of [...others, ...elsewhere].sort((x, y) => x - y)) {
      const other = after[a];
      if (other === undefined) continue;
      const weight = weigh(fact, other, tokens);
      if (weight > 0) candidates.push({ before: b, after: a, shift: other.line - fact.line, weight });
    }
  }
  return candidates;
}

function indexesBy(
  facts: readonly Fact[],
  key: (fact: Fact) => string,
): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const [index, fact] of facts.entries()) {
    const value = key(fact);
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [index]);
    else group.push(index);
  }
  return groups;
}

function equalKey({ rule, text, message, marks }: Fact): string {
  return JSON.stringify([rule, text, message, marks]);
}

function spotKey({ scanner, line, endLine, column, part, text }: Fact): string {
  return JSON.stringify([scanner, line, endLine, column, part, text]);
}

/** Those whose relative place in the list is nearest, where there are very many. */
function nearest(
  indexes: readonly number[],
  b: number,
  ofBefore: number,
  ofAfter: number,
): readonly number[] {
  if (indexes.length <= window) return indexes;
  const expected = (b * ofAfter) / Math.max(ofBefore, 1);
  let low = 0;
  let high = indexes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((indexes[middle] ?? 0) < expected) low = middle + 1;
    else high = middle;
  }
  const from = Math.min(Math.max(low - window / 2, 0), indexes.length - window);
  return indexes.slice(from, from + window);
}

function tokenCache(): (text: string) => Sketch {
  const known = new Map<string, Sketch>();
  return (text) => {
    const tokens = known.get(text) ?? sketchOf(text);
    known.set(text, tokens);
    return tokens;
  };
}

function weigh(before: Fact, after: Fact, tokens: (text: string) => Sketch): number {
  const sameColumn = before.column === after.column ? 4 : 0;
  const sameLength = before.endLine - before.line === after.endLine - after.line ? 1 : 0;
  const sameMark = before.marks.some((mark) => after.marks.includes(mark)) ? 20 : 0;
  const sameMessage = before.rawMessage === after.rawMessage ? 12 : before.message === after.message ? 10 : 0;
  const details = sameColumn + sameLength + sameMark + sameMessage;
  if (before.rule !== after.rule) return before.line === after.line && sameColumn > 0 ? 2 + details : 0;
  if (before.text === undefined || after.text === undefined) return details + 4;
  if (before.text === after.text) return details + 24;
  return Math.round(details * 0.5 + 10 * likeness(tokens(before.text), tokens(after.text)));
}
