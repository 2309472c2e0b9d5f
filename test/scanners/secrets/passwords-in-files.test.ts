import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSecrets } from '../../../src/scanners/secrets/find-secrets.ts';
import { readKnownForms } from '../../../src/scanners/secrets/known-forms.ts';
import { projectRoot } from '../scan-setup.ts';
import { makeSecret } from './make-secret.ts';

const forms = await readKnownForms(join(projectRoot, 'rules/secrets'));
const rulesOf = async (text: string) =>
  (await findSecrets('src/a.txt', text, forms)).map(({ rule, doubtful }) => (doubtful ? `${rule}?` : rule));
const password = 'k9mx2pq7w';
const key = makeSecret('{w43}');

describe('a secret in a file or a command', () => {
  it.each([
    [`CREATE USER app IDENTIFIED BY '${password}';`, 'secret/sql-password'],
    [`alter role app with login password '${password}';`, 'secret/sql-password'],
    [`ConvertTo-SecureString "${password}" -AsPlainText -Force`, 'secret/powershell-password'],
    [`new PSCredential("me", "${password}")`, 'secret/network-credential'],
    [`gpg --batch --passphrase ${password} -d a.gpg`, 'secret/tool-password'],
    [`openssl rsa -in a.pem -passin pass:${password}`, 'secret/tool-password'],
    [`mysql -u root -p${password} app`, 'secret/tool-password'],
    [`# for psql\ndb:5432:app:app:${password}\n`, 'secret/pgpass-password'],
    [`<Server><Pass>${password}</Pass></Server>`, 'secret/xml-password?'],
    [`<password name="db">${password}</password>`, 'secret/xml-password?'],
    [`login with me (pw:K9mx2pQ7)`, 'secret/noted-password?'],
    [`define('DB_PASSWORD', '${password}');`, 'secret/password?'],
    [`process.env.DB_PASSWORD || '${password}'`, 'secret/password?'],
    [`val password: String = "${password}"`, 'secret/password?'],
    [`{"kty": "EC", "crv": "P-256", "d": "${key}"}`, 'secret/json-web-key'],
    [`{"d": "${key}", "kty": "OKP"}`, 'secret/json-web-key'],
    [`admin:$apr1$${makeSecret('{a8}')}$${makeSecret('{a22}')}`, 'secret/password-hash'],
  ])('is found in %s', async (text, rule) => expect(await rulesOf(text)).toEqual([rule]));

  it.each([
    "CREATE USER app IDENTIFIED BY '$PASSWORD';",
    'ALTER USER app PASSWORD EXPIRE;',
    'CREATE USER app IDENTIFIED BY :password;',
    'ConvertTo-SecureString $env:PASSWORD -AsPlainText -Force',
    'ConvertTo-SecureString "$password" -AsPlainText -Force',
    'new PSCredential("me", "$password")',
    'gpg --passphrase "$PASSPHRASE" -d a.gpg',
    'openssl rsa -in a.pem -passin pass:$PASS',
    'mysql -u root -p app',
    'db:5432:app:app:$PASSWORD',
    `<Pass>\${pass1}</Pass>`,
    '<Password>Kennwort</Password>',
    'pw: see the vault',
    "define('DB_PASSWORD', getenv('DB_PASSWORD'));",
    'process.env.DB_PASSWORD || undefined',
    "define('AUTH_KEY', 'put your unique phrase here');",
    `{"kty": "EC", "x": "${key}", "y": "${key}"}`,
    `"typeUrl": "type.googleapis.com/google.crypto.tink.EcdsaPublicKey", "value": "${key}"`,
    `ddo_${makeSecret('{a20}')}`,
    `llx-${makeSecret('{a20}')}`,
    `https://hooks.slack.com/triggers/T0123ABCD`,
    `https://mainnet.infura.io/v3/your-key`,
  ])('is none in %s', async (text) => expect(await rulesOf(text)).toEqual([]));
});
