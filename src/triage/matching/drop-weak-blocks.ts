import type { Alignment } from './align-lines.ts';

/** Lines between two aligned lines up to which they belong to one block. */
const maxGap = 4;
/** What the lines of a block must tell together: two of middle length do. */
export const enoughForBlock = 24;

/**
 * Takes lines apart again that are alike by chance: a few brackets or short lines amid text that differs. Lines count
 * from 0.
 *
 * @param weight how much the line before at this index tells
 * @param isBacked whether something else speaks for a block that has this pair of lines; such a block may be weak
 */
export function dropWeakBlocks(
  alignment: Alignment,
  weight: (before: number) => number,
  isBacked: (before: number, after: number) => boolean,
): Alignment {
  const toAfter = alignment.toAfter.slice();
  const toBefore = alignment.toBefore.slice();
  let block: [number, number][] = [];
  const close = () => {
    const told = block.reduce((sum, [before]) => sum + weight(before), 0);
    if (told >= enoughForBlock || block.some(([before, after]) => isBacked(before, after))) return;
    for (const [before, after] of block) {
      toAfter[before] = -1;
      toBefore[after] = -1;
    }
  };
  for (const [before, after] of alignment.toAfter.entries()) {
    if (after === -1) continue;
    const [lastBefore, lastAfter] = block.at(-1) ?? [before, after];
    if (before - lastBefore > maxGap + 1 || after - lastAfter > maxGap + 1) {
      close();
      block = [];
    }
    block.push([before, after]);
  }
  close();
  // What was taken apart is no choice between others either.
  const rivals = alignment.rivals.filter(([b, a]) => toAfter[b] !== -1 || toBefore[a] !== -1);
  return { toAfter, toBefore, rivals };
}
