import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fieldsOf, textOf } from '../json-fields.ts';

/** Providers that secretlint's rules call otherwise than the formats do. */
const otherNames: Readonly<Record<string, string>> = {
  '1password': 'onepassword',
  privatekey: 'private',
};

/** Where secrets are revoked, by the first word of an id: `rules/secrets/providers/revoke.yml`. */
export type Revocation = (rule: string) => string | undefined;

export async function readRevocation(folder: string): Promise<Revocation> {
  const places = fieldsOf(parse(await readFile(join(folder, 'providers', 'revoke.yml'), 'utf8'))) ?? {};
  return (rule) => {
    const provider = rule.slice(rule.indexOf('/') + 1).split('-')[0] ?? '';
    const name = otherNames[provider] ?? provider;
    return Object.hasOwn(places, name) ? textOf(places[name]) : undefined;
  };
}
