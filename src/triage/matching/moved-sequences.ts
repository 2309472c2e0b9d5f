import type { Assigned } from './assign.ts';
import { onBestChains } from './best-chain.ts';
import { bitsOf, blocksOf, type FactPair } from './blocks.ts';
import { connected } from './connected.ts';
import { type FindingList, restOf } from './finding-list.ts';
import type { Rarity } from './rarity.ts';
import { keysOf, sequenceCandidates } from './sequence-candidates.ts';

/** Rounds: in each, every pair of files can give one run of blocks in the same order. */
const maxRounds = 4;
/** Pairs of files that are compared in one round. */
const maxPairs = 5_000;
/** Findings that share a key up to which they are a reason to compare their files. */
const maxShared = 4;
/** Bits that a block must tell: within its file, and to another one. */
const enoughAtHome = 12;
const enoughElsewhere = 16;

/**
 * Follows findings that were moved together, where no text is known: within a file or to another one, a run of
 * findings alike in the same order and at the same distances.
 */
export function followMovedSequences(
  before: readonly FindingList[],
  after: readonly FindingList[],
  rarity: Rarity,
): Pick<Assigned, 'pairs'> {
  const pairs: Assigned['pairs'][number][] = [];
  for (let round = 0; round < maxRounds; round += 1) {
    const found = candidatePairs(before, after).flatMap(([one, other]) => matchBlocks(one, other, rarity));
    if (found.length === 0) break;
    pairs.push(...found);
  }
  return { pairs };
}

/** Pairs of files whose rests share something that is rare; a file with itself comes first. */
function candidatePairs(
  before: readonly FindingList[],
  after: readonly FindingList[],
): readonly (readonly [FindingList, FindingList])[] {
  const index = indexRests(after);
  const shared = new Map<FindingList, Map<FindingList, number>>();
  for (const [key, ones] of indexRests(before)) {
    const others = index.get(key) ?? [];
    if (ones.length > maxShared || others.length > maxShared) continue;
    for (const one of ones) {
      const row = shared.get(one) ?? new Map<FindingList, number>();
      shared.set(one, row);
      for (const other of others) row.set(other, (row.get(other) ?? 0) + 1);
    }
  }
  return [...shared]
    .flatMap(([one, row]) => [...row].map(([other, count]) => ({ one, other, count })))
    .sort(
      (a, b) =>
        Number(b.one.home === b.other.home) - Number(a.one.home === a.other.home) || b.count - a.count,
    )
    .slice(0, maxPairs)
    .map(({ one, other }) => [one, other] as const);
}

/** Lists by what their findings without a match are, and by what pairs of neighbours are. */
function indexRests(lists: readonly FindingList[]): ReadonlyMap<string, readonly FindingList[]> {
  const index = new Map<string, FindingList[]>();
  for (const list of lists) {
    const rest = restOf(list);
    for (const [at, fact] of rest.entries()) {
      const next = rest[at + 1];
      const keys = keysOf(fact);
      const neighbours =
        next === undefined ? [] : [`${keys[0]}\0${next.line - fact.line}\0${keysOf(next)[0]}`];
      for (const key of [...keys, ...neighbours]) {
        const found = index.get(key);
        if (found === undefined) index.set(key, [list]);
        else found.push(list);
      }
    }
  }
  return index;
}

function matchBlocks(before: FindingList, after: FindingList, rarity: Rarity): readonly FactPair[] {
  const one = restOf(before);
  const other = restOf(after);
  const chains = onBestChains(sequenceCandidates(one, other), false);
  const sure = connected(chains.map(({ before: b, after: a }) => [b, a] as const)).flatMap((group) => {
    const b = one[group.before[0] ?? -1];
    const a = other[group.after[0] ?? -1];
    return group.before.length > 1 || group.after.length > 1 || b === undefined || a === undefined
      ? []
      : [[b, a] as const];
  });
  const enough = before.home === after.home ? enoughAtHome : enoughElsewhere;
  const kept = blocksOf(sure)
    .filter((block) => bitsOf(block, rarity) >= enough)
    .flat();
  for (const [b, a] of kept) {
    before.rest.delete(b);
    after.rest.delete(a);
  }
  return kept;
}
