import { keptByShortestEdit } from './shortest-edit.ts';

/** Which line of one text is which line of another. Lines count from 0 here. */
export interface Alignment {
  /** For each line before, the line after, or -1. */
  readonly toAfter: Int32Array;
  readonly toBefore: Int32Array;
}

/**
 * Aligns two texts whose lines are given as numbers (equal lines, equal numbers): lines that are unique on both sides
 * first (patience), then the shortest edit between those.
 */
export function alignLines(before: Int32Array, after: Int32Array): Alignment {
  const toAfter = new Int32Array(before.length).fill(-1);
  const stretches: Stretch[] = [{ b0: 0, b1: before.length, a0: 0, a1: after.length }];
  for (let stretch = stretches.pop(); stretch !== undefined; stretch = stretches.pop()) {
    const rest = alignEnds(before, after, stretch, toAfter);
    if (rest.b0 === rest.b1 || rest.a0 === rest.a1) continue;
    const anchors = uniqueAnchors(before, after, rest);
    if (anchors.length === 0) {
      const kept = keptByShortestEdit(before.subarray(rest.b0, rest.b1), after.subarray(rest.a0, rest.a1));
      for (const [b, a] of kept) toAfter[rest.b0 + b] = rest.a0 + a;
      continue;
    }
    let { b0, a0 } = rest;
    for (const [b, a] of anchors) {
      toAfter[b] = a;
      stretches.push({ b0, b1: b, a0, a1: a });
      b0 = b + 1;
      a0 = a + 1;
    }
    stretches.push({ b0, b1: rest.b1, a0, a1: rest.a1 });
  }
  return { toAfter, toBefore: inverse(toAfter, after.length) };
}

/** Half-open ranges of lines on both sides. */
interface Stretch {
  readonly b0: number;
  readonly b1: number;
  readonly a0: number;
  readonly a1: number;
}

function inverse(toAfter: Int32Array, length: number): Int32Array {
  const toBefore = new Int32Array(length).fill(-1);
  for (const [b, a] of toAfter.entries()) if (a !== -1) toBefore[a] = b;
  return toBefore;
}

function alignEnds(before: Int32Array, after: Int32Array, stretch: Stretch, toAfter: Int32Array): Stretch {
  let { b0, b1, a0, a1 } = stretch;
  while (b0 < b1 && a0 < a1 && before[b0] === after[a0]) toAfter[b0++] = a0++;
  while (b0 < b1 && a0 < a1 && before[b1 - 1] === after[a1 - 1]) toAfter[--b1] = --a1;
  return { b0, b1, a0, a1 };
}

/** Lines that occur once on both sides of the stretch, as the longest run of them in the same order. */
function uniqueAnchors(before: Int32Array, after: Int32Array, stretch: Stretch): readonly [number, number][] {
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
  return longestIncreasing(unique.map(({ b, a }): [number, number] => [b, a]));
}

/** Of pairs sorted by the first number, a longest selection that is sorted by the second one too. */
export function longestIncreasing(pairs: readonly [number, number][]): readonly [number, number][] {
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
  const chosen: [number, number][] = [];
  for (let index = tails.at(-1) ?? -1; index !== -1; index = previous[index] ?? -1) {
    const pair = pairs[index];
    if (pair !== undefined) chosen.push(pair);
  }
  return chosen.reverse();
}
