import { expect, it } from 'vitest';
import { hasWrongSum } from '../../../src/scanners/secrets/checksum.ts';

const short = 'q7Rk2Zb9XwT4mLc8VhN1sYp6JdG3fA';
const long = 'uB5nE0xQ8tW2kM7rC4zH9vP1gD6jL3sF5aN8yT2bK7wX4mR9cV';

it.each([
  ['ghp_', short, '0iKGzp', false],
  ['npm_', short, '0iKGzp', false],
  ['vcp_', long, '2IAaVF', false],
  ['ghp_', short, '000000', true],
  ['vca_', long, 'aaaaaa', true],
  ['glsa_', `${short}7w_`, 'cc09a73f', false],
  ['glsa_', `${short}7w_`, '3fa709cc', true],
  ['another_', short, '000000', false],
  ['ghp_', short.slice(1), '000000', false],
])('a token that begins with %s and %s and ends in %s: wrong is %s', (beginning, body, sum, isWrong) =>
  expect(hasWrongSum(beginning + body + sum)).toBe(isWrong),
);
