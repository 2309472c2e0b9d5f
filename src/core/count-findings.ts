import type { FixedFinding, TriagedFinding } from './finding.ts';
import type { Counts } from './report.ts';
import { type Severity, severities } from './severity.ts';

/** The figures of the report. `bySeverity` and `new` count active findings. */
export function countFindings(findings: readonly TriagedFinding[], fixed: readonly FixedFinding[]): Counts {
  const of = (disposition: TriagedFinding['disposition']) =>
    findings.filter((finding) => finding.disposition === disposition);
  const active = of('active');
  const bySeverity: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const severity of severities) {
    bySeverity[severity] = active.filter((finding) => finding.severity === severity).length;
  }
  return {
    bySeverity,
    new: active.length,
    baselined: of('baselined').length,
    suppressed: of('suppressed').length,
    unsure: of('moved?').length,
    fixed: fixed.length,
    outsideChange: of('outside-change').length,
  };
}
