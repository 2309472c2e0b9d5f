import { type Assigned, assignByKey } from './assign.ts';
import type { Fact } from './fact.ts';
import { likeness, sketchOf } from './similarity.ts';

/** Least similarity of the messages of the only two findings of a rule. */
const enough = 0.4;

/** Pairs findings that have no line, of one file or of none: by rule and message, then by rule alone if there is one. */
export function matchPlaceless(before: readonly Fact[], after: readonly Fact[]): Assigned {
  const exact = assignByKey(before, after, ({ rule, rawMessage, marks }) =>
    JSON.stringify([rule, rawMessage, marks]),
  );
  const masked = assignByKey(exact.restBefore, exact.restAfter, ({ rule, message }) =>
    JSON.stringify([rule, message]),
  );
  const byRule = Map.groupBy(masked.restAfter, ({ rule }) => rule);
  const reworded: [Fact, Fact][] = [];
  for (const [rule, [fact, second]] of Map.groupBy(masked.restBefore, ({ rule }) => rule)) {
    const [other, secondOther] = byRule.get(rule) ?? [];
    if (fact === undefined || other === undefined || second !== undefined || secondOther !== undefined)
      continue;
    if (likeness(sketchOf(fact.rawMessage), sketchOf(other.rawMessage)) >= enough)
      reworded.push([fact, other]);
  }
  const gone = new Set(reworded.flat());
  return {
    pairs: [...exact.pairs, ...masked.pairs, ...reworded],
    ambiguous: [...exact.ambiguous, ...masked.ambiguous],
    restBefore: masked.restBefore.filter((fact) => !gone.has(fact)),
    restAfter: masked.restAfter.filter((fact) => !gone.has(fact)),
  };
}
