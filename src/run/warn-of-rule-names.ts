import type { Finding } from '../core/finding.ts';
import { nearestName } from '../core/nearest-name.ts';
import type { Warning } from '../core/report.ts';
import { truncate } from '../core/truncate.ts';
import type { Policy } from '../policy/policy.ts';
import type { Installation } from '../scanners/installation.ts';
import { readRuleNames } from '../scanners/rule-names.ts';

/** Names that are looked at: to compare one with all rules takes a millisecond. */
const mostNames = 200;

/**
 * Rules that the policy names and that look like slips of the pipe's own. Any name could be a rule of another tool, so
 * that one which something was found by, and one that is like none of ours, is taken as it stands.
 */
export async function warnOfRuleNames(
  policy: Policy,
  findings: readonly Pick<Finding, 'scanner' | 'rule'>[],
  installation: Installation,
): Promise<readonly Warning[]> {
  const named = rulesNamedIn(policy);
  if (named.length === 0) return [];
  const found = new Set(findings.flatMap(({ scanner, rule }) => [rule, `${scanner}/${rule}`]));
  const unknown = named.filter(({ rule }) => !found.has(rule));
  if (unknown.length === 0) return [];
  const known = await readRuleNames(installation);
  const names = new Set(known);
  return unknown.slice(0, mostNames).flatMap(({ rule, key }) => {
    // Of `scanner/rule`, where the rule may hold a `/` itself.
    const behind = rule.slice(rule.indexOf('/') + 1);
    if (names.has(rule) || names.has(behind)) return [];
    const near = nearestName(rule, known) ?? nearestName(behind, known);
    if (near === undefined) return [];
    const where = `${policy.fileName ?? 'the policy'}, ${key}`;
    const message = `${where}: there is no rule ${JSON.stringify(truncate(rule, 100))}, so that the entry has no effect; did you mean ${near.name}?`;
    return [{ code: 'unknown-rule', message }];
  });
}

/** Each once, without patterns. */
function rulesNamedIn({ severities, suppressions }: Policy) {
  const all = [
    ...severities.map(({ rule }) => ({ rule, key: 'severities' })),
    ...suppressions.flatMap(({ rule, line }) =>
      rule === undefined ? [] : [{ rule, key: `suppressions, line ${line}` }],
    ),
  ];
  return [...new Map(all.map((each) => [`${each.key} ${each.rule}`, each])).values()].filter(
    ({ rule }) => !rule.includes('*'),
  );
}
