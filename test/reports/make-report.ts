import type { Change } from '../../src/core/change.ts';
import { countFindings } from '../../src/core/count-findings.ts';
import type { FixedFinding, TriagedFinding } from '../../src/core/finding.ts';
import type { Report } from '../../src/core/report.ts';
import { isAtLeast } from '../../src/core/severity.ts';
import { byWorstThenPlace } from '../../src/reports/order.ts';

export const commit = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334';

/** A finding on lines of `src/db.js` that the change added, unless told otherwise. */
export function makeFinding(
  more: Partial<TriagedFinding> & { readonly line?: number; readonly path?: string } = {},
): TriagedFinding {
  const { line = 12, path = 'src/db.js', ...given } = more;
  const region = { startLine: line, endLine: line, startColumn: 3, endColumn: 20 };
  const rule = given.rule ?? 'js/sql-injection';
  return {
    fingerprint: `v1:${rule.replaceAll(/[^0-9a-z]/gi, '')}.${path.replaceAll(/[^0-9a-z]/gi, '')}.${line}`,
    scanner: 'ast-grep',
    rule,
    ruleInformation: {
      help: 'Use a parameterised query.',
      helpUri: 'https://example.com/rules/sql-injection',
    },
    severity: 'high',
    category: 'vulnerability',
    cwe: [89],
    title: 'SQL statement built from input',
    message: 'The value of `name` becomes part of the statement.',
    place: { path, region },
    related: [],
    flows: [],
    fixes: [],
    suppressions: [],
    givenFingerprints: {},
    source: { file: 'ast-grep.sarif', run: 0, result: 0 },
    disposition: 'active',
    commitRegion: region,
    anchor: region,
    ...given,
  };
}

export interface ReportParts extends Partial<Omit<Report, 'change' | 'counts'>> {
  readonly change?: Partial<Change>;
}

/** A report whose counts and verdict fit its findings: failed with an active high one or worse. */
export function makeReport(parts: ReportParts = {}): Report {
  const findings = (parts.findings ?? []).toSorted(byWorstThenPlace);
  const fixed: readonly FixedFinding[] = parts.fixed ?? [];
  const counts = countFindings(findings, fixed);
  const bad = findings.filter(
    ({ disposition, severity }) => disposition === 'active' && isAtLeast(severity, 'high'),
  );
  return {
    version: '1.0.0',
    baseline: { kind: 'merge-base', commit: 'b'.repeat(40) },
    verdict:
      bad.length > 0
        ? {
            outcome: 'failed',
            reasons: [`${bad.length} of high or worse, none allowed by FAIL_ON=high`],
            brokenBy: [...new Set(bad.map(({ scanner }) => scanner))],
          }
        : { outcome: 'passed', reasons: [] },
    scanners: [
      { name: 'ast-grep', version: '0.51.1', outcome: 'ok', seconds: 1.5, findings: findings.length },
      { name: 'secretlint', version: '13.0.6', outcome: 'ok', seconds: 0.5, findings: 0 },
    ],
    warnings: [],
    startedAt: new Date('2026-03-01T10:00:00Z'),
    seconds: 4.2,
    resultUrl: 'https://bitbucket.org/acme/shop/pipelines/results/7',
    repositoryUrl: 'https://bitbucket.org/acme/shop',
    reportId: 'code-scan',
    ...parts,
    change: {
      commit,
      branch: 'feature',
      pullRequests: [1],
      destinationBranch: 'main',
      baseDetail: 'merge base',
      ...parts.change,
    },
    counts,
    findings,
    fixed,
  };
}
