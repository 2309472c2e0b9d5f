import type { Finding } from '../core/finding.ts';
import type { SeverityOverride } from '../policy/policy.ts';
import { ruleFits } from '../policy/rule-pattern.ts';

/** Findings with the severities that the policy gives their rules; the last entry that fits wins. */
export function overrideSeverities<F extends Finding>(
  findings: readonly F[],
  overrides: readonly SeverityOverride[],
): readonly F[] {
  if (overrides.length === 0) return findings;
  return findings.map((finding) => {
    const override = overrides.findLast(({ rule }) => ruleFits(rule, finding));
    return override === undefined ? finding : { ...finding, severity: override.severity };
  });
}
