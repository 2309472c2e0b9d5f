import type { Annotation, DataField, InsightsReport } from '../bitbucket/bitbucket.ts';
import { limits } from '../bitbucket/limits.ts';
import type { Category, TriagedFinding } from '../core/finding.ts';
import type { Report } from '../core/report.ts';
import { severities } from '../core/severity.ts';
import { truncate } from '../core/truncate.ts';
import { verdictWarnings } from '../core/verdict-warnings.ts';
import { baselineText } from '../reports/baseline-text.ts';
import { findingText } from '../reports/finding-line.ts';
import { spreadOverRules } from '../reports/order.ts';
import { plainText } from '../reports/plain-text.ts';
import { publicUrl } from '../reports/public-url.ts';
import { visibleLine, visibleText } from '../reports/visible-text.ts';
import { capitalised, counted, verdictLine } from '../reports/wording.ts';

/**
 * The Code Insights report. Plain text: Bitbucket documents no Markdown here. Nothing in it but the duration may
 * differ between two runs with the same result.
 */
export function insightsReport(report: Report, title: string, leftOut: number): InsightsReport {
  const link = publicUrl(report.resultUrl);
  return {
    external_id: report.reportId,
    title: truncate(visibleLine(title), limits.reportTitle),
    details: truncate(details(report, leftOut), limits.reportDetails),
    report_type: 'SECURITY',
    reporter: 'Code Scan',
    result: report.verdict.outcome === 'passed' ? 'PASSED' : 'FAILED',
    ...(link === undefined ? {} : { link }),
    data: dataFields(report),
  };
}

function details(report: Report, leftOut: number): string {
  const left =
    leftOut === 0
      ? []
      : [
          `${counted(leftOut, 'finding')} had no room here: the full report in the artifacts has all of them.`,
        ];
  const first = [`${verdictLine(report)}.`, ...left].join(' ');
  return [
    first,
    ...report.verdict.reasons.slice(0, 5).map(visibleLine),
    ...verdictWarnings(report.warnings)
      .slice(0, 4)
      .map(({ message }) => visibleLine(message)),
    baselineText(report.baseline),
  ]
    .map((line) => truncate(line, 400))
    .join('\n');
}

/** As many as Bitbucket takes; the duration is last. */
function dataFields({ counts, baseline, seconds }: Report): readonly DataField[] {
  const number = (title: string, value: number): DataField => ({ title, type: 'NUMBER', value });
  return [
    number('New', counts.new),
    ...severities.map((severity) => number(capitalised(severity), counts.bySeverity[severity])),
    number('Fixed', counts.fixed),
    number('Suppressed', counts.suppressed),
    number('Known before', counts.baselined),
    { title: 'Baseline', type: 'TEXT', value: baseline.kind },
    { title: 'Duration', type: 'DURATION', value: Math.round(seconds * 1000) },
  ];
}

export interface AnnotationPlan {
  readonly annotations: readonly Annotation[];
  /** Active findings that found no room. */
  readonly leftOut: number;
}

/**
 * What the report lists, at most `room` of it: the active findings, worst first and spread over the rules; with
 * `GATE_SCOPE=all` then the others that the gate looks at.
 */
export function annotationsOf(report: Report, gateScope: 'new' | 'all', room: number): AnnotationPlan {
  const active = report.findings.filter(({ disposition }) => disposition === 'active');
  const others = report.findings.filter(
    ({ disposition }) =>
      gateScope === 'all' && (disposition === 'baselined' || disposition === 'outside-change'),
  );
  const byId = new Map<string, Annotation>();
  for (const finding of [...spreadOverRules(active), ...spreadOverRules(others)]) {
    if (byId.size >= room) break;
    if (!byId.has(finding.fingerprint)) byId.set(finding.fingerprint, annotation(finding));
  }
  const leftOut = active.filter(({ fingerprint }) => !byId.has(fingerprint)).length;
  return { annotations: [...byId.values()], leftOut };
}

/** Plain text: Bitbucket shows Markdown here as it is written. */
function annotation(finding: TriagedFinding): Annotation {
  const text = visibleLine(shown(findingText(finding)));
  const link = publicUrl(finding.ruleInformation.helpUri);
  const line = finding.commitRegion?.startLine;
  return {
    external_id: finding.fingerprint,
    annotation_type: annotationType(finding.category),
    summary: truncate(text || visibleLine(finding.rule) || 'A finding', limits.annotationSummary),
    details: truncate(annotationDetails(finding), limits.annotationDetails),
    severity: annotationSeverity(finding),
    result: 'FAILED',
    ...(finding.place === undefined ? {} : { path: finding.place.path }),
    ...(line === undefined ? {} : { line }),
    ...(link === undefined ? {} : { link }),
  };
}

function annotationDetails({ message, rule, scanner, cwe, ruleInformation }: TriagedFinding): string {
  const help = ruleInformation.help ?? ruleInformation.description;
  const origin = [rule, ...cwe.map((number) => `CWE-${number}`)].join(', ');
  return [
    truncate(shown(message), 900),
    ...(help === undefined || message.includes(help.trim()) ? [] : [truncate(shown(help), 800)]),
    truncate(`${visibleLine(origin)} (${visibleLine(scanner)})`, 250),
  ].join('\n\n');
}

/** Far more than has room, and little enough for any text to be read at once. UTF-16 units. */
const mostRead = 4_000;

function shown(text: string): string {
  return plainText(truncate(visibleText(text), mostRead)).trim();
}

function annotationSeverity({ severity }: TriagedFinding): Annotation['severity'] {
  const names = { critical: 'CRITICAL', high: 'HIGH', medium: 'MEDIUM', low: 'LOW' } as const;
  return names[severity];
}

function annotationType(category: Category): Annotation['annotation_type'] {
  switch (category) {
    case 'vulnerability':
    case 'secret':
    case 'dependency':
    case 'misconfiguration':
      return 'VULNERABILITY';
    case 'bug':
      return 'BUG';
    case 'style':
      return 'CODE_SMELL';
  }
}
