import { bestAlignment, type LinePair } from './best-alignment.ts';
import { keptByShortestEdit } from './shortest-edit.ts';

/** Which line of one text is which line of another. Lines count from 0 here. */
export interface Alignment {
  /** For each line before, the line after, or -1. */
  readonly toAfter: Int32Array;
  readonly toBefore: Int32Array;
  /** Pairs besides those that would do as well: which of them is right, the texts do not say. */
  readonly rivals: readonly LinePair[];
}

/** Pairs of lines up to which a stretch is aligned in the best way; a longer one by the shortest edit. */
const maxPairs = 250_000;

/**
 * Aligns two texts whose lines are given as numbers (equal lines, equal numbers): lines that are unique on both sides
 * first (patience), then what keeps most between those.
 *
 * @param weight how much a line tells, from 0
 */
export function alignLines(
  before: Int32Array,
  after: Int32Array,
  weight: (number: number) => number,
): Alignment {
  const toAfter = new Int32Array(before.length).fill(-1);
  const rivals: LinePair[] = [];
  const stretches: Stretch[] = [{ b0: 0, b1: before.length, a0: 0, a1: after.length }];
  for (let stretch = stretches.pop(); stretch !== undefined; stretch = stretches.pop()) {
    const anchors = uniqueAnchors(before, after, stretch);
    for (const [b, a] of anchors) toAfter[b] = a;
    if (anchors.length > 0) stretches.push(...between(anchors, stretch));
    else alignStretch({ before, after, weight, toAfter, rivals }, stretch);
  }
  return { toAfter, toBefore: inverse(toAfter, after.length), rivals };
}

/** Half-open ranges of lines on both sides. */
interface Stretch {
  readonly b0: number;
  readonly b1: number;
  readonly a0: number;
  readonly a1: number;
}

interface Work {
  readonly before: Int32Array;
  readonly after: Int32Array;
  readonly weight: (number: number) => number;
  readonly toAfter: Int32Array;
  readonly rivals: LinePair[];
}

function inverse(toAfter: Int32Array, length: number): Int32Array {
  const toBefore = new Int32Array(length).fill(-1);
  for (const [b, a] of toAfter.entries()) if (a !== -1) toBefore[a] = b;
  return toBefore;
}

/** The stretches that anchors leave, but those that are empty on one side. */
function between(anchors: readonly LinePair[], stretch: Stretch): readonly Stretch[] {
  const ends: readonly LinePair[] = [...anchors, [stretch.b1, stretch.a1]];
  return ends
    .map(([b1, a1], index) => {
      const [b, a] = anchors[index - 1] ?? [stretch.b0 - 1, stretch.a0 - 1];
      return { b0: b + 1, b1, a0: a + 1, a1 };
    })
    .filter(({ b0, b1, a0, a1 }) => b0 < b1 && a0 < a1);
}

/** A stretch without unique lines. */
function alignStretch(work: Work, stretch: Stretch): void {
  if (isSmall(stretch)) {
    alignSmall(work, stretch);
    return;
  }
  const rest = alignEnds(work, stretch);
  if (isSmall(rest)) {
    alignSmall(work, rest);
    return;
  }
  const { before, after, toAfter } = work;
  const kept = keptByShortestEdit(before.subarray(rest.b0, rest.b1), after.subarray(rest.a0, rest.a1));
  for (const [b, a] of kept) toAfter[rest.b0 + b] = rest.a0 + a;
}

function isSmall({ b0, b1, a0, a1 }: Stretch): boolean {
  return (b1 - b0) * (a1 - a0) <= maxPairs;
}

function alignSmall({ before, after, weight, toAfter, rivals }: Work, { b0, b1, a0, a1 }: Stretch): void {
  const { chosen, possible } = bestAlignment(before.subarray(b0, b1), after.subarray(a0, a1), weight);
  for (const [b, a] of chosen) toAfter[b0 + b] = a0 + a;
  if (possible.length > chosen.length) rivals.push(...possible.map(([b, a]): LinePair => [b0 + b, a0 + a]));
}

function alignEnds({ before, after, toAfter }: Work, stretch: Stretch): Stretch {
  let { b0, b1, a0, a1 } = stretch;
  while (b0 < b1 && a0 < a1 && before[b0] === after[a0]) toAfter[b0++] = a0++;
  while (b0 < b1 && a0 < a1 && before[b1 - 1] === after[a1 - 1]) toAfter[--b1] = --a1;
  return { b0, b1, a0, a1 };
}

/** Lines that occur once on both sides of the stretch, as the longest run of them in the same order. */
function uniqueAnchors(before: Int32Array, after: Int32Array, stretch: Stretch): readonly LinePair[] {
  const places = new Map<number, { b: number; a: number }>();
  for (let b = stretch.b0; b < stretch.b1; b += 1) {
    const line = before[b] ?? -1;
    const seen = places.get(line);
    if (seen === undefined) places.set(line, { b, a: -1 });
    else seen.b = -2;
  }
  for (let a = stretch.a0; a < stretch.a1; a += 1) {
    const seen = places.get(after[a] ?? -1);
    if (seen !== undefined) seen.a = seen.a === -1 ? a : -2;
  }
  const unique = [...places.values()].filter(({ b, a }) => b >= 0 && a >= 0);
  return longestIncreasing(unique.map(({ b, a }): LinePair => [b, a]));
}

/** Of pairs sorted by the first number, a longest selection that is sorted by the second one too. */
function longestIncreasing(pairs: readonly LinePair[]): readonly LinePair[] {
  const tails: number[] = [];
  const previous = new Int32Array(pairs.length).fill(-1);
  for (const [index, [, a]] of pairs.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((pairs[tails[middle] ?? 0]?.[1] ?? 0) < a) low = middle + 1;
      else high = middle;
    }
    previous[index] = tails[low - 1] ?? -1;
    tails[low] = index;
  }
  const chosen: LinePair[] = [];
  for (let index = tails.at(-1) ?? -1; index !== -1; index = previous[index] ?? -1) {
    const pair = pairs[index];
    if (pair !== undefined) chosen.push(pair);
  }
  return chosen.reverse();
}
