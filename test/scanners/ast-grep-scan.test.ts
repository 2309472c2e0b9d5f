import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeMatch } from '../../src/scanners/ast-grep-match.ts';
import { mergeScans } from '../../src/scanners/ast-grep-scan.ts';

const match = (file: string, line: number, column: number, ruleId = 'rule') => {
  const position = { line, column };
  const decoded = decodeMatch(
    {
      ruleId,
      file,
      lines: 'some text',
      text: 'text',
      severity: 'error',
      message: 'A message',
      range: { start: position, end: position },
    },
    [],
  );
  if (decoded === undefined) throw new TypeError('no match');
  return decoded;
};
const inOrder = [
  match('a.js', 1, 2),
  match('a.js', 1, 10),
  match('a.js', 9, 0, 'another'),
  match('a.js', 9, 0),
  match('a.js', 10, 0),
  match('b/a.js', 0, 0),
];

it('tells the same of the same files in whatever order the threads of ast-grep come to them', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(inOrder, { minLength: inOrder.length }), fc.nat(5), (matches, at) => {
      const scans = [{ matches: matches.slice(0, at) }, { matches: matches.slice(at) }];
      const { rules, results } = mergeScans(scans, { matches });
      expect(results).toEqual(inOrder.map(({ result }) => result));
      expect(rules.map(({ id }) => id)).toEqual(['rule', 'another']);
    }),
  );
});
