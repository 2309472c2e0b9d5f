import type { Assigned } from './assign.ts';
import { onBestChains } from './best-chain.ts';
import { connected } from './connected.ts';
import type { Fact } from './fact.ts';
import { sequenceCandidates } from './sequence-candidates.ts';

/**
 * Pairs the findings of one file where its text is not known: as two lists in the order of their lines, by what the
 * SARIF says and by the shift that neighbours share.
 *
 * @param before sorted by place, all with a line; `after` likewise
 */
export function matchSequences(before: readonly Fact[], after: readonly Fact[]): Assigned {
  const candidates = onBestChains(sequenceCandidates(before, after), {
    before: before.length,
    after: after.length,
  });
  const pairs: [Fact, Fact][] = [];
  const ambiguous: [readonly Fact[], readonly Fact[]][] = [];
  const gone = new Set<Fact>();
  const choices = connected(candidates.map(({ before: b, after: a }) => [b, a] as const));
  for (const component of choices) {
    const ofBefore = component.before.flatMap((index) => before[index] ?? []);
    const ofAfter = component.after.flatMap((index) => after[index] ?? []);
    for (const fact of [...ofBefore, ...ofAfter]) gone.add(fact);
    const [b] = ofBefore;
    const [a] = ofAfter;
    if (ofBefore.length === 1 && ofAfter.length === 1 && a !== undefined && b !== undefined)
      pairs.push([b, a]);
    else ambiguous.push([ofBefore, ofAfter]);
  }
  return {
    pairs,
    ambiguous,
    restBefore: before.filter((fact) => !gone.has(fact)),
    restAfter: after.filter((fact) => !gone.has(fact)),
  };
}
