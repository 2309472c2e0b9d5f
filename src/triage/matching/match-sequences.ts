import type { Assigned } from './assign.ts';
import { onBestChains } from './best-chain.ts';
import { bitsOf, blocksOf, type FactPair, shiftOf } from './blocks.ts';
import { connected } from './connected.ts';
import type { Fact } from './fact.ts';
import { type FindingList, restOf } from './finding-list.ts';
import type { Rarity } from './rarity.ts';
import { findRepeats } from './repeats.ts';
import { keysOf, sequenceCandidates } from './sequence-candidates.ts';

/** How much must speak for a block of findings: a file of the same name needs less than one that git calls renamed. */
export interface Trust {
  readonly rarity: Rarity;
  /** Bits that each block must tell. */
  readonly bits: number;
  /** The same where less than half of both sides' findings are alike, so that it may be another file altogether. */
  readonly ifUnlike: number;
}

const halfAlike = 0.5;

/**
 * Pairs the findings of one file where its text is not known, and takes them off the rest: as two lists in the order
 * of their lines, by what the SARIF says and by the shift that neighbours share.
 */
export function matchSequences(
  before: FindingList,
  after: FindingList,
  trust: Trust,
): Pick<Assigned, 'pairs' | 'ambiguous'> {
  const one = restOf(before);
  const other = restOf(after);
  const candidates = onBestChains(sequenceCandidates(one, other), true);
  const single: FactPair[] = [];
  const ambiguous: (readonly [readonly Fact[], readonly Fact[]])[] = [];
  for (const group of connected(candidates.map(({ before: b, after: a }) => [b, a] as const))) {
    const ofBefore = group.before.flatMap((index) => one[index] ?? []);
    const ofAfter = group.after.flatMap((index) => other[index] ?? []);
    const [b] = ofBefore;
    const [a] = ofAfter;
    const isSure = ofBefore.length === 1 && ofAfter.length === 1;
    if (isSure && a !== undefined && b !== undefined) single.push([b, a]);
    else ambiguous.push([ofBefore, ofAfter]);
  }
  const share = (2 * single.length) / Math.max(one.length + other.length, 1);
  const likely = withEvidence(single, share < halfAlike ? trust.ifUnlike : trust.bits, trust.rarity);
  const open = new Set(ambiguous.flat(2));
  const { pairs, repeated } = withoutRepeats(likely, one, other, open);
  ambiguous.push(...repeated);
  for (const [b, a] of [...pairs.map(([b, a]) => [[b], [a]] as const), ...ambiguous]) {
    for (const fact of b) before.rest.delete(fact);
    for (const fact of a) after.rest.delete(fact);
  }
  return { pairs, ambiguous };
}

/** Blocks that tell enough, and those that moved by as many lines as one of these. */
function withEvidence(pairs: readonly FactPair[], bits: number, rarity: Rarity): readonly FactPair[] {
  const blocks = blocksOf(pairs);
  const strong = new Set(blocks.filter((block) => bitsOf(block, rarity) >= bits));
  const shifts = new Set([...strong].flatMap(([first]) => (first === undefined ? [] : shiftOf(first))));
  return blocks.filter(([first]) => first !== undefined && shifts.has(shiftOf(first))).flat();
}

/** Sets pairs apart that stand in a repetition of which something came or went; `open` are ambiguous already. */
function withoutRepeats(
  pairs: readonly FactPair[],
  before: readonly Fact[],
  after: readonly Fact[],
  open: ReadonlySet<Fact>,
): { readonly pairs: readonly FactPair[]; readonly repeated: Assigned['ambiguous'] } {
  const matched = new Set(pairs.flat());
  const repeats = new Set([
    ...findRepeats(before, new Set(before.filter((fact) => !matched.has(fact)))),
    ...findRepeats(after, new Set(after.filter((fact) => !matched.has(fact)))),
  ]);
  const inRepeat = pairs.filter(([b, a]) => repeats.has(b) || repeats.has(a));
  const repeated = [...Map.groupBy(inRepeat, ([b]) => keysOf(b)[0])].map(([key, group]) => {
    const others = (facts: readonly Fact[]) =>
      facts.filter(
        (fact) => repeats.has(fact) && !matched.has(fact) && !open.has(fact) && keysOf(fact)[0] === key,
      );
    return [
      [...group.map(([b]) => b), ...others(before)],
      [...group.map(([, a]) => a), ...others(after)],
    ] as const;
  });
  return { pairs: pairs.filter(([b, a]) => !repeats.has(b) && !repeats.has(a)), repeated };
}
