/** What hangs together of two sides: by pairs that share a member, directly or through others. */
export interface Connected<B, A> {
  readonly before: readonly B[];
  readonly after: readonly A[];
}

/** Splits pairs into groups that have nothing to do with each other, in the order in which they begin. */
export function connected<B, A>(pairs: readonly (readonly [B, A])[]): readonly Connected<B, A>[] {
  const ofBefore = Map.groupBy(pairs, ([b]) => b);
  const ofAfter = Map.groupBy(pairs, ([, a]) => a);
  const seen = new Set<B>();
  const groups: Connected<B, A>[] = [];
  for (const start of ofBefore.keys()) {
    if (seen.has(start)) continue;
    const before = new Set([start]);
    const after = new Set<A>();
    // Sets hand out what is added while they are walked through.
    for (const b of before) {
      seen.add(b);
      for (const [, a] of ofBefore.get(b) ?? []) {
        if (after.has(a)) continue;
        after.add(a);
        addFirsts(before, ofAfter.get(a));
      }
    }
    groups.push({ before: [...before], after: [...after] });
  }
  return groups;
}

function addFirsts<B, A>(before: Set<B>, pairs: readonly (readonly [B, A])[] | undefined): void {
  for (const [b] of pairs ?? []) before.add(b);
}
