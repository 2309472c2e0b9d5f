import type { Assigned } from './assign.ts';
import { onBestChains } from './best-chain.ts';
import type { Fact } from './fact.ts';
import { sequenceCandidates } from './sequence-candidates.ts';

/**
 * Pairs the findings of one file where its text is not known: as two lists in the order of their lines, by what the
 * SARIF says and by the shift that neighbours share.
 *
 * @param before sorted by place, all with a line; `after` likewise
 */
export function matchSequences(before: readonly Fact[], after: readonly Fact[]): Assigned {
  const candidates = onBestChains(sequenceCandidates(before, after));
  const pairs: [Fact, Fact][] = [];
  const ambiguous: [readonly Fact[], readonly Fact[]][] = [];
  const gone = new Set<Fact>();
  for (const component of components(candidates)) {
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

/** Findings that share a candidate, directly or through others. */
function components(
  candidates: readonly { readonly before: number; readonly after: number }[],
): readonly { readonly before: readonly number[]; readonly after: readonly number[] }[] {
  const afters = Map.groupBy(candidates, ({ before }) => before);
  const befores = Map.groupBy(candidates, ({ after }) => after);
  const seen = new Set<number>();
  return [...afters.keys()].flatMap((start) => {
    if (seen.has(start)) return [];
    const before = new Set([start]);
    const after = new Set<number>();
    for (const b of before) {
      seen.add(b);
      for (const { after: a } of afters.get(b) ?? []) {
        after.add(a);
        for (const { before: other } of befores.get(a) ?? []) before.add(other);
      }
    }
    return [{ before: [...before], after: [...after] }];
  });
}
