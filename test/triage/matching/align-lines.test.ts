import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alignLines } from '../../../src/triage/matching/align-lines.ts';
import { keptByShortestEdit } from '../../../src/triage/matching/shortest-edit.ts';

const lines = fc
  .array(fc.integer({ min: 0, max: 6 }), { maxLength: 30 })
  .map((array) => Int32Array.from(array));

test('what is aligned is equal, in order and one to one', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const { toAfter, toBefore } = alignLines(before, after, () => 1);
      let last = -1;
      for (const [b, a] of toAfter.entries()) {
        if (a === -1) continue;
        expect(before[b]).toBe(after[a]);
        expect(a).toBeGreaterThan(last);
        expect(toBefore[a]).toBe(b);
        last = a;
      }
      expect(toBefore.filter((b) => b !== -1)).toHaveLength(toAfter.filter((a) => a !== -1).length);
    }),
  );
});

test('the shortest edit keeps as many lines as any edit can', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const kept = keptByShortestEdit(before, after);
      expect(kept).toHaveLength(longestCommon(before, after));
      for (const [b, a] of kept) expect(before[b]).toBe(after[a]);
    }),
  );
});

test('a text that lost all its lines, or has none, aligns with nothing', () => {
  expect(alignLines(Int32Array.of(), Int32Array.of(1, 2), () => 1).toBefore).toEqual(Int32Array.of(-1, -1));
  expect(alignLines(Int32Array.of(1), Int32Array.of(2), () => 1).toAfter).toEqual(Int32Array.of(-1));
});

function longestCommon(before: Int32Array, after: Int32Array): number {
  let row = new Array<number>(after.length + 1).fill(0);
  for (const line of before) {
    const next = [0];
    for (const [a, other] of after.entries()) {
      next.push(line === other ? (row[a] ?? 0) + 1 : Math.max(row[a + 1] ?? 0, next[a] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
