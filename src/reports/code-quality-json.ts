import { createHash } from 'node:crypto';
import type { Category, TriagedFinding } from '../core/finding.ts';
import type { Report } from '../core/report.ts';
import type { Severity } from '../core/severity.ts';
import { findingText } from './finding-line.ts';

/** https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
const severities: Readonly<Record<Severity, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
};

const categories: Readonly<Record<Category, string>> = {
  vulnerability: 'Security',
  secret: 'Security',
  dependency: 'Security',
  misconfiguration: 'Security',
  bug: 'Bug Risk',
  style: 'Style',
};

/**
 * The findings that are there, in the form of GitLab's code quality reports (a subset of Code Climate's), for tools
 * that read it. Without suppressed ones, and without those that no file holds: the form demands a path.
 */
export function* codeQualityJson({ findings }: Report): Generator<string> {
  yield '[';
  let separator = '\n';
  for (const finding of findings) {
    const issue = issueOf(finding);
    if (issue === undefined) continue;
    yield `${separator}${JSON.stringify(issue)}`;
    separator = ',\n';
  }
  yield '\n]\n';
}

function issueOf(finding: TriagedFinding): unknown {
  const { place, disposition, rule, severity, category, fingerprint } = finding;
  if (place === undefined || disposition === 'suppressed') return undefined;
  const { startLine = 1, endLine = 1 } = place.region ?? {};
  return {
    type: 'issue',
    check_name: rule,
    description: findingText(finding),
    categories: [categories[category]],
    severity: severities[severity],
    // The form wants one value without meaning; its readers expect hexadecimal digits.
    fingerprint: createHash('sha256').update(fingerprint).digest('hex').slice(0, 32),
    location: { path: place.path, lines: { begin: startLine, end: endLine } },
  };
}
