import type { Fact } from './fact.ts';
import type { Rarity } from './rarity.ts';

export type FactPair = readonly [before: Fact, after: Fact];

/** Bits that two neighbours tell that are as far apart on both sides. */
const togetherBits = 3;
/** Bits that a line number tells that is the same on both sides. */
const sameLineBits = 5;

/** Runs of pairs that moved by the same number of lines. */
export function blocksOf(pairs: readonly FactPair[]): readonly (readonly FactPair[])[] {
  const blocks: FactPair[][] = [];
  for (const pair of pairs) {
    const last = blocks.at(-1);
    const previous = last?.at(-1);
    if (previous !== undefined && shiftOf(pair) === shiftOf(previous)) last?.push(pair);
    else blocks.push([pair]);
  }
  return blocks;
}

export function shiftOf([before, after]: FactPair): number {
  return after.line - before.line;
}

/** How unlikely it is that all pairs of a block are alike by chance. */
export function bitsOf(block: readonly FactPair[], rarity: Rarity): number {
  const [first] = block;
  const start = first !== undefined && shiftOf(first) === 0 ? sameLineBits : 0;
  return block.reduce((sum, [b, a]) => sum + rarity.bits(b, a), start + (block.length - 1) * togetherBits);
}
