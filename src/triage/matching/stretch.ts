import type { Alignment } from './align-lines.ts';

/** Lines that a finding may be away from where its line went: some begin a line earlier after an edit. */
const slack = 2;
/** Lines of a stretch up to which its position says something by itself. */
const shortStretch = 4;

/** Lines of the other side, from 0, where a finding could be: between those that its unchanged neighbours are. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Where the line would be if the stretch had been changed line by line. */
  readonly expected: number;
  readonly isShort: boolean;
  /** True where no unchanged line bounds it on one side. */
  readonly isOpen: boolean;
}

/** True where more lines above or below have no counterpart than a short stretch has. */
export function isLongGap(at: number, toOther: Int32Array): boolean {
  const isAlone = (step: 1 | -1) => {
    for (let count = 1; count <= shortStretch; count += 1) {
      if (toOther[at + count * step] !== -1) return false;
    }
    return true;
  };
  return isAlone(-1) || isAlone(1);
}

/** @param toOther of the alignment, as seen from the side of the line `at`; `length` is that of the other side */
export function stretchOf(at: number, toOther: Alignment['toAfter'], length: number): Stretch {
  const here = toOther[at] ?? -1;
  if (here !== -1)
    return { from: here - slack, to: here + slack, expected: here, isShort: true, isOpen: false };
  let up = at - 1;
  while (up >= 0 && toOther[up] === -1) up -= 1;
  let down = at + 1;
  while (down < toOther.length && toOther[down] === -1) down += 1;
  const above = up < 0 ? -1 : (toOther[up] ?? -1);
  const below = down < toOther.length ? (toOther[down] ?? length) : length;
  const isShort = down - up - 1 <= shortStretch && below - above - 1 <= shortStretch;
  const isOpen = up < 0 || down === toOther.length;
  return { from: above, to: below, expected: above + (at - up), isShort, isOpen };
}
