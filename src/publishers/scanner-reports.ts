import type { TriagedFinding } from '../core/finding.ts';
import type { Counts, Report, ScannerRun, Verdict } from '../core/report.ts';
import type { Severity } from '../core/severity.ts';
import { digest } from './digest.ts';

/** A report of one scanner alone, for a place that shows one a scanner. */
export interface ScannerReport {
  readonly title: string;
  readonly report: Report;
}

/** The report taken apart by scanner, each part with its own id, figures and verdict. */
export function scannerReports(report: Report): readonly ScannerReport[] {
  const runs = new Map(report.scanners.map((run) => [run.name, run]));
  const findings = Map.groupBy(report.findings, ({ scanner }) => scanner);
  const names = [...new Set([...runs.keys(), ...findings.keys()])];
  return names.flatMap((name) => {
    const run = runs.get(name);
    const own = findings.get(name) ?? [];
    // A scanner that was not run has nothing to show.
    if (run?.outcome === 'skipped' && own.length === 0) return [];
    const fixed = report.fixed.filter(({ scanner }) => scanner === name);
    const part: Report = {
      ...report,
      reportId: partId(report.reportId, name),
      scanners: run === undefined ? [] : [run],
      findings: own,
      fixed,
      counts: countsOf(own, fixed.length),
      verdict: verdictOf(report.verdict, run, own),
      seconds: run?.seconds ?? 0,
    };
    return [{ title: `Code scan: ${name}`, report: part }];
  });
}

/** Names that differ only in what an id cannot hold get ids that differ all the same. */
function partId(reportId: string, name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 40);
  return plain === name ? `${reportId}.${plain}` : `${reportId}.${plain}-${digest(name).slice(0, 6)}`;
}

/** A failed gate is the fault of those that found something new; doubt, of those that did not finish. */
function verdictOf(all: Verdict, run: ScannerRun | undefined, findings: readonly TriagedFinding[]): Verdict {
  const finished = run === undefined || run.outcome === 'ok' || run.outcome === 'skipped';
  if (!finished) return { outcome: 'incomplete', reasons: run.detail === undefined ? [] : [run.detail] };
  const isBlamed = all.outcome !== 'passed' && findings.some(({ disposition }) => disposition === 'active');
  return { outcome: isBlamed ? 'failed' : 'passed', reasons: [] };
}

function countsOf(findings: readonly TriagedFinding[], fixed: number): Counts {
  const bySeverity: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0 };
  const of = { active: 0, baselined: 0, suppressed: 0, 'moved?': 0, 'outside-change': 0 };
  for (const { severity, disposition } of findings) {
    of[disposition] += 1;
    if (disposition === 'active') bySeverity[severity] += 1;
  }
  return {
    bySeverity,
    new: of.active,
    baselined: of.baselined,
    suppressed: of.suppressed,
    unsure: of['moved?'],
    fixed,
    outsideChange: of['outside-change'],
  };
}
