import { valueAt } from './field-path.ts';

/** Sorted by a field as `sort=-created_on` asks; the order of creation where nothing is asked. */
export function sortItems(items: readonly unknown[], sort: string | null): readonly unknown[] {
  if (sort === null || sort === '') return items;
  const descending = sort.startsWith('-');
  const path = descending ? sort.slice(1) : sort;
  const sorted = items.toSorted((a, b) => compare(valueAt(a, path), valueAt(b, path)));
  return descending ? sorted.reverse() : sorted;
}

/** Numbers by size, everything else by its text; what is missing comes first. */
export function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [text(a), text(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
