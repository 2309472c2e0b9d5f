import type { Fact } from './fact.ts';

/** What became of facts that can only be each other. */
export interface Assigned {
  readonly pairs: readonly (readonly [Fact, Fact])[];
  readonly ambiguous: readonly (readonly [readonly Fact[], readonly Fact[]])[];
  readonly restBefore: readonly Fact[];
  readonly restAfter: readonly Fact[];
}

type Key = (fact: Fact) => string;

/** From strong to weak. Facts that agree in one of the first keys cannot be told apart by anything later. */
const telling: readonly Key[] = [
  ({ column, part, rawMessage, endLine, line }) => JSON.stringify([column, part, rawMessage, endLine - line]),
  ({ column, part, message }) => JSON.stringify([column, part, message]),
  ({ part, message }) => JSON.stringify([part, message]),
];
const hinting: readonly Key[] = [
  ({ column, part }) => JSON.stringify([column, part]),
  ({ message }) => message,
];

/**
 * Pairs the findings of one rule that lie on one and the same line, in the order of their places: by columns, flagged
 * text and message; what is left is paired in order where the numbers agree, else nothing tells.
 */
export function assign(before: readonly Fact[], after: readonly Fact[]): Assigned {
  const [b] = before;
  const [a] = after;
  if (before.length === 1 && after.length === 1 && a !== undefined && b !== undefined) {
    return { pairs: [[b, a]], ambiguous: [], restBefore: [], restAfter: [] };
  }
  const state: State = { pairs: [], ambiguous: [], restBefore: before, restAfter: after };
  for (const key of telling) byKey(state, key, true);
  for (const key of hinting) byKey(state, key, false);
  byKey(state, () => '', true);
  return state;
}

/** Pairs facts that agree in one key; where the numbers differ, they are ambiguous. */
export function assignByKey(before: readonly Fact[], after: readonly Fact[], key: Key): Assigned {
  const state: State = { pairs: [], ambiguous: [], restBefore: before, restAfter: after };
  byKey(state, key, true);
  return state;
}

interface State {
  pairs: [Fact, Fact][];
  ambiguous: [readonly Fact[], readonly Fact[]][];
  restBefore: readonly Fact[];
  restAfter: readonly Fact[];
}

function byKey(state: State, key: Key, isDecisive: boolean): void {
  if (state.restBefore.length === 0 || state.restAfter.length === 0) return;
  const groups = Map.groupBy(state.restAfter, key);
  const gone = new Set<Fact>();
  for (const [value, before] of Map.groupBy(state.restBefore, key)) {
    const after = groups.get(value);
    if (after === undefined || (before.length !== after.length && !isDecisive)) continue;
    for (const fact of [...before, ...after]) gone.add(fact);
    if (before.length === after.length) state.pairs.push(...zip(before, after));
    else state.ambiguous.push([before, after]);
  }
  state.restBefore = state.restBefore.filter((fact) => !gone.has(fact));
  state.restAfter = state.restAfter.filter((fact) => !gone.has(fact));
}

function zip(before: readonly Fact[], after: readonly Fact[]): readonly [Fact, Fact][] {
  return before.flatMap((fact, at) => {
    const other = after[at];
    return other === undefined ? [] : [[fact, other] as [Fact, Fact]];
  });
}
