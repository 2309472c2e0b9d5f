import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { warnOfRuleNames } from '../../src/run/warn-of-rule-names.ts';
import { createInstallation } from '../../src/scanners/installation.ts';
import { ruleNamesFile } from '../../src/scanners/rule-names.ts';

const root = mkdtempSync(join(tmpdir(), 'names-'));
mkdirSync(join(root, 'rules'));
writeFileSync(
  join(root, 'rules', ruleNamesFile),
  '["js-eval-input", "secret/shop-key", "image-without-version"]',
);
const installation = createInstallation({ root, programs: root, node: '', path: '', repository: '/' });

/** What is told of a policy, where something was found by the rule `js-eval-inputs` of another tool. */
async function told(policy: string, rule = 'js-eval-inputs'): Promise<readonly string[]> {
  const findings = [{ scanner: 'ESLint', rule }];
  const warnings = await warnOfRuleNames(readPolicy(policy, '.code-scan.yml'), findings, installation);
  return warnings.map(({ code, message }) => `${code} ${message}`);
}

it.each([
  ['severities: { js-eval-inptu: low }', 'severities', 'js-eval-inptu', 'js-eval-input'],
  ['severities: { ast-grep/js-evalinput: low }', 'severities', 'ast-grep/js-evalinput', 'js-eval-input'],
  ['severities: { secret/shopkey: low }', 'severities', 'secret/shopkey', 'secret/shop-key'],
  [
    'severities: { secretlint/secret/shopkey: low }',
    'severities',
    'secretlint/secret/shopkey',
    'secret/shop-key',
  ],
  [
    'suppressions:\n  - reason: why\n    rule: image-without-versoin',
    'suppressions, line 2',
    'image-without-versoin',
    'image-without-version',
  ],
])('%s: tells the slip and the name that is meant', async (policy, key, rule, meant) => {
  expect(await told(policy)).toEqual([
    `unknown-rule .code-scan.yml, ${key}: there is no rule "${rule}", so that the entry has no effect; did you mean ${meant}?`,
  ]);
});

it.each([
  'severities: { js-eval-input: low, ast-grep/js-eval-input: low, secretlint/secret/shop-key: low }',
  'severities: { js-evil-*: low, "*/js-eval-inptu": low }',
  'severities: { no-console: low, SC2086: low, CVE-2024-1234: low }',
  'severities: { js-eval-inputs: low, ESLint/js-eval-inputs: low }',
  'suppressions:\n  - scanner: js-eval-inptu\n    reason: why',
])('%s: takes patterns, names of ours, and what another tool may have, as they stand', async (policy) => {
  expect(await told(policy)).toEqual([]);
});

it('does not fill the log with the slips of a generated policy', async () => {
  const slips = Array.from({ length: 1_000 }, (_, index) => `  tool${index}/js-eval-inptu: low`);
  const warnings = await told(`severities:\n${slips.join('\n')}`);
  expect(warnings.length).toBeGreaterThan(0);
  expect(warnings.length).toBeLessThanOrEqual(200);
});
