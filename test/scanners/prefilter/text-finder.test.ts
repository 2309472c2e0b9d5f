import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TextFinder } from '../../../src/scanners/prefilter/text-finder.ts';

const text = (most: number) =>
  fc
    .array(fc.constantFrom('a', 'b', 'A', 'B', 'é', '-'), { minLength: 1, maxLength: most })
    .map((parts) => parts.join(''));

it('finds the texts that are there and no others', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ text: text(5), folded: fc.boolean() }), { maxLength: 12 }),
      text(60),
      (sought, hay) => {
        const texts = sought.map((one) => (one.folded ? { ...one, text: lower(one.text) } : one));
        const expected = texts.map((one) =>
          Number(one.folded ? lower(hay).includes(one.text) : hay.includes(one.text)),
        );
        expect([...new TextFinder(texts).search(Buffer.from(hay))]).toEqual(expected);
      },
    ),
    { numRuns: 1000 },
  );
});

it('starts anew with each text', () => {
  const finder = new TextFinder([{ text: 'secret', folded: false }]);
  expect([...finder.search(Buffer.from('sec'))]).toEqual([0]);
  expect([...finder.search(Buffer.from('ret secret'))]).toEqual([1]);
  expect([...finder.search(Buffer.from('ret'))]).toEqual([0]);
});

function lower(part: string): string {
  return part.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
