import type { Fact } from './fact.ts';
import type { FindingList } from './finding-list.ts';
import { nearestByLine, sortedGroups } from './nearest-by-line.ts';
import type { Edge } from './settle.ts';
import { likeness, sketchOf } from './similarity.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Findings that one finding is compared with at most. */
const maxCandidates = 40;
/** Lines that a finding may be away from where its neighbours say it is. */
const slack = 2;
/** Least likeness of texts, or of messages where there is no text. */
const enough = 0.5;

/**
 * Possible matches of findings that were changed in place, where no text is known: between the same matched
 * neighbours, at the shift of one of them. Of another rule only in the very same spot.
 *
 * @param pairs what was matched in this file so far, in the order of the lines
 */
export function listEdges(
  before: FindingList,
  after: FindingList,
  pairs: readonly (readonly [Fact, Fact])[],
  vocabulary: Vocabulary,
): readonly Edge[] {
  const byScanner = sortedGroups(after.rest, ({ scanner }) => scanner);
  return [...before.rest].flatMap((fact) => {
    const { above, below } = neighbours(fact, pairs);
    const range = {
      from: above?.[1].line ?? 0,
      to: below?.[1].line ?? Number.POSITIVE_INFINITY,
      expected: fact.line + (above === undefined ? 0 : above[1].line - above[0].line),
    };
    const near = nearestByLine(byScanner.get(fact.scanner) ?? [], range, maxCandidates);
    return near.flatMap((other): readonly Edge[] => {
      const offset = offsetFrom(fact, other, above, below);
      const score = offset > slack ? 0 : scoreOf(fact, other, offset, vocabulary);
      return score === 0 ? [] : [{ before: fact, after: other, score, how: 'changed in place' }];
    });
  });
}

type Neighbour = readonly [Fact, Fact] | undefined;

/** The nearest matched findings above and below; pairs are few enough after the certain ones were found. */
function neighbours(
  fact: Fact,
  pairs: readonly (readonly [Fact, Fact])[],
): { above: Neighbour; below: Neighbour } {
  let low = 0;
  let high = pairs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pairs[middle]?.[0].line ?? 0) < fact.line) low = middle + 1;
    else high = middle;
  }
  return { above: pairs[low - 1], below: pairs[low] };
}

/** Lines between where the finding is and where the nearer of its neighbours' shifts would put it. */
function offsetFrom(before: Fact, after: Fact, above: Neighbour, below: Neighbour): number {
  const shift = after.line - before.line;
  const shifts = [above, below].flatMap((pair) => (pair === undefined ? [] : [pair[1].line - pair[0].line]));
  // Without neighbours above, the file's start is one.
  if (above === undefined) shifts.push(0);
  return shifts.reduce((least, other) => Math.min(least, Math.abs(shift - other)), Number.POSITIVE_INFINITY);
}

function scoreOf(before: Fact, after: Fact, offset: number, vocabulary: Vocabulary): number {
  if (before.rule !== after.rule) return offset === 0 ? scoreOfOtherRule(before, after, vocabulary) : 0;
  const sameColumn = before.column === after.column;
  const isTextKnown = before.text !== undefined && after.text !== undefined;
  if (after.isSecret && isTextKnown && before.text !== after.text) return 0;
  const alike = isTextKnown
    ? likeness(sketchOf(before.text), sketchOf(after.text))
    : likeness(sketchOf(before.rawMessage), sketchOf(after.rawMessage));
  if (alike < enough && !(offset === 0 && sameColumn)) return 0;
  const sameMessage = !isTextKnown && before.message === after.message ? 0.05 : 0;
  return 0.3 + 0.3 * alike + (offset === 0 ? 0.15 : 0) + (sameColumn ? 0.1 : 0) + sameMessage;
}

function scoreOfOtherRule(before: Fact, after: Fact, vocabulary: Vocabulary): number {
  const { column, width, text } = before;
  if (column !== after.column || width !== after.width || text !== after.text) return 0;
  if (before.message !== '' && before.message === after.message) return 0.8;
  return vocabulary.mayBeRenamed(before, after) ? 0.4 : 0;
}
