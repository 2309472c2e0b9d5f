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
  const upTo = bestSums(candidates, 'forward', ({ shift }) => (isWholeFile ? price(shift) : 0));
  const from = bestSums(candidates, 'backward', () => 0);
  const totals = candidates.map(({ weight }, index) => (upTo[index] ?? 0) + (from[index] ?? 0) - weight);
  const best = totals.reduce((most, total) => Math.max(most, total), 1);
  return candidates.filter((_, index) => totals[index] === best);
}

type Direction = 'forward' | 'backward';

/** The best sum of a chain that comes from the one end of the lists and stops at each candidate. */
function bestSums(
  candidates: readonly Candidate[],
  direction: Direction,
  startPrice: (candidate: Candidate) => number,
): Float64Array {
  const sums = new Float64Array(candidates.length);
  const size = candidates.reduce((most, { after }) => Math.max(most, after + 1), 0);
  const chains = new Chains(candidates, sums, size, direction);
  let open: number[] = [];
  for (let step = 0; step < candidates.length; step += 1) {
    const index = direction === 'forward' ? step : candidates.length - 1 - step;
    const candidate = candidates[index];
    if (candidate === undefined) break;
    if (open[0] !== undefined && candidates[open[0]]?.before !== candidate.before) {
      for (const end of open) chains.add(end);
      open = [];
    }
    sums[index] = candidate.weight + Math.max(-startPrice(candidate), chains.best(candidate));
    open.push(index);
  }
  return sums;
}

/** The chains so far that a candidate can go on from. */
class Chains {
  readonly #candidates: readonly Candidate[];
  readonly #sums: Float64Array;
  readonly #size: number;
  readonly #direction: Direction;
  /** The largest sum of any shift, by rank (a Fenwick tree). */
  readonly #largest: Float64Array;
  readonly #byShift = new Map<number, readonly number[]>();

  constructor(candidates: readonly Candidate[], sums: Float64Array, size: number, direction: Direction) {
    this.#candidates = candidates;
    this.#sums = sums;
    this.#size = size;
    this.#direction = direction;
    this.#largest = new Float64Array(size + 1).fill(Number.NEGATIVE_INFINITY);
  }

  add(index: number): void {
    const { after, shift } = this.#candidates[index] ?? { after: 0, shift: 0 };
    const sum = this.#sums[index] ?? 0;
    for (let at = this.#rank(after); at < this.#largest.length; at += at & -at) {
      this.#largest[at] = Math.max(this.#largest[at] ?? sum, sum);
    }
    const ends = [...(this.#byShift.get(shift) ?? []), index];
    ends.sort((a, b) => (this.#sums[b] ?? 0) - (this.#sums[a] ?? 0));
    this.#byShift.set(shift, ends.slice(0, maxEnds));
  }

  /** From 1, in the order in which chains go. */
  #rank(after: number): number {
    return this.#direction === 'forward' ? after + 1 : this.#size - after;
  }

  /** The best sum that the candidate can be added to, less the price of the edit between. */
  best({ after, shift }: Candidate): number {
    const rank = this.#rank(after);
    let best = Number.NEGATIVE_INFINITY;
    for (let at = rank - 1; at > 0; at -= at & -at) best = Math.max(best, this.#largest[at] ?? best);
    best -= largeEdit;
    for (let other = shift - small; other <= shift + small; other += 1) {
      for (const index of this.#byShift.get(other) ?? []) {
        if (this.#rank(this.#candidates[index]?.after ?? 0) >= rank) continue;
        best = Math.max(best, (this.#sums[index] ?? 0) - price(shift - other));
      }
    }
    return best;
  }
}

function price(shift: number): number {
  if (shift === 0) return 0;
  return Math.abs(shift) <= small ? smallEdit : largeEdit;
}
