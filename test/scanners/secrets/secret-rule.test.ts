import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { readRevocation } from '../../../src/scanners/secrets/revocation.ts';
import { readSecretFormats } from '../../../src/scanners/secrets/secret-format.ts';
import { ruleOf } from '../../../src/scanners/secrets/secret-rule.ts';
import { projectRoot } from '../scan-setup.ts';

const folder = join(projectRoot, 'rules/secrets');
const formats = await readSecretFormats(folder);
const whereToRevoke = await readRevocation(folder);
const known = { formats: new Map(formats.map((format) => [format.id, format])), whereToRevoke };
const describeRule = (rule: string, doubtful = false) => ruleOf({ rule, doubtful, start: 0, end: 1 }, known);

it('names what it is and where it is revoked', () => {
  expect(describeRule('secret/stripe-key')).toMatchObject({
    title: 'Stripe key in clear',
    help: 'Revoke it (dashboard.stripe.com/apikeys, Roll key), for it stays in the history, and read the new one from a secured variable.',
  });
});

it.each([
  ['named-value', false, 'looks random. Revoke it where it was issued, for it stays in the history'],
  ['named-value', true, 'looks random. If it is real, revoke it where it was issued and read'],
  ['password', true, 'If it is real, change it and read the new one from a secured variable'],
  ['url-password', false, 'Change it, for it stays in the history, and read the new one'],
  ['password-hash', false, 'Change the password, for it stays in the history, and keep the hash'],
  ['raw-private-key', false, 'Revoke it (a new key pair, and this one out of every'],
])('says of a %s what makes it worthless (doubtful: %s)', (kind, doubtful, help) =>
  expect(describeRule(`secret/${kind}`, doubtful).help).toContain(help),
);

it('has a name for people for every kind that secretlint tells', () => {
  const unnamed = ['filter-comments', 'basicauth', 'database-connection-string'];
  const kinds = rules
    .filter(({ meta }) => !unnamed.some((name) => meta.id.endsWith(name)))
    .flatMap(({ meta, messages }) =>
      Object.keys(messages)
        .filter((id) => id !== 'AWSAccountID')
        .map((id) => `${meta.id.split('rule-')[1]}-${id.toLowerCase().replaceAll('_', '-')}`),
    );
  expect(kinds.length).toBeGreaterThan(40);
  expect(kinds.filter((kind) => / secret in clear$/.test(describeRule(`secretlint/${kind}`).title))).toEqual(
    [],
  );
});

it('says of known providers only where secrets are revoked', () => {
  const places = parse(readFileSync(join(folder, 'providers/revoke.yml'), 'utf8')) as Record<string, string>;
  const kinds = [...formats.map(({ id }) => id), ...rules.map(({ meta }) => meta.id.split('rule-')[1] ?? '')];
  const providers = new Set(kinds.map((kind) => kind.split('-')[0] ?? ''));
  expect(Object.keys(places).filter((name) => !providers.has(name))).toEqual([]);
  expect(Object.values(places).filter((place) => typeof place !== 'string' || place.length > 110)).toEqual(
    [],
  );
});
