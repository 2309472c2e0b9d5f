import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSecrets } from '../../../src/scanners/secrets/find-secrets.ts';
import { readKnownForms } from '../../../src/scanners/secrets/known-forms.ts';
import { projectRoot } from '../scan-setup.ts';
import { makeSecret } from './make-secret.ts';

const forms = await readKnownForms(join(projectRoot, 'rules/secrets'));
const rulesIn = async (text: string, path = 'a.yml') =>
  (await findSecrets(path, text, forms)).map(({ rule, doubtful }) => `${rule}${doubtful ? '-doubtful' : ''}`);

const sealedValue = `AgB${makeSecret('{a717}')}`;

describe('what nobody can read', () => {
  it.each([
    ['a sealed secret', `kind: SealedSecret\nspec:\n  encryptedData:\n    password: ${sealedValue}\n`],
    ['what a key of AWS has encrypted', `db_password: "AQICAH${makeSecret('{a120}')}"`],
    ['what a key of Google Cloud has encrypted', `api_token: CiQA${makeSecret('{a120}')}`],
    ['a key of Windows under another one', `<add sessionKey="AQIAAA5mAAAApAAA${makeSecret('{a140}')}" />`],
    ['a password that Maven has encrypted', `<password>{${makeSecret('{a43}')}=}</password>`],
    ['a tag beside what is encrypted', `"auth_tag": "${makeSecret('{a22}')}=="`],
    ['a name that says so', `kms_encrypted_password = "${makeSecret('{a80}')}"`],
    [
      'a number of Windows',
      `Project("a") = "Shop.Auth", "Auth.csproj", "{${makeSecret('{h8}-{h4}-{h4}-{h4}-{h12}')}}"`,
    ],
    [
      'a word of advice',
      'echo "USAGE: rotate <keyStoreMasterKey> <keyStoreUser> <keyStorePassword> <pkcs11ConfigPath>"',
    ],
    ['a salt', `password_salt: ${makeSecret('{h40}')}`],
    [
      'the characters of an encoding',
      'token = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="',
    ],
  ])('is not told: %s', async (_, text) => expect(await rulesIn(text)).toEqual([]));

  it.each([
    ['a long password of a secret that is not sealed', `kind: Secret2\nspec:\n  password: ${sealedValue}\n`],
    ['what was decrypted', `decrypted_password: ${makeSecret('{a32}')}`],
    ['what is not encrypted', `unencrypted_password: ${makeSecret('{a32}')}`],
    ['a value in braces of Tcl', `set api_token {${makeSecret('{a32}')}}`],
    ['an element of XML', `<apiToken>${makeSecret('{a32}')}</apiToken>`],
  ])('and %s is', async (_, text) => expect(await rulesIn(text)).toEqual(['secret/named-value']));
});

describe('the hash of a password', () => {
  it.each(['crypted_password', 'hashedPassword', 'encrypted_password', 'passwordEncoded'])(
    'is told as such under %s',
    async (name) =>
      expect(await rulesIn(`${name}: ${makeSecret('{h40}')}`)).toEqual(['secret/password-hash']),
  );

  it.each([
    ['in capitals', `LoginPWD = "${makeSecret('{h32}').toUpperCase()}"`],
    ['of a directory', `userPassword: {SSHA}${makeSecret('{a40}')}`],
    [
      'of a directory in Base64',
      `userPassword:: ${Buffer.from(`{SSHA}${makeSecret('{a39}')}=`).toString('base64')}`,
    ],
  ])('is told as such %s', async (_, text) => expect(await rulesIn(text)).toEqual(['secret/password-hash']));

  it('is not what else has hexadecimal digits', async () => {
    expect(await rulesIn(`LoginPWD = "${makeSecret('{h32}')}"`)).toEqual(['secret/named-value']);
    expect(await rulesIn(`LoginToken = "${makeSecret('{h32}').toUpperCase()}"`)).toEqual([
      'secret/named-value',
    ]);
  });

  it('is no password that a person chose', async () => {
    expect(await rulesIn('crypted_password: aB3x9!k')).toEqual([]);
    expect(await rulesIn('user_password: aB3x9!k')).toEqual(['secret/password-doubtful']);
  });
});

describe('an entry of a configuration', () => {
  it.each([
    ['a switch', 'Auth.ApiKey.Enabled', 'true'],
    ['a switch by its value', 'RequireStrongPasswords', 'false'],
    ['an address', 'TokenService', 'https://login.shop.example.net/connect'],
    ['a length', 'PasswordMinLength', '12345'],
    ['a time', 'ApiKeyAge', '00:10:00'],
    ['a text for people', 'PasswordRules', 'Use a letter and a digit please!'],
    ['a hint', 'PasswordHint', 'pet+street1'],
  ])('is no password: %s', async (_, key, value) =>
    expect(await rulesIn(`<add key="${key}" value="${value}" />`, 'Web.config')).toEqual([]),
  );

  it.each([
    ['DbPassword', 'kT9!mzQ2wLp'],
    ['Smtp.Password.Main', 'kT9! mzQ2wLp'],
    ['QueueToken', 'https://me:kT9mzQ2wLp@queue.shop.net'],
  ])('is one under %s', async (key, value) =>
    expect(await rulesIn(`<add key="${key}" value="${value}" />`, 'Web.config')).toHaveLength(1),
  );
});

describe('the password of a user in a Web.config', () => {
  const users = (format: string) =>
    `<credentials passwordFormat="${format}">\n<user name="admin" password="${makeSecret('{h40}')}" />`;

  it('is a hash where the file says so', async () => {
    expect(await rulesIn(users('SHA1'), 'Web.config')).toEqual(['secret/password-hash']);
    expect(await rulesIn(users('Clear'), 'Web.config')).toEqual(['secret/named-value']);
  });
});
