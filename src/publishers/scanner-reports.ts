import { countFindings } from '../core/count-findings.ts';
import type { Report, ScannerRun, Verdict } from '../core/report.ts';
import { digest } from './digest.ts';

/** A report of one scanner alone, for a place that shows one a scanner. */
export interface ScannerReport {
  readonly title: string;
  readonly report: Report;
}

/** The report taken apart by scanner, each part with its own id, figures and verdict. */
export function scannerReports(report: Report): readonly ScannerReport[] {
  const runs = Map.groupBy(report.scanners, ({ name }) => name);
  const findings = Map.groupBy(report.findings, ({ scanner }) => scanner);
  const names = [...new Set([...runs.keys(), ...findings.keys()])];
  return names.flatMap((name) => {
    const scanners = runs.get(name) ?? [];
    const own = findings.get(name) ?? [];
    const isSkipped = scanners.length > 0 && scanners.every(({ outcome }) => outcome === 'skipped');
    // A scanner that was not run has nothing to show.
    if (isSkipped && own.length === 0) return [];
    const fixed = report.fixed.filter(({ scanner }) => scanner === name);
    const part: Report = {
      ...report,
      reportId: partId(report.reportId, name),
      scanners,
      findings: own,
      fixed,
      counts: countFindings(own, fixed),
      verdict: verdictOf(name, report),
      seconds: scanners.reduce((sum, { seconds }) => sum + seconds, 0),
    };
    return [{ title: `Code scan: ${name}`, report: part }];
  });
}

/** Names that differ only in what an id cannot hold get ids that differ all the same. */
function partId(reportId: string, name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 40);
  return plain === name ? `${reportId}.${plain}` : `${reportId}.${plain}-${digest(name).slice(0, 6)}`;
}

/**
 * A failed gate is the fault of those whose findings broke a rule; doubt, of those that did not finish. Doubt that no
 * scanner of these brought, as about a file that is not there, is everyone's: not one of the reports may say passed.
 */
function verdictOf(name: string, { verdict, scanners }: Report): Verdict {
  const unfinished = scanners.filter((run) => !hasFinished(run));
  const own = unfinished.find((run) => run.name === name);
  if (own !== undefined) return { outcome: 'incomplete', reasons: [own.detail ?? `${name} did not finish`] };
  if (verdict.outcome === 'incomplete' && unfinished.length === 0) return verdict;
  const isBlamed = verdict.brokenBy?.includes(name) === true;
  return { outcome: isBlamed ? 'failed' : 'passed', reasons: [] };
}

function hasFinished({ outcome }: ScannerRun): boolean {
  return outcome === 'ok' || outcome === 'skipped';
}
