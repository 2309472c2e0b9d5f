import type { Fact } from './fact.ts';
import type { How } from './matching.ts';

/** A possible match. `score` is from 0 to 1; equal scores mean that nothing tells the one from the other. */
export interface Edge {
  readonly before: Fact;
  readonly after: Fact;
  readonly score: number;
  readonly how: How;
}

export interface Settled {
  readonly pairs: readonly Edge[];
  readonly ambiguous: readonly (readonly [readonly Fact[], readonly Fact[]])[];
}

/** Scores closer than this are equal. */
const step = 0.02;

/**
 * Settles competing matches best first over everything: of all edges with the best score, those that nothing
 * competes with are matches; of those that do compete, as many on both sides, all of one file, are matched in their
 * order; the rest is ambiguous.
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
    for (const component of components(open)) {
      const before = [...new Set(component.map((edge) => edge.before))].sort(byPlace);
      const after = [...new Set(component.map((edge) => edge.after))].sort(byPlace);
      for (const fact of [...before, ...after]) taken.add(fact);
      const inOrder = pairInOrder(component, before, after);
      if (inOrder === undefined) ambiguous.push([before, after]);
      else pairs.push(...inOrder);
    }
  }
  return { pairs, ambiguous };
}

function byPlace(a: Fact, b: Fact): number {
  return (
    (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) ||
    a.line - b.line ||
    a.column - b.column ||
    a.index - b.index
  );
}

function pairInOrder(
  component: readonly Edge[],
  before: readonly Fact[],
  after: readonly Fact[],
): readonly Edge[] | undefined {
  if (component.length === 1) return component;
  const isOneFile =
    new Set(before.map(({ path }) => path)).size === 1 && new Set(after.map(({ path }) => path)).size === 1;
  if (!isOneFile || before.length !== after.length) return undefined;
  if (component.length !== before.length * after.length) return undefined;
  return before.flatMap((fact, at) =>
    component.filter((edge) => edge.before === fact && edge.after === after[at]),
  );
}

/** Edges that share a finding, directly or through others. */
function components(edges: readonly Edge[]): readonly (readonly Edge[])[] {
  const parents = new Map<Fact, Fact>();
  const root = (fact: Fact): Fact => {
    let at = fact;
    for (let parent = parents.get(at); parent !== undefined && parent !== at; parent = parents.get(at)) {
      parents.set(at, parents.get(parent) ?? parent);
      at = parent;
    }
    return at;
  };
  for (const { before, after } of edges) parents.set(root(before), root(after));
  return [...Map.groupBy(edges, ({ before }) => root(before)).values()];
}
