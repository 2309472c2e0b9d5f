import type { Finding } from '../../core/finding.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import { compareSides, type FactMatch } from './compare-sides.ts';
import type { Fact } from './fact.ts';
import { howOf } from './how-of.ts';
import type { Matching, Pair } from './matching.ts';
import { isTurnedRound } from './orientation.ts';

/** Fingerprints only say how a match was made: what they are made of is looked at itself. */
export type MatchedFinding = Finding & { readonly fingerprint?: string };

export interface MatchInput {
  readonly before: readonly MatchedFinding[];
  readonly after: readonly MatchedFinding[];
  readonly beforeTree?: SourceTree;
  readonly afterTree?: SourceTree;
  /** Paths that git says were renamed: before to after. It is where to look first, and no proof of anything. */
  readonly renames: ReadonlyMap<string, string>;
}

/**
 * Says which finding before is which finding after: one to one, from strong to weak evidence, and only where the
 * evidence decides. The answer is the same whichever side came first. See `docs/identity.md`.
 */
export async function matchFindings(input: MatchInput): Promise<Matching> {
  const isTurned = await isTurnedRound(input);
  const { matches, ambiguous } = await compareSides(isTurned ? turned(input) : input);
  return {
    pairs: matches.flatMap((match) =>
      pairOf(isTurned ? { ...match, before: match.after, after: match.before } : match, input),
    ),
    ambiguities: ambiguous.map(([one, other]) => ({
      before: indexes(isTurned ? other : one),
      after: indexes(isTurned ? one : other),
    })),
  };
}

function turned({ before, after, beforeTree, afterTree, renames }: MatchInput): MatchInput {
  return {
    before: after,
    after: before,
    ...(afterTree !== undefined && { beforeTree: afterTree }),
    ...(beforeTree !== undefined && { afterTree: beforeTree }),
    renames: new Map([...renames].map(([from, to]) => [to, from])),
  };
}

function pairOf({ before, after, isMoved }: FactMatch, input: MatchInput): readonly Pair[] {
  const one = input.before[before.index];
  const other = input.after[after.index];
  if (one === undefined || other === undefined) return [];
  const { renames } = input;
  const how = howOf({ fact: before, finding: one }, { fact: after, finding: other }, { renames, isMoved });
  return [{ before: before.index, after: after.index, how }];
}

function indexes(facts: readonly Fact[]): readonly number[] {
  return facts.map(({ index }) => index);
}
