/** Insertions and deletions that the search may take; texts that need more are too different to tell. */
const maxEdits = 600;

/**
 * The equal lines that a shortest edit from one text to the other keeps, as pairs of indexes in order; empty where the
 * texts are too different.
 * E. W. Myers, An O(ND) Difference Algorithm and Its Variations, 1986.
 */
export function keptByShortestEdit(
  before: Int32Array,
  after: Int32Array,
): readonly (readonly [number, number])[] {
  const most = Math.min(before.length + after.length, maxEdits);
  // Diagonal k holds the furthest x that is reached with y = x - k.
  const furthest = new Int32Array(2 * most + 3);
  const middle = most + 1;
  const rows: Row[] = [];
  for (let edits = 0; edits <= most; edits += 1) {
    rows.push({ edits, reached: furthest.slice(middle - edits - 1, middle + edits + 2) });
    for (let k = -edits; k <= edits; k += 2) {
      const x = alongEqual(before, after, startOn(rows.at(-1), k), k);
      furthest[middle + k] = x;
      if (x >= before.length && x - k >= after.length) return walkBack(rows, before.length, after.length);
    }
  }
  return [];
}

/** The furthest x of each diagonal from -edits - 1 to edits + 1, before this many edits were made. */
interface Row {
  readonly edits: number;
  readonly reached: Int32Array;
}

function reachedOn({ edits, reached }: Row, k: number): number {
  return reached[k + edits + 1] ?? 0;
}

/** True where diagonal k is entered by an insertion, that is from k + 1. */
function isInsertion(row: Row, k: number): boolean {
  return k === -row.edits || (k !== row.edits && reachedOn(row, k - 1) < reachedOn(row, k + 1));
}

function startOn(row: Row | undefined, k: number): number {
  if (row === undefined || row.edits === 0) return 0;
  return isInsertion(row, k) ? reachedOn(row, k + 1) : reachedOn(row, k - 1) + 1;
}

function alongEqual(before: Int32Array, after: Int32Array, start: number, k: number): number {
  let x = start;
  while (x < before.length && x - k < after.length && before[x] === after[x - k]) x += 1;
  return x;
}

function walkBack(
  rows: readonly Row[],
  width: number,
  height: number,
): readonly (readonly [number, number])[] {
  const kept: [number, number][] = [];
  let x = width;
  let k = width - height;
  for (const row of rows.toReversed()) {
    const start = startOn(row, k);
    while (x > start) {
      x -= 1;
      kept.push([x, x - k]);
    }
    if (row.edits === 0) break;
    const insertion = isInsertion(row, k);
    x = insertion ? start : start - 1;
    k += insertion ? 1 : -1;
  }
  return kept.reverse();
}
