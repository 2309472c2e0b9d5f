/**
 * The known name that `name` is most likely a slip of, with the number of slips: letters added, left out, changed,
 * or two neighbours swapped. At most 2, and only for names long enough that this is no accident.
 */
export function nearestName(
  name: string,
  known: readonly string[],
): { readonly name: string; readonly slips: number } | undefined {
  let best: { name: string; slips: number } | undefined;
  for (const candidate of known) {
    const allowed = candidate.length >= 9 ? 2 : candidate.length >= 4 ? 1 : 0;
    if (Math.abs(candidate.length - name.length) > allowed) continue;
    const count = slips(name, candidate);
    if (count <= allowed && count < (best?.slips ?? Number.POSITIVE_INFINITY)) {
      best = { name: candidate, slips: count };
    }
  }
  return best;
}

/** A sentence after another on a name that is not known, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? '' : ` Did you mean ${nearest.name}?`;
}

/** Optimal string alignment distance. */
function slips(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let least = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
