import type { Alignment } from './align-lines.ts';
import type { Fact } from './fact.ts';
import type { Edge } from './settle.ts';
import { isPieceOf, likeness, type Sketch, sketchOf } from './similarity.ts';
import type { Comparison } from './text-file.ts';

/** Lines that a finding may be away from where its line went: some begin a line earlier after an edit. */
const slack = 2;
/** Findings that one finding is compared with at most. */
const maxCandidates = 40;
/** Lines of a stretch up to which its position says something by itself. */
const shortStretch = 4;
/** Least similarity: in a short stretch without another choice, in a short one, and in any other. */
const enoughAlone = 0.4;
const enoughNear = 0.45;
const enoughFar = 0.75;

/**
 * Possible matches of findings whose line was changed: those of the same rule in the same stretch between unchanged
 * lines; and on unchanged lines, those of the same scanner that differ in the rule alone.
 */
export function nearEdges(comparison: Comparison): readonly Edge[] {
  return [...changedInPlace(comparison), ...otherRule(comparison)];
}

function changedInPlace({ before, after, alignment }: Comparison): readonly Edge[] {
  const sketches = new Map([...before.file.rest, ...after.file.rest].map((fact) => [fact, sketchesOf(fact)]));
  const byRule = Map.groupBy(after.file.rest, ({ rule }) => rule);
  return [...before.file.rest].flatMap((fact) => {
    const at = before.indexOf(fact.line - 1);
    const others = byRule.get(fact.rule);
    if (at === -1 || others === undefined) return [];
    const stretch = stretchOf(at, alignment.toAfter, after.lines.length);
    const near = others.filter((other) => {
      const place = after.indexOf(other.line - 1);
      if (!isWithin(stretch, place) || !isPossible(alignment, at, place)) return false;
      return alignment.toBefore[place] === -1 || alignment.toBefore[place] === at || other.part === fact.part;
    });
    const enough = !stretch.isShort ? enoughFar : near.length === 1 ? enoughAlone : enoughNear;
    return near.slice(0, maxCandidates).flatMap((other): readonly Edge[] => {
      const alike = alikeIn(stretch, sketches.get(fact), sketches.get(other));
      if (alike.line < enough) return [];
      const isExpected = after.indexOf(other.line - 1) === stretch.expected;
      return [
        {
          before: fact,
          after: other,
          score: score(fact, other, alike, { isShort: stretch.isShort, isExpected }),
          how: 'changed in place',
        },
      ];
    });
  });
}

function otherRule({ before, after, alignment }: Comparison): readonly Edge[] {
  const byPlace = Map.groupBy(after.file.rest, (fact) => placeKey(fact, after.indexOf(fact.line - 1)));
  return [...before.file.rest].flatMap((fact) => {
    const counterpart = alignment.toAfter[before.indexOf(fact.line - 1)] ?? -1;
    if (counterpart === -1) return [];
    const others = (byPlace.get(placeKey(fact, counterpart)) ?? []).filter(({ rule }) => rule !== fact.rule);
    return others.map((other): Edge => {
      const points = other.message === fact.message ? 0.8 : 0.4;
      return { before: fact, after: other, score: points, how: 'reworded' };
    });
  });
}

function placeKey({ scanner, column, part, line, endLine }: Fact, at: number): string {
  return JSON.stringify([scanner, at, column, part, endLine > line]);
}

interface Sketches {
  readonly line: Sketch;
  readonly part: Sketch;
}

function sketchesOf({ text = '', part = '' }: Fact): Sketches {
  return { line: sketchOf(text), part: sketchOf(part) };
}

/** How alike the lines are, and what of them is flagged, from 0 to 1. */
interface Alike {
  readonly line: number;
  readonly part: number;
}

function alikeIn({ isShort }: Stretch, a: Sketches | undefined, b: Sketches | undefined): Alike {
  if (a === undefined || b === undefined) return { line: 0, part: 0 };
  const broken = isShort && isPieceOf(a.line, b.line) ? enoughNear : 0;
  return { line: Math.max(likeness(a.line, b.line), broken), part: likeness(a.part, b.part) };
}

/** A line between unchanged neighbours was edited where it stands, whatever looks like it elsewhere. */
function score(before: Fact, after: Fact, alike: Alike, { isShort, isExpected }: Standing): number {
  const sameMessage = before.message === after.message ? 0.03 : 0;
  return (isShort ? 0.4 : 0.17) + 0.4 * alike.line + 0.1 * alike.part + sameMessage + (isExpected ? 0.06 : 0);
}

interface Standing {
  readonly isShort: boolean;
  /** The line stands where it would if the stretch had been changed line by line. */
  readonly isExpected: boolean;
}

/** Lines after, from 0, where a finding before could be now. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Where the line would be if the stretch had been changed line by line. */
  readonly expected: number;
  readonly isShort: boolean;
}

function isWithin({ from, to }: Stretch, at: number): boolean {
  return at !== -1 && at >= from && at <= to;
}

/** Where both lines have counterparts, other than each other, the finding did not go from the one to the other. */
function isPossible({ toAfter, toBefore }: Alignment, before: number, after: number): boolean {
  return toAfter[before] === after || toAfter[before] === -1 || toBefore[after] === -1;
}

function stretchOf(at: number, toAfter: Int32Array, length: number): Stretch {
  const here = toAfter[at] ?? -1;
  if (here !== -1) return { from: here - slack, to: here + slack, expected: here, isShort: true };
  let up = at - 1;
  while (up >= 0 && toAfter[up] === -1) up -= 1;
  let down = at + 1;
  while (down < toAfter.length && toAfter[down] === -1) down += 1;
  const above = up < 0 ? -1 : (toAfter[up] ?? -1);
  const below = down < toAfter.length ? (toAfter[down] ?? length) : length;
  const isShort = down - up - 1 <= shortStretch && below - above - 1 <= shortStretch;
  return { from: above, to: below, expected: above + (at - up), isShort };
}
