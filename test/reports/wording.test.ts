import fc from 'fast-check';
import { expect, it } from 'vitest';
import { grouped } from '../../src/reports/wording.ts';

it('groups the digits of a count as English does', () => {
  fc.assert(
    fc.property(fc.oneof(fc.nat(9_999), fc.maxSafeNat()), (count) => {
      expect(grouped(count)).toBe(count.toLocaleString('en'));
    }),
  );
});
