import type { Alignment } from './align-lines.ts';
import { connected } from './connected.ts';

/**
 * Places where the alignment is one of several equally good ones, as where a line was copied below itself. Lines that
 * could be each other have the same number. Lines count from 0.
 */
export interface Slides {
  /** For each line before, the number of its group, or -1. */
  readonly before: Int32Array;
  readonly after: Int32Array;
}

export function findSlides(before: Int32Array, after: Int32Array, alignment: Alignment): Slides {
  const slides = {
    before: new Int32Array(before.length).fill(-1),
    after: new Int32Array(after.length).fill(-1),
  };
  const { toAfter, toBefore } = alignment;
  const found = gaps(alignment);
  for (const [group, { b0, b1, a0, a1 }] of found.entries()) {
    if (b0 === b1) mark(after, toBefore, slides.after, slides.before, { from: a0, to: a1, other: b0 }, group);
    if (a0 === a1) mark(before, toAfter, slides.before, slides.after, { from: b0, to: b1, other: a0 }, group);
  }
  markRivals(alignment, slides, found.length);
  return slides;
}

function markRivals({ rivals }: Alignment, slides: Slides, firstGroup: number): void {
  for (const [number, { before, after }] of connected(rivals).entries()) {
    if (before.length === 1 && after.length === 1) continue;
    for (const b of before) slides.before[b] = firstGroup + number;
    for (const a of after) slides.after[a] = firstGroup + number;
  }
}

/** The stretches without a counterpart between aligned lines, in order; half open. */
function gaps({ toAfter, toBefore }: Alignment): readonly {
  readonly b0: number;
  readonly b1: number;
  readonly a0: number;
  readonly a1: number;
}[] {
  const found: { b0: number; b1: number; a0: number; a1: number }[] = [];
  let b0 = 0;
  let a0 = 0;
  for (let b1 = 0; b1 <= toAfter.length; b1 += 1) {
    const a1 = b1 === toAfter.length ? toBefore.length : (toAfter[b1] ?? -1);
    if (a1 === -1) continue;
    if (b0 < b1 || a0 < a1) found.push({ b0, b1, a0, a1 });
    b0 = b1 + 1;
    a0 = a1 + 1;
  }
  return found;
}

/** Marks both sides of the block `from`–`to` that has nothing opposite but the position `other`, if it can slide. */
function mark(
  lines: Int32Array,
  opposite: Int32Array,
  marks: Int32Array,
  otherMarks: Int32Array,
  { from, to, other }: { readonly from: number; readonly to: number; readonly other: number },
  block: number,
): void {
  let up = 0;
  while (
    from - 1 - up >= 0 &&
    opposite[from - 1 - up] === other - 1 - up &&
    lines[from - 1 - up] === lines[to - 1 - up]
  ) {
    up += 1;
  }
  let down = 0;
  while (
    to + down < lines.length &&
    opposite[to + down] === other + down &&
    lines[to + down] === lines[from + down]
  ) {
    down += 1;
  }
  if (up + down === 0) return;
  marks.fill(block, from - up, to + down);
  otherMarks.fill(block, other - up, other + down);
}
