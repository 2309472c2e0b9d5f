import type { Severity } from '../../core/severity.ts';
import { type RuleDescription, securitySeverityOf } from '../sarif-log.ts';
import type { FoundSecret } from './found-secret.ts';
import type { SecretFormat } from './secret-format.ts';

const remedy =
  'Revoke it at its provider, for it stays in the history, and read it from a secured variable instead.';
const doubtfulRemedy =
  'If it is real, revoke it and read it from a secured variable instead; if it is an example, suppress the finding.';

/** Rules that are code. */
const names: Readonly<Record<string, { readonly name: string; readonly severity: Severity }>> = {
  'secret/named-value': { name: 'Random value under the name of a secret', severity: 'high' },
  'secret/password': { name: 'Password', severity: 'low' },
};

/** What the report says of a secret's kind. A doubtful one is a rule of its own, so that it does not fail the gate. */
export function ruleOf(
  { rule, doubtful }: FoundSecret,
  formats: ReadonlyMap<string, SecretFormat>,
): RuleDescription {
  const known = names[rule] ?? formats.get(rule.slice(rule.indexOf('/') + 1));
  const name = known?.name ?? `Secret (${rule})`;
  return {
    id: doubtful ? `${rule}-doubtful` : rule,
    title: doubtful ? `${name} in clear, or an example of one` : `${name} in clear`,
    help: doubtful ? doubtfulRemedy : remedy,
    securitySeverity: securitySeverityOf[doubtful ? 'low' : (known?.severity ?? 'high')],
    cwe: [798],
    category: 'secret',
    tags: ['security', 'secret'],
  };
}
