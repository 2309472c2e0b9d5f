import { type Assigned, assignByKey } from './assign.ts';
import type { Fact } from './fact.ts';
import { likeness, sketchOf } from './similarity.ts';

/** Least similarity of the messages of the only two findings of a rule. */
const enough = 0.4;

/**
 * Pairs findings that have no line, of one file or of none, of the same resource where they name one: by rule and
 * message, then by rule alone if there is one.
 */
export function matchPlaceless(before: readonly Fact[], after: readonly Fact[]): Assigned {
  const exact = assignByKey(before, after, ({ rule, rawMessage, marks, elsewhere }) =>
    JSON.stringify([rule, rawMessage, marks, elsewhere[0]]),
  );
  const masked = assignByKey(exact.restBefore, exact.restAfter, ({ rule, message, elsewhere }) =>
    JSON.stringify([rule, message, elsewhere[1]]),
  );
  const ruleKey = ({ rule, elsewhere }: Fact) => JSON.stringify([rule, elsewhere[1]]);
  const byRule = Map.groupBy(masked.restAfter, ruleKey);
  const reworded: [Fact, Fact][] = [];
  for (const [rule, [fact, second]] of Map.groupBy(masked.restBefore, ruleKey)) {
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
