import { describe, expect, test } from 'vitest';
import { suppressionComments } from '../../src/triage/suppression-comment.ts';

describe('a comment of any language', () => {
  test.each([
    ['// code-scan-ignore no-eval: safe', 'JavaScript'],
    ['x(); // code-scan-ignore no-eval: safe', 'behind code'],
    ['# code-scan-ignore no-eval: safe', 'Python'],
    ['-- code-scan-ignore no-eval: safe', 'SQL'],
    ['/* code-scan-ignore no-eval: safe */', 'CSS'],
    [' * code-scan-ignore no-eval: safe', 'inside a block'],
    ['<!-- code-scan-ignore no-eval: safe -->', 'HTML'],
    ['; code-scan-ignore no-eval: safe', 'INI'],
    ['(* code-scan-ignore no-eval: safe *)', 'OCaml'],
    ['REM code-scan-ignore no-eval: safe', 'batch'],
    ['///   code-scan-ignore   no-eval:   safe', 'blanks'],
  ])('%s (%s)', (line) => {
    expect(suppressionComments([line])).toMatchObject([{ line: 1, rules: ['no-eval'], reason: 'safe' }]);
  });
});

describe('no comment of ours', () => {
  test.each([
    'Write code-scan-ignore no-eval: safe',
    'lorem code-scan-ignore no-eval: safe',
    '// code-scan-ignore',
    '// code-scan-ignore *: everything',
    '// code-scan-ignored no-eval: safe',
    '// code-scan-ignore no eval: safe',
    `// code-scan-ignore no-eval: ${'x'.repeat(3_000)}`,
  ])('%s', (line) => {
    expect(suppressionComments([line])).toEqual([]);
  });
});

test.each([
  ['a, b,c: why', { rules: ['a', 'b', 'c'], reason: 'why' }],
  ['ESLint/no-*: why', { rules: ['ESLint/no-*'], reason: 'why' }],
  ['python:S1234: why: because', { rules: ['python:S1234'], reason: 'why: because' }],
  ['a', { rules: ['a'] }],
  ['a:', { rules: ['a'] }],
  ['a: until 2027-01-31', { rules: ['a'], until: '2027-01-31' }],
  ['a: why until 2027-01-31 by ada', { rules: ['a'], reason: 'why', until: '2027-01-31', owner: 'ada' }],
  ['a: why by ada until 2027-01-31', { rules: ['a'], reason: 'why', until: '2027-01-31', owner: 'ada' }],
  ['a: waits until tomorrow', { rules: ['a'], reason: 'waits until tomorrow' }],
  ['a: done by somebody else', { rules: ['a'], reason: 'done by somebody else' }],
])('%s', (text, expected) => {
  const [comment] = suppressionComments([`// code-scan-ignore ${text}`]);
  expect(comment).toEqual({ line: 1, target: 1, ...expected });
});

test('means its own line where nothing but a bracket stands before it', () => {
  const [comment] = suppressionComments(['} // code-scan-ignore a: one', 'b();']);
  expect(comment?.target).toBe(1);
});

test('means its own line, or the first line below the comments that it stands among', () => {
  const lines = [
    '// code-scan-ignore a: one',
    '// code-scan-ignore b: two',
    'a(b()); // code-scan-ignore c: three',
    '',
    '# code-scan-ignore d: four',
  ];
  expect(suppressionComments(lines).map(({ line, target }) => [line, target])).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
    [5, 5],
  ]);
});

test('a hostile file takes no time', () => {
  const started = performance.now();
  const line = `${'#'.repeat(900)}${' '.repeat(900)}code-scan-ignore a: by by by by ${' '.repeat(100)}`;
  suppressionComments(Array.from({ length: 20_000 }, () => line));
  expect(performance.now() - started).toBeLessThan(3_000);
});
