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

test('what is no secret, is of two other tools or switched off hides nothing', () => {
  expect(told(at('ast-grep', 1, 60, { category: 'vulnerability' }), at('secretlint', 14, 58))).toHaveLength(
    2,
  );
  expect(told(at('gitleaks', 1, 60), at('kingfisher', 14, 58))).toHaveLength(2);
  expect(
    told(code, at('secretlint', 14, 58, { suppressions: [{ kind: 'inSource', status: 'accepted' }] })),
  ).toHaveLength(2);
});

test('what another tool tells as well is told once, as bad as the worse of both', () => {
  for (const tool of ['gitleaks', 'betterleaks', 'kingfisher', 'trufflehog']) {
    expect(told(at(tool, 14, 58), at('secretlint', 14, 58))).toEqual(['secretlint high']);
    expect(told(at('secretlint', 14, 58, { severity: 'low' }), at(tool, 1, 59))).toEqual([`${tool} high`]);
  }
  expect(told(at('gitleaks', 1, 10), at('secretlint', 14, 58))).toHaveLength(2);
});

test('without columns as many of a line are the same as there are', () => {
  const line = (rule: string): Finding => ({
    ...at('trufflehog', 1, 1, { rule }),
    place: { path: 'a.py', region: { startLine: 3, endLine: 3 } },
  });
  expect(told(line('one'), at('secretlint', 14, 58))).toEqual(['secretlint high']);
  expect(told(line('one'), line('two'), at('secretlint', 14, 58))).toHaveLength(3);
  expect(told(line('one'), line('two'), at('secretlint', 4, 12), at('secretlint', 14, 58))).toHaveLength(2);
});

test('what the baseline knows of another tool does not seem mended', () => {
  const theirs = at('gitleaks', 14, 58);
  const findings = [theirs, at('secretlint', 14, 58)];
  expect(tellEachSecretOnce(findings, [theirs])).toHaveLength(2);
  expect(tellEachSecretOnce(findings, [{ ...theirs, rule: 'another' }])).toHaveLength(1);
});
