import { expect, test } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { tellEachSecretOnce } from '../../src/run/tell-each-secret-once.ts';
import { finding } from '../triage/finding.ts';

const at = (
  scanner: string,
  startColumn: number,
  endColumn: number,
  more: Partial<Finding> = {},
): Finding => ({
  ...finding({ scanner, rule: scanner, category: 'secret' }),
  severity: 'high',
  place: { path: 'a.py', region: { startLine: 3, endLine: 3, startColumn, endColumn } },
  ...more,
});
const code = at('ast-grep', 1, 60);
const told = (...findings: Finding[]) =>
  tellEachSecretOnce(findings).map(({ rule, severity }) => `${rule} ${severity}`);

test('of equals the one of the scanner for secrets is told', () => {
  expect(told(code, at('secretlint', 14, 58))).toEqual(['secretlint high']);
});

test('of others the worse one is told', () => {
  expect(told(code, at('secretlint', 14, 58, { severity: 'low' }))).toEqual(['ast-grep high']);
  expect(told(code, at('secretlint', 14, 58, { severity: 'critical' }))).toEqual(['secretlint critical']);
});

test('two secrets of a line are two, and so are those of other files', () => {
  expect(told(at('ast-grep', 1, 20), at('secretlint', 30, 58))).toHaveLength(2);
  expect(
    told(code, {
      ...at('secretlint', 14, 58),
      place: { path: 'b.py', region: { startLine: 3, endLine: 3 } },
    }),
  ).toHaveLength(2);
});

test('what is no secret, is of another tool or switched off hides nothing', () => {
  expect(told(at('ast-grep', 1, 60, { category: 'vulnerability' }), at('secretlint', 14, 58))).toHaveLength(
    2,
  );
  expect(told(at('gitleaks', 1, 60), at('secretlint', 14, 58))).toHaveLength(2);
  expect(
    told(code, at('secretlint', 14, 58, { suppressions: [{ kind: 'inSource', status: 'accepted' }] })),
  ).toHaveLength(2);
});
