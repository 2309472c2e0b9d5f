import type { Severity } from '../../core/severity.ts';
import { type RuleDescription, securitySeverityOf } from '../sarif-log.ts';
import type { FoundSecret } from './found-secret.ts';
import type { Revocation } from './revocation.ts';
import type { SecretFormat } from './secret-format.ts';
import { secretlintName } from './secretlint-names.ts';

export interface KnownSecrets {
  /** By id, which is the part of a rule's id after the `/`. */
  readonly formats: ReadonlyMap<string, SecretFormat>;
  readonly whereToRevoke: Revocation;
}

/** Rules that are code. */
const coded: Readonly<Record<string, { readonly name: string; readonly severity: Severity }>> = {
  'secret/named-value': { name: 'Random value under the name of a secret', severity: 'high' },
  'secret/password': { name: 'Password', severity: 'low' },
};

export const codedSecrets: readonly string[] = Object.keys(coded);

/** What the report says of a secret's kind. A doubtful one is a rule of its own, so that it does not fail the gate. */
export function ruleOf(
  { rule, doubtful }: FoundSecret,
  { formats, whereToRevoke }: KnownSecrets,
): RuleDescription {
  const id = rule.slice(rule.indexOf('/') + 1);
  const known = coded[rule] ?? formats.get(id);
  const name = known?.name ?? secretlintName(id);
  return {
    id: doubtful ? `${rule}-doubtful` : rule,
    title: doubtful ? `${name} in clear, or an example of one` : `${name} in clear`,
    help: remedy(whereToRevoke(rule), doubtful),
    securitySeverity: securitySeverityOf[doubtful ? 'low' : (known?.severity ?? 'high')],
    cwe: [798],
    category: 'secret',
    tags: ['security', 'secret'],
  };
}

function remedy(where: string | undefined, doubtful: boolean): string {
  const place = where === undefined ? 'at its provider' : `(${where})`;
  return doubtful
    ? `If it is real, revoke it ${place} and read the new one from a secured variable; if it is an example, suppress the finding.`
    : `Revoke it ${place}, for it stays in the history, and read the new one from a secured variable.`;
}
