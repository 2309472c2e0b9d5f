import type { Fact } from './fact.ts';
import { keysOf, shapeOf } from './sequence-candidates.ts';

/** Findings of one period that are looked at at most. */
const maxPeriod = 50;
/** Findings that one repetition is followed over to either side. */
const maxLength = 1_000;
/** Lines for each finding of a period up to which a single repetition counts as one. */
const linesOfFinding = 6;

/**
 * Findings that stand in a repetition at the end of the list to which some belong that have no match: where a line or
 * a block stands twice or more, one below the other, nothing but the text tells which of them came or went. Further up,
 * the shift of what follows says that there was a choice; at the end nothing follows.
 *
 * @param facts of one file and side, in the order of their places
 * @param rest those without a match
 */
export function findRepeats(facts: readonly Fact[], rest: ReadonlySet<Fact>): ReadonlySet<Fact> {
  const found = new Set<Fact>();
  const lastMatch = facts.findLastIndex((fact) => !rest.has(fact));
  const keys = lastMatch === facts.length - 1 ? [] : facts.map(verbatimKey);
  for (const [at, fact] of facts.entries()) {
    if (at <= lastMatch || found.has(fact)) continue;
    for (const other of equalNeighbours(keys, at)) {
      const [from, to] = repetition(facts, keys, Math.min(at, other), Math.max(at, other));
      for (const member of facts.slice(from, to)) found.add(member);
    }
  }
  return found;
}

function verbatimKey(fact: Fact): string {
  return `${keysOf(fact)[0]}\0${fact.column} ${shapeOf(fact)}`;
}

function equalNeighbours(keys: readonly string[], at: number): readonly number[] {
  const above = keys.slice(Math.max(at - maxPeriod, 0), at).lastIndexOf(keys[at] ?? '');
  const below = keys.slice(at + 1, at + 1 + maxPeriod).indexOf(keys[at] ?? '');
  return [
    ...(above === -1 ? [] : [Math.max(at - maxPeriod, 0) + above]),
    ...(below === -1 ? [] : [at + 1 + below]),
  ];
}

/** The range of findings around two equal ones in which each has its like one period further; empty if there is none. */
function repetition(
  facts: readonly Fact[],
  keys: readonly string[],
  first: number,
  second: number,
): readonly [from: number, to: number] {
  const period = second - first;
  const lines = (facts[second]?.line ?? 0) - (facts[first]?.line ?? 0);
  const repeats = (at: number) =>
    keys[at] !== undefined &&
    keys[at] === keys[at + period] &&
    (facts[at + period]?.line ?? 0) - (facts[at]?.line ?? 0) === lines;
  let from = first;
  while (first - from < maxLength && repeats(from - 1)) from -= 1;
  let to = first + 1;
  while (to - first < maxLength && repeats(to)) to += 1;
  const count = to - from;
  const isClose = lines <= linesOfFinding * period;
  return count >= 2 * period || (count >= period && isClose) ? [from, to + period] : [0, 0];
}
