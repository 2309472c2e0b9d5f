import { type Connected, connected } from './connected.ts';
import type { Fact } from './fact.ts';
import type { How } from './matching.ts';

/** A possible match. `score` is from 0 to 1; equal scores mean that nothing tells the one from the other. */
export interface Edge {
  readonly before: Fact;
  readonly after: Fact;
  readonly score: number;
  readonly how: How;
  /** True where it may as well be no match at all. */
  readonly isDoubtful?: boolean;
}

export interface Settled {
  readonly pairs: readonly Edge[];
  readonly ambiguous: readonly (readonly [readonly Fact[], readonly Fact[]])[];
}

/** Scores closer than this are equal. */
const step = 0.02;

/**
 * Settles competing matches best first over everything: of all edges with the best score, those that nothing
 * competes with are matches, unless they are doubtful. Of those that do compete, lines that were changed in place keep their order where there
 * are as many on both sides; the rest is ambiguous.
 */
export function settle(edges: readonly Edge[]): Settled {
  const pairs: Edge[] = [];
  const ambiguous: [readonly Fact[], readonly Fact[]][] = [];
  const taken = new Set<Fact>();
  const levels = Map.groupBy(edges, ({ score }) => Math.round(score / step));
  for (const level of [...levels.keys()].sort((a, b) => b - a)) {
    const open = (levels.get(level) ?? []).filter(
      ({ before, after }) => !taken.has(before) && !taken.has(after),
    );
    const ofBefore = Map.groupBy(open, ({ before }) => before);
    for (const group of connected(open.map(({ before, after }) => [before, after] as const))) {
      for (const fact of [...group.before, ...group.after]) taken.add(fact);
      const inOrder = pairInOrder(group, ofBefore);
      if (inOrder === undefined) ambiguous.push([group.before, group.after]);
      else pairs.push(...inOrder);
    }
  }
  return { pairs, ambiguous };
}

function pairInOrder(
  group: Connected<Fact, Fact>,
  ofBefore: ReadonlyMap<Fact, readonly Edge[]>,
): readonly Edge[] | undefined {
  if (group.before.length !== group.after.length) return undefined;
  const after = group.after.toSorted(byPlace);
  const pairs = group.before.toSorted(byPlace).flatMap((fact, at) => {
    const edge = ofBefore.get(fact)?.find((candidate) => candidate.after === after[at]);
    const isOpen = edge?.isDoubtful === true || (group.before.length > 1 && edge?.how === 'moved');
    return edge === undefined || isOpen ? [] : [edge];
  });
  return pairs.length === after.length ? pairs : undefined;
}

function byPlace(a: Fact, b: Fact): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line || a.column - b.column || a.index - b.index;
}
