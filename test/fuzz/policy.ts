import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ConfigError } from '../../src/core/errors.ts';
import { includedPath, pathFilter } from '../../src/policy/path-filter.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { ruleFits } from '../../src/policy/rule-pattern.ts';
import { hostileText } from '../reports/hostile-text.ts';
import { mutated } from './mutated.ts';
import { target } from './target.ts';
import { isUnpolluted } from './unpolluted.ts';

const whole = `scanners:
  ast-grep: true
  'osv-scanner': false
severities:
  'js-*': low
  ast-grep/js-eval-injection: critical
paths:
  include: ['src/**', '**/*.{js,ts}']
  exclude: ['**/vendor/**', '!(a|b)/[a-z]*.js']
thresholds:
  - { rule: 'js-*', severity: high, atMost: 2 }
  - category: secret
    atMost: 0
suppressions:
  - rule: js-eval-injection
    path: src/legacy/**
    reason: replaced in the next release
    until: 2027-01-31
    owner: ada
  - fingerprint: 'v1:0123456789abcdef'
    reason: >-
      no input
      comes here
customScanners:
  - name: own
    command: own-scanner
    arguments: ['--out', '{output}', '{files}']
    sarif: file
    files: ['*.sql']
    findingsExitCodes: [1]
`;

const seeds = [
  whole,
  'paths: { exclude: [a, "b/**"] }\n',
  'suppressions: [{ rule: "*", reason: x, until: 2026-02-30 }]\n',
  '# nothing\n',
  JSON.stringify({ severities: { a: 'high' }, thresholds: [{ atMost: 1 }] }),
];

/** Paths and names that globs and patterns of a hostile policy are tried on. */
const names = ['src/a.js', `${'a/'.repeat(60)}b.js`, 'a'.repeat(4000), 'x y\n.js', '*', '__proto__'];

/** The policy file, and globs and patterns as people would write them to make them endless. */
export const policy = target(
  'policy',
  0.12,
  fc.record({
    text: fc.oneof(
      { weight: 4, arbitrary: mutated(seeds) },
      { weight: 1, arbitrary: hostileText },
      {
        weight: 2,
        arbitrary: fc
          .array(
            fc.constantFrom(
              '*',
              '**',
              '/',
              '(',
              ')',
              '|',
              '!(',
              '+(',
              '@(',
              '?',
              '[',
              ']',
              '{',
              '}',
              ',',
              'a',
            ),
            { maxLength: 60 },
          )
          .map((parts) =>
            JSON.stringify({ paths: { exclude: [parts.join('')], include: [parts.join('')] } }),
          ),
      },
    ),
    pattern: hostileText.map((text) => text.replaceAll('a', '*')),
  }),
  () => ({
    try({ text, pattern }) {
      for (const rule of names) ruleFits(pattern, { scanner: 'x', rule });
      const read = attempt(text);
      if (read !== undefined) use(read);
      isUnpolluted();
    },
  }),
);

/** Undefined where it is refused, with reasons that a person can use. */
function attempt(text: string): Policy | undefined {
  try {
    return readPolicy(text, 'x.yml');
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    assert.notEqual(error.problems.length, 0);
    for (const { where, message } of error.problems) {
      assert.match(where, /^x\.yml(:\d+:\d+)?$/);
      assert.notEqual(message, '');
      assert(message.length < 5000, `a message of ${message.length} characters`);
    }
    return undefined;
  }
}

function use({ paths, suppressions }: Policy): void {
  const isIncluded = includedPath(paths);
  for (const name of names) assert.equal(typeof isIncluded(name), 'boolean');
  for (const { path = '**', line } of suppressions) {
    assert(line === undefined || line >= 1);
    pathFilter([path].flat())(names[1] ?? '');
  }
}
