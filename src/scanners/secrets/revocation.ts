import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fieldsOf, textOf } from '../json-fields.ts';
import { readRuleData } from '../rule-data.ts';

/** Providers that secretlint's rules call otherwise than the formats do. */
const otherNames: Readonly<Record<string, string>> = {
  '1password': 'onepassword',
  privatekey: 'private',
};

/** Where secrets are revoked, by the first word of an id: `rules/secrets/providers/revoke.yml`. */
export type Revocation = (rule: string) => string | undefined;

export async function readRevocation(folder: string): Promise<Revocation> {
  const file = (await readdir(join(folder, 'providers'))).find((name) => name.startsWith('revoke.'));
  const places = fieldsOf(await readRuleData(join(folder, 'providers', file ?? 'revoke.yml'))) ?? {};
  return (rule) => {
    const provider = rule.slice(rule.indexOf('/') + 1).split('-')[0] ?? '';
    const name = otherNames[provider] ?? provider;
    return Object.hasOwn(places, name) ? textOf(places[name]) : undefined;
  };
}
