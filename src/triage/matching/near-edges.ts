import type { Alignment } from './align-lines.ts';
import { type Fact, mayBeSameSecret } from './fact.ts';
import { nearestByLine, sortedGroups } from './nearest-by-line.ts';
import type { Edge } from './settle.ts';
import { isPieceOf, likeness, type Sketch, sketchOf } from './similarity.ts';
import { type Stretch, stretchOf } from './stretch.ts';
import type { Comparison, Excerpt } from './text-file.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Findings that one finding is compared with at most. */
const maxCandidates = 40;
/** Least similarity: in a short stretch without another choice, in a short one, and in any other. */
const enoughAlone = 0.4;
const enoughNear = 0.45;
const enoughFar = 0.75;

/**
 * Possible matches of findings whose line was changed: those of the same rule in the same stretch between unchanged
 * lines; and on unchanged lines, those of the same scanner that differ in the rule alone.
 */
export function nearEdges(comparison: Comparison, vocabulary: Vocabulary): readonly Edge[] {
  return [...changedInPlace(comparison), ...otherRule(comparison, vocabulary)];
}

function changedInPlace({ isWhole, before, after, alignment }: Comparison): readonly Edge[] {
  const sketches = sketchCache();
  const byRule = sortedGroups(after.file.rest, ({ rule }) => rule);
  return [...before.file.rest].flatMap((fact) => {
    const at = before.indexOf(fact.line - 1);
    const others = byRule.get(fact.rule);
    if (at === -1 || others === undefined) return [];
    const stretch = stretchOf(at, alignment.toAfter, after.lines.length);
    // A moved block has no more than its own lines: what stands before the first and behind the last is another.
    if (!isWhole && (stretch.isOpen || !stretch.isShort)) return [];
    const near = nearestByLine(others, linesOf(stretch, after), maxCandidates).filter((other) =>
      isPossible({ fact, at }, { fact: other, at: after.indexOf(other.line - 1) }, alignment),
    );
    const enough = !stretch.isShort ? enoughFar : near.length === 1 ? enoughAlone : enoughNear;
    return near.flatMap((other): readonly Edge[] => {
      const alike = alikeIn(stretch, sketches(fact), sketches(other));
      if (alike.line < enough) return [];
      const isExpected = after.indexOf(other.line - 1) === stretch.expected;
      const points = score(fact, other, alike, { isShort: stretch.isShort, isExpected });
      return [{ before: fact, after: other, score: points, how: 'changed in place' }];
    });
  });
}

/** The stretch in lines of the file, from 1. */
function linesOf({ from, to, expected }: Stretch, after: Excerpt) {
  const last = after.lines.length - 1;
  return {
    from: from <= 0 ? 1 : after.lineAt(Math.min(from, last)) + 1,
    to: to >= last ? Number.MAX_SAFE_INTEGER : after.lineAt(Math.max(to, 0)) + 1,
    expected: after.lineAt(Math.min(Math.max(expected, 0), last)) + 1,
  };
}

function otherRule({ before, after, alignment }: Comparison, vocabulary: Vocabulary): readonly Edge[] {
  const byPlace = Map.groupBy(after.file.rest, (fact) => placeKey(fact, after.indexOf(fact.line - 1)));
  return [...before.file.rest].flatMap((fact) => {
    const counterpart = alignment.toAfter[before.indexOf(fact.line - 1)] ?? -1;
    if (counterpart === -1) return [];
    const others = (byPlace.get(placeKey(fact, counterpart)) ?? []).filter(({ rule }) => rule !== fact.rule);
    return others.flatMap((other): readonly Edge[] => {
      const isSaidAgain = other.message !== '' && other.message === fact.message;
      if (!isSaidAgain && !vocabulary.mayBeRenamed(fact, other)) return [];
      return [{ before: fact, after: other, score: isSaidAgain ? 0.8 : 0.4, how: 'reworded' }];
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

function sketchCache(): (fact: Fact) => Sketches {
  const known = new Map<Fact, Sketches>();
  return (fact) => {
    const sketches = known.get(fact) ?? { line: sketchOf(fact.text ?? ''), part: sketchOf(fact.part ?? '') };
    known.set(fact, sketches);
    return sketches;
  };
}

/** How alike the lines are, and what of them is flagged, from 0 to 1. */
interface Alike {
  readonly line: number;
  readonly part: number;
}

function alikeIn({ isShort }: Stretch, a: Sketches, b: Sketches): Alike {
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

interface Placed {
  readonly fact: Fact;
  readonly at: number;
}

/** Where both lines have counterparts, other than each other, the finding did not go from the one to the other. */
function isPossible(before: Placed, after: Placed, { toAfter, toBefore }: Alignment): boolean {
  if (after.at === -1) return false;
  if (!mayBeSameSecret(before.fact, after.fact)) return false;
  const counterpart = toBefore[after.at];
  if (counterpart === before.at || counterpart === -1) return true;
  return toAfter[before.at] === -1 && after.fact.part === before.fact.part;
}
