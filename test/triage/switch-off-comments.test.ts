import { expect, test } from 'vitest';
import type { Change, LineRange } from '../../src/core/change.ts';
import { warnOfSwitchOffs } from '../../src/triage/switch-off-comments.ts';
import { treeOf } from './finding.ts';

/** What is told of a file of one pull request, whose lines are all new unless said. */
async function told(
  text: string,
  tool: string,
  added: readonly LineRange[] = [{ start: 1, end: 99 }],
  status: 'modified' | 'deleted' = 'modified',
): Promise<readonly string[]> {
  const change: Change = {
    commit: 'c0ffee',
    pullRequests: [1],
    baseDetail: '',
    files: new Map([['a', { path: 'a', status, added }]]),
  };
  const sides = {
    change,
    tree: treeOf({ a: text }),
    toCommit: <Region>(_: string, region: Region) => region,
  };
  return (await warnOfSwitchOffs(sides, [{ name: tool }])).map(({ message }) => message);
}

test.each([
  ['ShellCheck', '# shellcheck disable=SC2114'],
  ['Ruff', 'eval(x)  # noqa: S307'],
  ['ruff', '# ruff: noqa'],
  ['flake8', '# flake8: noqa: S307'],
  ['Pylint', 'eval(x)  # pylint: disable=eval-used'],
  ['pylint', '# pylint: skip-file'],
  ['mypy', 'x = y  # type: ignore'],
  ['mypy', '# mypy: ignore-errors'],
  ['Bandit', 'eval(x)  # nosec B307'],
  ['gosec', 'run(x) // #nosec G204'],
  ['Semgrep OSS', 'eval(x) // nosemgrep: rule'],
  ['Opengrep', 'eval(x) // nosem'],
  ['ESLint', '// eslint-disable-next-line no-eval'],
  ['ESLint', '/* eslint no-eval: "off" */'],
  ['oxlint', '/* oxlint-disable no-eval */'],
  ['golangci-lint', 'run(x) //nolint:gosec'],
  ['Hadolint', '# hadolint ignore=DL3004'],
  ['hadolint', '# hadolint global ignore=DL3004'],
  ['checkov', '# checkov:skip=CKV_AWS_20: public'],
  ['checkov', '#bridgecrew:skip=CKV_AWS_20: public'],
  ['Trivy', '#trivy:ignore:AVD-AWS-0001'],
  ['tfsec', '#tfsec:ignore:aws-s3'],
  ['KICS', '# kics-scan ignore-line'],
  ['tflint', '# tflint-ignore: rule'],
  ['tflint', '# tflint-ignore-file: rule'],
  ['kube-linter', '    ignore-check.kube-linter.io/run-as-root: "why"'],
  ['njsscan', 'eval(x) // njsscan-ignore: eval_nodejs'],
  ['detekt', '@Suppress("Rule")'],
  ['detekt', '@SuppressWarnings("Rule")'],
  ['Psalm', '/** @psalm-suppress TaintedSql */'],
  ['PHPStan', '// @phpstan-ignore-next-line'],
  ['PHP_CodeSniffer', '// phpcs:ignore'],
  ['SwiftLint', '// swiftlint:disable force_try'],
  ['RuboCop', '# rubocop:disable Security/Eval'],
  ['RuboCop', '# rubocop:todo Security/Eval'],
  ['gitleaks', 'key = "x" # gitleaks:allow'],
  ['Kingfisher', 'key = "x" # kingfisher:ignore'],
  ['TruffleHog', 'key = "x" # trufflehog:ignore'],
  ['CodeQL', 'eval(x) // codeql[js/code-injection]'],
  ['Snyk Code', '// deepcode ignore CodeInjection: why'],
  ['SonarQube', 'eval(x); // NOSONAR'],
  ['SpotBugs', '@SuppressFBWarnings("SQL")'],
  ['PMD', 'run(x); // NOPMD'],
  ['clang-tidy', 'run(x); // NOLINT(cert-env33-c)'],
])('%s lets itself be silenced by %s, which is told', async (tool, comment) => {
  const [message] = await told(`one\n${comment}\n`, tool);
  expect(message).toMatch(/^a comment that this change adds can keep other tools from reporting: a:2 \(/);
});

test('is silent on comments for tools that nobody ran, of others, and of files that are gone', async () => {
  const comment = '# nosec\n';
  expect(await told(comment, 'ESLint')).toEqual([]);
  expect(await told(`one\n${comment}`, 'Bandit', [{ start: 1, end: 1 }])).toEqual([]);
  expect(await told(comment, 'Bandit', undefined, 'deleted')).toEqual([]);
});

test('names ten of many, and none that stands far to the right of what anybody reads', async () => {
  const [message] = await told('# nosec\n'.repeat(12), 'Bandit');
  expect(message).toMatch(/^12 comments .*a:10 \(# nosec\) and 2 more$/);
  expect(await told(`${' '.repeat(2_001)}# nosec`, 'Bandit')).toEqual([]);
});
