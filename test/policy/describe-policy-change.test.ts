import { expect, test } from 'vitest';
import { describePolicyChange } from '../../src/policy/describe-policy-change.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';

const read = (text: string) => readPolicy(text, '.code-scan.yml');

test('names what comes and what goes', () => {
  const before = read('paths: {exclude: [a/**]}\nsuppressions:\n  - {rule: x, reason: old}\n');
  const after = read(
    'scanners: {secretlint: false}\nthresholds:\n  - atMost: 9\nsuppressions:\n  - {rule: y, reason: new}\n',
  );
  expect(describePolicyChange(before, after)).toEqual([
    'adds scanner name: secretlint, on: false',
    'removes excluded path a/**',
    'adds threshold atMost: 9',
    'adds suppression reason: new, rule: y',
    'removes suppression reason: old, rule: x',
  ]);
});

test('a file that was only moved about changes nothing', () => {
  const one = 'suppressions:\n  - {rule: x}\n  - {rule: y}\n';
  const other = '# new words\nsuppressions:\n\n  - {rule: y}\n  - {rule: x}\n';
  expect(describePolicyChange(read(one), read(other))).toEqual([]);
});

test('one of two equal entries is a difference', () => {
  const entry = '  - {category: bug, atMost: 1}\n';
  expect(describePolicyChange(read(`thresholds:\n${entry}${entry}`), read(`thresholds:\n${entry}`))).toEqual([
    'removes threshold atMost: 1, category: bug',
  ]);
});

test.each([
  [50, 'and 31 changes more'],
  [21, 'and 2 changes more'],
  [20, 'adds suppression rule: r19'],
])('of %i differences the last line is: %s', (length, last) => {
  const text = `suppressions:\n${Array.from({ length }, (_, index) => `  - {rule: r${index}}`).join('\n')}\n`;
  const lines = describePolicyChange(read(''), read(text));
  expect(lines).toHaveLength(20);
  expect(lines.at(-1)).toBe(last);
});
