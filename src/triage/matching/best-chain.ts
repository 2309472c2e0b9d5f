import type { Candidate } from './sequence-candidates.ts';

/** What it costs that the shift changes: there was an edit between, and a small one is likelier than a large one. */
const smallEdit = 8;
const largeEdit = 16;
/** Lines of shift up to which an edit is small. */
const small = 8;
/** Ends of chains that are remembered of one shift. */
const maxEnds = 4;

/**
 * Of candidates between two sorted lists, those on a best chain that keeps the order of both: the sum of weights less
 * the price of the edits between, as findings between two edits move together.
 *
 * @param candidates sorted by `before`, then `after`
 * @param isWholeFile true where a shift has to begin somewhere; false for what was moved anywhere
 */
export function onBestChains(candidates: readonly Candidate[], isWholeFile: boolean): readonly Candidate[] {
  const forward = bestEnds(candidates, ({ shift }) => (isWholeFile ? price(shift) : 0));
  const backward = bestEnds(candidates.map(mirrored).reverse(), () => 0).reverse();
  const totals = candidates.map(
    ({ weight }, index) => (forward[index] ?? 0) + (backward[index] ?? 0) - weight,
  );
  const best = totals.reduce((most, total) => Math.max(most, total), 1);
  return candidates.filter((_, index) => totals[index] === best);
}

/** Turned round, so that one search does for both directions. */
function mirrored({ before, after, shift, weight }: Candidate): Candidate {
  return { before: -before, after: -after, shift: -shift, weight };
}

interface End {
  readonly candidate: Candidate;
  readonly sum: number;
}

/** The best sum of a chain that ends in each candidate. */
function bestEnds(candidates: readonly Candidate[], startPrice: (candidate: Candidate) => number): number[] {
  const ranks = new Map(
    [...new Set(candidates.map(({ after }) => after))]
      .sort((a, b) => a - b)
      .map((after, rank) => [after, rank + 1]),
  );
  const anyShift = new PrefixMaximum(ranks.size);
  const byShift = new Map<number, End[]>();
  const sums: number[] = [];
  let open: End[] = [];
  for (const candidate of candidates) {
    if (open[0] !== undefined && open[0].candidate.before !== candidate.before) {
      for (const end of open) remember(end, byShift, anyShift, ranks.get(end.candidate.after) ?? 0);
      open = [];
    }
    const start = -startPrice(candidate);
    const edited = anyShift.upTo((ranks.get(candidate.after) ?? 0) - 1) - largeEdit;
    const sum = candidate.weight + Math.max(start, edited, nearShift(candidate, byShift));
    sums.push(sum);
    open.push({ candidate, sum });
  }
  return sums;
}

function remember(end: End, byShift: Map<number, End[]>, anyShift: PrefixMaximum, rank: number): void {
  anyShift.raise(rank, end.sum);
  const ends = byShift.get(end.candidate.shift) ?? [];
  ends.push(end);
  ends.sort((a, b) => b.sum - a.sum);
  byShift.set(end.candidate.shift, ends.slice(0, maxEnds));
}

function nearShift(candidate: Candidate, byShift: ReadonlyMap<number, readonly End[]>): number {
  let best = Number.NEGATIVE_INFINITY;
  for (let shift = candidate.shift - small; shift <= candidate.shift + small; shift += 1) {
    for (const { candidate: earlier, sum } of byShift.get(shift) ?? []) {
      if (earlier.after >= candidate.after) continue;
      best = Math.max(best, sum - price(candidate.shift - shift));
    }
  }
  return best;
}

function price(shift: number): number {
  if (shift === 0) return 0;
  return Math.abs(shift) <= small ? smallEdit : largeEdit;
}

/** The largest of the values at ranks 1 to n, while values grow (a Fenwick tree). */
class PrefixMaximum {
  readonly #tree: Float64Array;

  constructor(size: number) {
    this.#tree = new Float64Array(size + 1).fill(Number.NEGATIVE_INFINITY);
  }

  raise(rank: number, value: number): void {
    for (let at = rank; at < this.#tree.length; at += at & -at) {
      this.#tree[at] = Math.max(this.#tree[at] ?? value, value);
    }
  }

  upTo(rank: number): number {
    let most = Number.NEGATIVE_INFINITY;
    for (let at = rank; at > 0; at -= at & -at) most = Math.max(most, this.#tree[at] ?? most);
    return most;
  }
}
