import type { Fact } from './fact.ts';

/** The findings of one file whose text is not known, in the order of their places. */
export interface FindingList {
  /** The same for a file and what it became. */
  readonly home: number;
  readonly facts: readonly Fact[];
  /** Those without a match so far. */
  readonly rest: Set<Fact>;
}

export function findingList(home: number, facts: readonly Fact[]): FindingList {
  return { home, facts, rest: new Set(facts) };
}

export function restOf({ facts, rest }: FindingList): readonly Fact[] {
  return rest.size === facts.length ? facts : facts.filter((fact) => rest.has(fact));
}
