import type { TriagedFinding } from '../core/finding.ts';

/** More findings of one rule than this are told as one: in a list, and in one thread. */
export const mostAlone = 5;

/** Findings that are told together: one, or the many of a rule. */
export type RuleGroup = readonly [TriagedFinding, ...TriagedFinding[]];

/**
 * Findings of one rule and severity together where there are many, so that they hide nothing else. What has no place
 * says in its message where it is, and stands alone.
 *
 * @param findings in the order in which they are told; a group stands where its first one does
 */
export function groupByRule(findings: readonly TriagedFinding[]): readonly RuleGroup[] {
  const keyOf = ({ severity, scanner, rule }: TriagedFinding) => [severity, scanner, rule].join('\0');
  const byRule = Map.groupBy(
    findings.filter(({ place }) => place !== undefined),
    keyOf,
  );
  return findings.flatMap((finding): readonly RuleGroup[] => {
    const group = byRule.get(keyOf(finding)) ?? [];
    if (finding.place === undefined || group.length <= mostAlone) return [[finding]];
    // Taken apart once for each group: of 100,000 findings of one rule there are as many members.
    return group[0] === finding ? [[finding, ...group.slice(1)]] : [];
  });
}
