import type { Alignment } from './align-lines.ts';
import type { Fact } from './fact.ts';
import type { Edge } from './settle.ts';
import { containment, similarity, type Tokens, tokensOf } from './similarity.ts';

/** Lines that a finding may be away from where its line went: some begin a line earlier after an edit. */
const slack = 2;
/** Findings that one finding is compared with at most. */
const maxCandidates = 40;
/** Least similarity of the lines where there is no other choice, and where there is one. */
const enoughAlone = 0.3;
const enoughAmongOthers = 0.5;

/**
 * Possible matches of findings whose line was changed: those of the same rule in the same stretch between unchanged
 * lines; and on unchanged lines, those of the same scanner that differ in the rule alone.
 *
 * @param before findings without a match so far, of one file; `after` likewise
 */
export function nearEdges(
  before: readonly Fact[],
  after: readonly Fact[],
  alignment: Alignment,
): readonly Edge[] {
  return [...changedInPlace(before, after, alignment), ...otherRule(before, after, alignment)];
}

function changedInPlace(
  before: readonly Fact[],
  after: readonly Fact[],
  alignment: Alignment,
): readonly Edge[] {
  const tokens = new Map([...before, ...after].map((fact) => [fact, tokensOf(fact.text ?? '')]));
  const byRule = Map.groupBy(after, ({ rule }) => rule);
  return before.flatMap((fact) => {
    const range = rangeOf(fact, alignment);
    const near = (byRule.get(fact.rule) ?? []).filter(({ line }) => line >= range.from && line <= range.to);
    const enough = near.length === 1 ? enoughAlone : enoughAmongOthers;
    return near.slice(0, maxCandidates).flatMap((other): readonly Edge[] => {
      const alike = likeness(tokens.get(fact) ?? new Map(), tokens.get(other) ?? new Map());
      if (alike < enough) return [];
      return [
        { before: fact, after: other, score: score(fact, other, alike, range), how: 'changed in place' },
      ];
    });
  });
}

function otherRule(before: readonly Fact[], after: readonly Fact[], { toAfter }: Alignment): readonly Edge[] {
  const byPlace = Map.groupBy(after, placeKey);
  return before.flatMap((fact) => {
    const line = (toAfter[fact.line - 1] ?? -1) + 1;
    const others = (byPlace.get(placeKey({ ...fact, line })) ?? []).filter(({ rule }) => rule !== fact.rule);
    return others.map((other): Edge => {
      const points = other.message === fact.message ? 0.8 : 0.4;
      return { before: fact, after: other, score: points, how: 'reworded' };
    });
  });
}

function placeKey({ scanner, line, column, part, endLine }: Fact): string {
  return JSON.stringify([scanner, line, column, part, endLine > line]);
}

function likeness(a: Tokens, b: Tokens): number {
  return Math.max(similarity(a, b), containment(a, b) * 0.9);
}

function score(before: Fact, after: Fact, alike: number, range: Range): number {
  const samePart = before.part === after.part ? 0.08 : 0;
  const sameMessage = before.message === after.message ? 0.08 : 0;
  const sameOffset = after.line === range.expected ? 0.06 : 0;
  return 0.3 + 0.45 * alike + samePart + sameMessage + sameOffset;
}

interface Range {
  readonly from: number;
  readonly to: number;
  /** Where the line would be if the stretch had been changed line by line. */
  readonly expected: number;
}

/** Lines after, from 1, where a finding before could be now. */
function rangeOf({ line }: Fact, { toAfter, toBefore }: Alignment): Range {
  const here = toAfter[line - 1] ?? -1;
  if (here !== -1) return { from: here + 1 - slack, to: here + 1 + slack, expected: here + 1 };
  let up = line - 2;
  while (up >= 0 && toAfter[up] === -1) up -= 1;
  let down = line;
  while (down < toAfter.length && toAfter[down] === -1) down += 1;
  const above = up < 0 ? -1 : (toAfter[up] ?? -1);
  const below = down < toAfter.length ? (toAfter[down] ?? toBefore.length) : toBefore.length;
  return { from: above + 1, to: below + 2, expected: above + 1 + (line - 1 - up) };
}
