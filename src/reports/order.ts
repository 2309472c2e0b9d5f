import type { TriagedFinding } from '../core/finding.ts';
import { compareSeverity, severities } from '../core/severity.ts';

/**
 * The order in which findings spend a limit: worst first, and within a severity one of each rule in turn, so that
 * a rule with hundreds does not hide the others. Keeps the given order within a rule.
 */
export function spreadOverRules<F extends Pick<TriagedFinding, 'severity' | 'scanner' | 'rule'>>(
  findings: readonly F[],
): readonly F[] {
  return severities.flatMap((severity) => {
    const rounds = new Map<number, F[]>();
    const seen = new Map<string, number>();
    for (const finding of findings) {
      if (finding.severity !== severity) continue;
      const rule = JSON.stringify([finding.scanner, finding.rule]);
      const round = seen.get(rule) ?? 0;
      seen.set(rule, round + 1);
      const members = rounds.get(round);
      if (members === undefined) rounds.set(round, [finding]);
      else members.push(finding);
    }
    return [...rounds.values()].flat();
  });
}

/** Worst first, then by path and line: for people. */
export function byWorstThenPlace(a: TriagedFinding, b: TriagedFinding): number {
  return (
    compareSeverity(a.severity, b.severity) ||
    compareText(a.place?.path ?? '', b.place?.path ?? '') ||
    (a.place?.region?.startLine ?? 0) - (b.place?.region?.startLine ?? 0) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

/** By code unit: the same on every machine. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
