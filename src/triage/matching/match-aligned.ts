import { type Assigned, assign, assignByKey } from './assign.ts';
import type { Fact } from './fact.ts';
import { findSlides } from './slides.ts';
import type { Comparison, Excerpt } from './text-file.ts';

/**
 * Pairs findings on lines that the alignment says are the same, and takes them off the files' rest. Where the
 * alignment is only one of several, the findings of the whole block are looked at together.
 */
export function matchAligned({
  before,
  after,
  alignment,
}: Comparison): Pick<Assigned, 'pairs' | 'ambiguous'> {
  const slides = findSlides(before.lines, after.lines, alignment);
  const slidBefore = groupFacts(before, ({ at }) => blockKey(slides.before[at]));
  const slidAfter = groupFacts(after, ({ at }) => blockKey(slides.after[at]));
  const lineBefore = groupFacts(before, ({ at, fact }) =>
    slides.before[at] === -1 ? `${at} ${fact.rule}` : undefined,
  );
  const lineAfter = groupFacts(after, ({ at, fact }) => {
    const counterpart = alignment.toBefore[at] ?? -1;
    return counterpart === -1 || slides.after[at] !== -1 ? undefined : `${counterpart} ${fact.rule}`;
  });
  const assigned = [
    ...both(slidBefore, slidAfter).map(([b, a]) => assignByKey(b, a, alikeKey)),
    ...both(lineBefore, lineAfter)
      .flatMap(([b, a]) => bySecret(b, a))
      .map(([b, a]) => assign(b, a)),
  ];
  const pairs = assigned.flatMap((each) => each.pairs);
  const ambiguous = assigned.flatMap((each) => each.ambiguous);
  for (const [b, a] of pairs) take([b], [a]);
  for (const [b, a] of ambiguous) take(b, a);
  return { pairs, ambiguous };

  function take(ofBefore: readonly Fact[], ofAfter: readonly Fact[]): void {
    for (const fact of ofBefore) before.file.rest.delete(fact);
    for (const fact of ofAfter) after.file.rest.delete(fact);
  }
}

/** A secret can be another one although its line is the same: of a key in several lines, or far behind in a long one. */
function bySecret(
  before: readonly Fact[],
  after: readonly Fact[],
): readonly (readonly [readonly Fact[], readonly Fact[]])[] {
  if (![...before, ...after].every(({ isSecret }) => isSecret)) return [[before, after]];
  const part = (fact: Fact) => fact.part;
  return both(Map.groupBy(before, part), Map.groupBy(after, part));
}

function alikeKey({ rule, text, column, part, message }: Fact): string {
  return JSON.stringify([rule, text, column, part, message]);
}

function blockKey(block: number | undefined): string | undefined {
  return block === undefined || block === -1 ? undefined : `${block}`;
}

/** Findings without a match whose line is in the excerpt, by a key; those without a key are left out. */
function groupFacts(
  { file, indexOf }: Excerpt,
  key: (placed: { readonly fact: Fact; readonly at: number }) => string | undefined,
): ReadonlyMap<string, readonly Fact[]> {
  const groups = new Map<string, Fact[]>();
  for (const fact of file.rest) {
    const at = indexOf(fact.line - 1);
    const value = at === -1 ? undefined : key({ fact, at });
    if (value === undefined) continue;
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [fact]);
    else group.push(fact);
  }
  return groups;
}

function both<K, T>(before: ReadonlyMap<K, T>, after: ReadonlyMap<K, T>): readonly (readonly [T, T])[] {
  return [...before].flatMap(([key, one]) => {
    const other = after.get(key);
    return other === undefined ? [] : [[one, other] as const];
  });
}
