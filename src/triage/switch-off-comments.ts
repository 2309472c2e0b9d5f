import { nameSome } from '../core/name-some.ts';
import type { ScannerRun, Warning } from '../core/report.ts';
import { truncate } from '../core/truncate.ts';
import { anchorOf } from './change-scope.ts';
import type { TriageInput } from './triage-input.ts';

/** Comments that the warning names one by one. */
const maxNamed = 10;
/** Nobody writes longer lines by hand. */
const maxLineLength = 2_000;

/**
 * The comments by which tools let themselves be silenced without telling: what they then do not report, no suppression
 * says. (`ast-grep-ignore`, `secretlint-disable` and `code-scan-ignore` are told as suppressions.) Names are parts of
 * what tools call themselves in SARIF.
 */
const comments: readonly { readonly tools: readonly string[]; readonly pattern: RegExp }[] = [
  { tools: ['shellcheck'], pattern: /#\s*shellcheck\s[^#]*\bdisable=/ },
  {
    tools: ['ruff', 'flake8', 'pylint', 'mypy'],
    pattern:
      /#\s*(?:(?:(?:ruff|flake8):\s*)?noqa\b|ruff:\s*disable|pylint:\s*(?:disable|skip-file)|type:\s*ignore|mypy:\s*(?:ignore|disable))/i,
  },
  { tools: ['bandit', 'gosec'], pattern: /(?:#|\/\/)\s*#?nosec\b/i },
  { tools: ['semgrep', 'opengrep'], pattern: /\bnosem(?:grep)?\b/ },
  { tools: ['eslint', 'oxlint'], pattern: /\b(?:eslint|oxlint)-disable|\/\*\s*eslint\s/ },
  { tools: ['golangci'], pattern: /\/\/\s*nolint\b/ },
  { tools: ['hadolint'], pattern: /hadolint\s[^#]*\bignore=/ },
  { tools: ['checkov'], pattern: /\b(?:checkov|bridgecrew):skip=/ },
  { tools: ['trivy', 'tfsec'], pattern: /\b(?:trivy|tfsec):ignore:/ },
  { tools: ['kics'], pattern: /kics-scan\s+(?:ignore|disable)/ },
  { tools: ['tflint'], pattern: /tflint-ignore(?:-file)?:/ },
  { tools: ['kube-linter'], pattern: /ignore-check\.kube-linter\.io/ },
  { tools: ['njsscan'], pattern: /\bnjsscan-ignore:/ },
  { tools: ['detekt'], pattern: /@(?:file:)?Suppress(?:Warnings)?\(/ },
  { tools: ['psalm', 'phpstan'], pattern: /@(?:psalm-suppress|phpstan-ignore)/ },
  { tools: ['phpcs', 'codesniffer'], pattern: /\bphpcs:(?:ignore|disable)/ },
  { tools: ['swiftlint'], pattern: /\bswiftlint:disable/ },
  { tools: ['rubocop', 'brakeman'], pattern: /\brubocop:(?:disable|todo)/ },
  { tools: ['gitleaks'], pattern: /\bgitleaks:allow\b/ },
  { tools: ['kingfisher'], pattern: /\bkingfisher:ignore\b/ },
  { tools: ['trufflehog'], pattern: /\btrufflehog:ignore\b/ },
  { tools: ['codeql'], pattern: /\b(?:codeql|lgtm)\s*\[/ },
  { tools: ['snyk', 'deepcode'], pattern: /\bdeepcode\s+ignore\b/ },
  { tools: ['sonar'], pattern: /\bNOSONAR\b/ },
  { tools: ['spotbugs', 'findsecbugs', 'find-sec-bugs'], pattern: /@SuppressFBWarnings\b/ },
  { tools: ['pmd'], pattern: /\bNOPMD\b/ },
  { tools: ['clang'], pattern: /\bNOLINT(?:NEXTLINE|BEGIN)?\b/ },
];

/**
 * A change may switch rules of other tools off where it adds code. Their reports do not show it: the comment itself is
 * the only trace, and is told.
 *
 * @param scanners those that ran, or whose reports were read
 */
export async function warnOfSwitchOffs(
  { change, tree, toCommit }: Pick<TriageInput, 'change' | 'tree' | 'toCommit'>,
  scanners: readonly Pick<ScannerRun, 'name'>[],
): Promise<readonly Warning[]> {
  const names = scanners.map(({ name }) => name.toLowerCase());
  const patterns = comments
    .filter(({ tools }) => tools.some((tool) => names.some((name) => name.includes(tool))))
    .map(({ pattern }) => pattern);
  if (patterns.length === 0) return [];
  const changed = [...(change.files?.values() ?? [])].filter(({ status }) => status !== 'deleted');
  const found: string[] = [];
  for (const { path } of changed) {
    for (const { line, text } of commentsIn((await tree.lines(path)) ?? [], patterns)) {
      const region = toCommit(path, { startLine: line, endLine: line });
      const isAdded = anchorOf(path, region, change) !== undefined;
      if (isAdded) found.push(`${truncate(path, 200)}:${line} (${truncate(text, 60)})`);
    }
  }
  return found.length === 0 ? [] : [warningOf(found)];
}

function warningOf(found: readonly string[]): Warning {
  const message =
    `${found.length === 1 ? 'a comment' : `${found.length} comments`} that this change adds can keep other tools from ` +
    `reporting: ${nameSome(found, maxNamed)}`;
  return { code: 'switched-off-by-change', message };
}

function* commentsIn(
  lines: readonly string[],
  patterns: readonly RegExp[],
): Generator<{ readonly line: number; readonly text: string }> {
  for (const [index, line] of lines.entries()) {
    const text = firstMatch(line, patterns);
    if (text !== undefined) yield { line: index + 1, text };
  }
}

function firstMatch(line: string, patterns: readonly RegExp[]): string | undefined {
  const text = line.slice(0, maxLineLength);
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (match !== null) return text.slice(match.index).trim();
  }
  return undefined;
}
