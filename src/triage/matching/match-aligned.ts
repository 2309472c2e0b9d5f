import type { Alignment } from './align-lines.ts';
import { type Assigned, assign, assignByKey } from './assign.ts';
import type { Fact } from './fact.ts';
import type { Slides } from './slides.ts';

/**
 * Pairs findings on lines that the alignment says are the same. Where the alignment is only one of several, the
 * findings of the whole block are looked at together.
 *
 * @param before sorted by place, all of one file; `after` likewise
 */
export function matchAligned(
  before: readonly Fact[],
  after: readonly Fact[],
  { toBefore }: Alignment,
  slides: Slides,
): Assigned {
  const found: Assigned[] = [];
  const restBefore = new Set(before);
  const restAfter = new Set(after);
  const take = (assigned: Assigned) => {
    found.push(assigned);
    for (const [b, a] of assigned.pairs) {
      restBefore.delete(b);
      restAfter.delete(a);
    }
    for (const [b, a] of assigned.ambiguous) {
      for (const fact of b) restBefore.delete(fact);
      for (const fact of a) restAfter.delete(fact);
    }
  };
  const cellBefore = (fact: Fact) => `${slides.before[fact.line - 1] ?? -1}`;
  const cellAfter = (fact: Fact) => `${slides.after[fact.line - 1] ?? -1}`;
  const slidAfter = Map.groupBy(after, cellAfter);
  for (const [block, facts] of Map.groupBy(before, cellBefore)) {
    const others = slidAfter.get(block);
    if (block === '-1' || others === undefined) continue;
    take(
      assignByKey(facts, others, ({ rule, text, column, part, message }) =>
        JSON.stringify([rule, text, column, part, message]),
      ),
    );
  }
  const beforeByLine = Map.groupBy(
    before.filter((fact) => cellBefore(fact) === '-1'),
    ({ rule, line }) => `${line} ${rule}`,
  );
  const afterByLine = Map.groupBy(
    after.filter((fact) => cellAfter(fact) === '-1'),
    ({ rule, line }) => `${(toBefore[line - 1] ?? -1) + 1} ${rule}`,
  );
  for (const [place, facts] of afterByLine) {
    const others = beforeByLine.get(place);
    if (others !== undefined) take(assign(others, facts));
  }
  return {
    pairs: found.flatMap(({ pairs }) => pairs),
    ambiguous: found.flatMap(({ ambiguous }) => ambiguous),
    restBefore: [...restBefore],
    restAfter: [...restAfter],
  };
}
