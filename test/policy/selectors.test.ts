import { expect, test } from 'vitest';
import { includedPath, pathFilter } from '../../src/policy/path-filter.ts';
import { ruleFits } from '../../src/policy/rule-pattern.ts';

test.each([
  ['no-eval', true],
  ['ESLint/no-eval', true],
  ['no-*', true],
  ['*eval', true],
  ['*o-e*', true],
  ['ESLint/*', true],
  ['*/no-eval', true],
  ['no', false],
  ['no-eval-more', false],
  ['No-Eval', false],
  ['other/no-eval', false],
  ['no-eval*no-eval', false],
  ['n*o*e*l', true],
  ['no-ev*eval', false],
  ['n*eval*eval', false],
  ['no-*a*al', false],
])('the pattern %s', (pattern, expected) => {
  expect(ruleFits(pattern, { scanner: 'ESLint', rule: 'no-eval' })).toBe(expected);
});

test('a pattern of many stars takes no time over a hostile name', () => {
  const started = performance.now();
  expect(ruleFits(`${'*a'.repeat(140)}b`, { scanner: 's', rule: 'a'.repeat(100_000) })).toBe(false);
  expect(performance.now() - started).toBeLessThan(1_000);
});

test.each([
  ['src/**', 'src/a/b.js', true],
  ['src/*', 'src/a/b.js', false],
  ['**/*.test.js', 'a.test.js', true],
  ['**', '.github/x', true],
  ['a b/*.js', 'a b/ü.js', true],
  ['!src/**', 'other/a.js', false],
])('the glob %s over %s', (glob, path, expected) => {
  expect(pathFilter([glob])(path)).toBe(expected);
});

test('exclude wins over include, and no include means all', () => {
  const some = includedPath({ include: ['src/**'], exclude: ['src/gen/**'] });
  expect(['src/a.js', 'src/gen/a.js', 'lib/a.js'].filter(some)).toEqual(['src/a.js']);
  const most = includedPath({ include: [], exclude: ['src/gen/**'] });
  expect(['src/a.js', 'src/gen/a.js', 'lib/a.js'].filter(most)).toEqual(['src/a.js', 'lib/a.js']);
});

test('what is longer than any file name is in no glob, and no glob takes time over it', () => {
  const long = { name: `src/${'a'.repeat(300)}`, path: `src/${'a/'.repeat(2_100)}b` };
  const started = process.cpuUsage();
  for (const path of Object.values(long)) {
    expect(pathFilter(['**', '*/'.repeat(40), `${'**/*a*/'.repeat(30)}x`])(path)).toBe(false);
    expect(includedPath({ include: ['lib/**'], exclude: ['src/**'] })(path)).toBe(true);
  }
  expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
});
