import { pathFilter } from '../policy/path-filter.ts';
import type { Policy, PolicySuppression } from '../policy/policy.ts';
import { ruleFits } from '../policy/rule-pattern.ts';
import type { Suppression } from './suppression.ts';

/** The policy's suppressions, in the order of the file. */
export function policySuppressions(policy: Policy): readonly Suppression[] {
  return policy.suppressions.map((entry) => {
    const fitsPath = entry.path === undefined ? undefined : pathFilter([entry.path]);
    const { owner, until } = entry;
    const reason = entry.reason?.trim() || undefined;
    return {
      by: 'policy',
      place: {
        path: policy.fileName ?? '.code-scan.yml',
        region: { startLine: entry.line, endLine: entry.line },
      },
      label: labelOf(entry),
      ...(entry.rule !== undefined && !/[*/]/.test(entry.rule) && { rule: entry.rule }),
      isGeneral: entry.path === undefined && entry.fingerprint === undefined,
      ...(reason !== undefined && { reason }),
      ...(owner !== undefined && { owner }),
      ...(until !== undefined && { until }),
      fits: (finding) =>
        (entry.rule === undefined || ruleFits(entry.rule, finding)) &&
        (entry.scanner === undefined || entry.scanner === finding.scanner) &&
        (fitsPath === undefined || (finding.place !== undefined && fitsPath(finding.place.path))) &&
        (entry.fingerprint === undefined || entry.fingerprint === finding.fingerprint) &&
        (entry.severity === undefined || entry.severity === finding.severity) &&
        (entry.category === undefined || entry.category === finding.category),
    };
  });
}

function labelOf({
  reason: _,
  owner: _owner,
  until: _until,
  line: _line,
  ...selectors
}: PolicySuppression): string {
  return Object.entries(selectors)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ');
}
