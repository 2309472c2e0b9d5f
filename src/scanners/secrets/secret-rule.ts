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

interface Kind {
  readonly name: string;
  readonly severity: Severity;
  /** A person chose it. */
  readonly password?: boolean;
}

/** Rules that are code. */
const coded: Readonly<Record<string, Kind>> = {
  'secret/named-value': { name: 'Key or token', severity: 'high' },
  'secret/password': { name: 'Password', severity: 'low', password: true },
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
    help: `${reasons[rule] ?? ''}${remedy(changeOf(rule, known, whereToRevoke(rule)), doubtful)}`,
    securitySeverity: securitySeverityOf[doubtful ? 'low' : (known?.severity ?? 'high')],
    cwe: [798],
    category: 'secret',
    tags: ['security', 'secret'],
  };
}

/** What makes it one, where the title does not say it. */
const reasons: Readonly<Record<string, string>> = {
  'secret/named-value': 'Its name says that it is one, and its value looks random. ',
  'secret/password-hash': 'Whoever has the hash of a password can try guesses on it. ',
};

interface Change {
  readonly what: string;
  /** What then is done with the new one. */
  readonly next: string;
}

/** What makes the old one worthless: nobody issued a password, so nobody can revoke it. */
function changeOf(rule: string, known: Kind | undefined, where: string | undefined): Change {
  const next = 'read the new one from a secured variable';
  if (rule === 'secret/password-hash') {
    return { what: 'change the password', next: 'keep the hash of the new one out of the repository' };
  }
  if (where !== undefined) return { what: `revoke it (${where})`, next };
  return { what: known?.password === true ? 'change it' : 'revoke it where it was issued', next };
}

function remedy({ what, next }: Change, doubtful: boolean): string {
  return doubtful
    ? `If it is real, ${what} and ${next}; if it is an example, suppress the finding.`
    : `${what.charAt(0).toUpperCase()}${what.slice(1)}, for it stays in the history, and ${next}.`;
}
