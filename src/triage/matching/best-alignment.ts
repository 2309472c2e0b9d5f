/** What two neighbouring lines gain that are neighbours on the other side too: blocks stay together. */
const together = 3;
/** Lines that stand above and below both texts. They belong together, whatever it costs. */
const top = -2;
const bottom = -3;
const boundaryWorth = 1_000_000;

/** Indexes into two texts. */
export type LinePair = readonly [before: number, after: number];

export interface BestAlignment {
  /** One alignment that keeps most, in order. */
  readonly chosen: readonly LinePair[];
  /** All pairs of lines that stand in some alignment that keeps as much. */
  readonly possible: readonly LinePair[];
}

/**
 * The alignments of two short texts that keep most: lines by what they tell, and neighbours together, also with what
 * stands directly above and below. Time and memory grow with the product of the lengths.
 *
 * @param weight what a line tells, a whole number from 0; every equal pair counts a little all the same
 */
export function bestAlignment(
  before: Int32Array,
  after: Int32Array,
  weight: (number: number) => number,
): BestAlignment {
  const one = Int32Array.of(top, ...before, bottom);
  const other = Int32Array.of(top, ...after, bottom);
  const worth = (line: number) => (line === top || line === bottom ? boundaryWorth : 1 + weight(line));
  const kept = keptFrom(one, other, worth);
  const keptUpTo = keptFrom(one.toReversed(), other.toReversed(), worth);
  const width = other.length + 1;
  const possible: LinePair[] = [];
  for (const [b, line] of one.entries()) {
    for (const [a, counterpart] of other.entries()) {
      if (line !== counterpart) continue;
      const mirrored = (one.length - 1 - b) * width + (other.length - 1 - a);
      const through = (kept.paired[b * width + a] ?? 0) + (keptUpTo.paired[mirrored] ?? 0) - worth(line);
      if (through === kept.best[0]) possible.push([b, a]);
    }
  }
  return {
    chosen: withoutBoundaries(choose(kept, one.length, other.length), one, other),
    possible: withoutBoundaries(possible, one, other),
  };
}

/** For each line before and each line after, row by row: what can be kept from there to the end. */
interface Kept {
  readonly best: Float64Array;
  /** The same where the cell's two lines are a pair; 0 where they cannot be. */
  readonly paired: Float64Array;
}

function keptFrom(before: Int32Array, after: Int32Array, worth: (line: number) => number): Kept {
  // One column and one row more than there are lines: nothing can be kept behind the end.
  const width = after.length + 1;
  const best = new Float64Array((before.length + 1) * width);
  const paired = new Float64Array((before.length + 1) * width);
  for (let b = before.length - 1; b >= 0; b -= 1) {
    const line = before[b] ?? 0;
    const worthHere = worth(line);
    for (let a = after.length - 1; a >= 0; a -= 1) {
      const at = b * width + a;
      const next = at + width + 1;
      if (line === after[a]) paired[at] = worthHere + following(best[next] ?? 0, paired[next] ?? 0);
      best[at] = Math.max(best[at + width] ?? 0, best[at + 1] ?? 0, paired[at] ?? 0);
    }
  }
  return { best, paired };
}

/** What follows a pair of lines: at best anything, or the next two lines as a pair. */
function following(best: number, paired: number): number {
  return Math.max(best, paired > 0 ? paired + together : 0);
}

function choose({ best, paired }: Kept, height: number, length: number): readonly LinePair[] {
  const width = length + 1;
  const chosen: LinePair[] = [];
  let b = 0;
  let a = 0;
  let bonus = 0;
  while (b < height && a < length) {
    const at = b * width + a;
    const here = paired[at] ?? 0;
    if (here > 0 && here + bonus >= (best[at] ?? 0)) {
      chosen.push([b, a]);
      b += 1;
      a += 1;
      bonus = together;
    } else {
      if (best[at] === best[at + width]) b += 1;
      else a += 1;
      bonus = 0;
    }
  }
  return chosen;
}

function withoutBoundaries(
  pairs: readonly LinePair[],
  before: Int32Array,
  after: Int32Array,
): readonly LinePair[] {
  return pairs
    .filter(([b, a]) => b > 0 && a > 0 && b < before.length - 1 && a < after.length - 1)
    .map(([b, a]) => [b - 1, a - 1]);
}
