import fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import { compileGlob, GlobError } from '../../src/core/glob.ts';

describe('a glob', () => {
  it.each<readonly [glob: string, fits: readonly string[], not: readonly string[]]>([
    ['src/**', ['src/a.js', 'src/.a/b/c'], ['src', 'a/src/b']],
    ['**/*.test.js', ['a.test.js', 'x/y/a.test.js'], ['a.js', 'a.test.js/b']],
    ['**.js', ['a.js', 'x/a.js'], ['a.jsx']],
    ['a/**/b', ['a/b', 'a/x/y/b'], ['a/xb', 'b']],
    ['*/**', ['a/b', 'a/b/c'], ['a']],
    ['{src,test/{unit,e2e}}/*.{js,ts}', ['src/a.js', 'test/e2e/a.ts'], ['test/a.ts', 'src/a.tsx']],
    ['v{1..3}.js', ['v2.js'], ['v4.js']],
    ['{a}', ['{a}'], ['a']],
    ['[a-c!]?.js', ['bx.js', '!x.js'], ['dx.js', 'b.js']],
    ['[^a]', ['b'], ['a']],
    ['!(a|b*).js', ['c.js', 'ca.js'], ['a.js', 'bc.js']],
    ['x/@(a|b)?(c).js', ['x/a.js', 'x/bc.js'], ['x/c.js']],
    ['!a.js', ['!a.js'], ['b.js', 'a.js']],
    ['./a.js', ['a.js'], []],
    ['/a.js', [], ['a.js']],
    ['a/', [], ['a', 'a/b']],
    ['😀?.js', ['😀😀.js'], ['😀.js']],
  ])('%s', (glob, fits, not) => {
    const isFit = compileGlob(glob);
    expect(fits.filter((path) => !isFit(path))).toEqual([]);
    expect(not.filter((path) => isFit(path))).toEqual([]);
  });

  const name = fc
    .array(
      fc.constantFrom(
        '*',
        'a',
        'b',
        'ab',
        '.',
        '.js',
        '?',
        '[ab]',
        '[!a]',
        '{a,b}',
        '{*.js,b}',
        '@(a|b*)',
        '-',
      ),
      { minLength: 1, maxLength: 5 },
    )
    .map((parts) => parts.join('').replace(/\*{2,}/g, '*'));
  const folders = fc.array(fc.oneof(name, fc.constant('**')), { maxLength: 3 });
  const globs = fc.tuple(folders, name).map(([before, last]) => [...before, last].join('/'));
  const part = fc.constantFrom('a', 'b', 'ab', '.a', 'a.js', 'b.js', '.js', 'aab', '-', 'x');
  const paths = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));

  it('is what picomatch takes it for', () => {
    fc.assert(
      fc.property(globs, paths, (glob, path) => {
        let isFit: boolean;
        try {
          isFit = compileGlob(glob)(path);
        } catch (error) {
          if (error instanceof GlobError) return;
          throw error;
        }
        expect(isFit).toBe(picomatch([glob], { dot: true, nonegate: true })(path));
      }),
      { numRuns: 20_000, seed: 1 },
    );
  });

  it.each([
    ['(a+)+b', /"\(" starts a repetition or a regular expression/],
    ['**/(?=a)', /"\(" starts/],
    ['*(a*)b', /"\*\(" starts/],
    ['src/+(a|b)/x', /"\+\(" starts/],
    ['!(!(a))', /a group holds another one/],
    ['!(a/b)', /holds another one or a slash/],
    ['@(a', /does not end/],
    ['@(*a)*a*a*b', /more than 3 wildcards/],
    ['{a,b}'.repeat(10), /more than 1000 globs/],
  ])('%s is none', (glob, message) => expect(() => compileGlob(glob)).toThrow(message));

  it.each([
    ['*a*a*a*a*a*a*a*a*b', 'a'.repeat(255)],
    ['**/a/**/a/**/a/**/a/**/b', `${'a/'.repeat(2040)}c`],
    ['**/*a*/**/*a*/**/*a*/**/b', `${'a/'.repeat(2040)}c`],
    ['@(*a|*a)*a*b', 'a'.repeat(255)],
    ['!(*a)*b', 'a'.repeat(255)],
    ['{'.repeat(400), '{'.repeat(255)],
  ])('%s takes no time on a name made for it', (glob, path) => {
    const isFit = compileGlob(glob);
    const before = process.cpuUsage();
    expect(isFit(path)).toBe(false);
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(2);
  });
});
