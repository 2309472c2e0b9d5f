import { createHash } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findByFormat } from '../../../src/scanners/secrets/find-by-format.ts';
import { findByName } from '../../../src/scanners/secrets/find-by-name.ts';
import { findPasswords } from '../../../src/scanners/secrets/find-passwords.ts';
import { findSecrets } from '../../../src/scanners/secrets/find-secrets.ts';
import { readKnownForms } from '../../../src/scanners/secrets/known-forms.ts';
import { suppressedLines } from '../../../src/scanners/secrets/suppressions.ts';
import { projectRoot } from '../scan-setup.ts';
import { makeSecret } from './make-secret.ts';

const forms = await readKnownForms(join(projectRoot, 'rules/secrets'));
const { formats, index } = forms;
const secretsIn = async (text: string) =>
  (await findSecrets('a.ts', text, forms)).map(({ start, end }) => text.slice(start, end));

const base64url = (fields: object) => Buffer.from(JSON.stringify(fields)).toString('base64url');
const jwt = (fields: object) =>
  `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url(fields)}.${makeSecret('{w43}')}`;

const openSshKey = (middle: string) =>
  `-----BEGIN OPENSSH PRIVATE KEY-----\n${middle}\n${makeSecret('{b320}')}\n-----END OPENSSH PRIVATE KEY-----`;

const pemKey = `-----BEGIN ${'PRIVATE'} KEY-----\n${makeSecret('{b300}')}\n-----END ${'PRIVATE'} KEY-----`;

describe('the formats', () => {
  it('are many, each with a name and an id of its own', () => {
    const ids = formats.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(200);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
    expect(formats.filter(({ examples }) => examples.length === 0)).toEqual([]);
  });

  it.each(
    formats.flatMap((format) => format.examples.map((example) => [format.id, example, format] as const)),
  )('%s finds %s', (_, example, format) => {
    const text = makeSecret(example);
    expect(index.candidates(text)).toContain(format);
    expect(findByFormat(text, [format])).toHaveLength(1);
    // The same where the text does not stand alone on its line.
    if (!/[\n"]|^machine/.test(text)) expect(findByFormat(`const a = "${text}";`, [format])).toHaveLength(1);
  });

  it.each([
    ['an example of the provider', `AKIA${'IOSFODNN7'}EXAMPLE`],
    ['a placeholder', `ghp_${'x'.repeat(36)}`],
    ['part of another token', `${makeSecret('AKIA{t16}')}ABCD`],
    ['a name of code', 'sk_live_migration_helper_function'],
    ['a name of code of words alone', 'ptr_to_integer_transmute_in_constants'],
    ['a token that is too short', `gitlab_token = "${makeSecret('glpat-{w17}')}"`],
    ['part of a word with dashes', `sha256=qaN-${makeSecret('npm_{a36}')}`],
    ['the token that manuals start from', `${jwt({ sub: '1234567890' })}`],
    ['a web token that names nobody', `token = "${jwt({ confidence: 0.8 })}"`],
    [
      'a web token of NATS, which opens nothing without the key',
      `operator: ${base64url({ typ: 'JWT', alg: 'ed25519-nkey' })}.${base64url({ sub: 'OD4M', iat: 1, iss: 'OD4M' })}.${makeSecret('{w86}')}`,
    ],
    [
      'a line of a picture in Base64',
      `<value>\n        ${makeSecret('{b80}')}\n        AAAAAAAAAAAAAAAAAAAAAAAA${makeSecret('{a56}')}\n        ${makeSecret('{b80}')}\n</value>`,
    ],
    ['two sequences that take turns', 'SHOP_TOKEN=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'],
    ['the alphabet with numbers between', 'sbp_abcd1234efgh5678ijkl9012mnop3456qrst7890'],
    ['most of the alphabet', 'rdme_abcdefghijklmnopqrstuvwxyz1234567890abcdefghijklmnopqrstuvwxyz12345678'],
    ['what says twice that it is fake', `glpat-fake${makeSecret('{a6}')}fake${makeSecret('{a6}')}`],
    [
      'a key of Firebase',
      `const firebaseConfig = { apiKey: "${makeSecret('AIza{w35}')}", authDomain: "a.firebaseapp.com" }`,
    ],
    [
      'a key of a map on a page',
      `<script src="https://maps.googleapis.com/maps/api/js?key=${makeSecret('AIza{w35}')}">`,
    ],
    ['part of a longer token with dashes', `mailgun: key-${makeSecret('{h32}')}-${makeSecret('{h8}')}`],
    ['in the sum of a package', `integrity sha512-${makeSecret('{a44}')}ACDb${makeSecret('{a8}')}==`],
    [
      'the number of an account in an address of a shop',
      `<a href="https://shop.example.net/x?psc=1&SubscriptionId=${makeSecret('AKIA{t16}')}&tag=a">`,
    ],
    [
      'in the name of a folder of pnpm',
      `"../node_modules/.pnpm/orm@0.45.1_@pri_${makeSecret('{h32}')}/node_modules/orm/a.d.ts"`,
    ],
    ['what a call gives', '_password = encoders.quote_plus(environment["DATABASE_PASSWORD"])'],
    ['a word of advice', 'Authorization: Basic YourLegacyAPIkey'],
    ['a variable on the line below another one', 'username = parts[0];\npassword = decodedParts[1];'],
    [
      'in the middle of a picture',
      `${makeSecret('{a70}')}+EAAB${makeSecret('{a90}')}/${makeSecret('{a70}')}`,
    ],
    [
      'a key of an app that everybody installs',
      `MailchimpSDK.initialize(token: "${makeSecret('{h32}')}-us18")`,
    ],
    ['an example of a standard', '{ "access_token": "2YotnFZFEjr1zCsicMWpAA" }'],
  ])('leave %s', async (_, text) => expect(await secretsIn(text)).toEqual([]));
});

describe('a token', () => {
  const found = (text: string) => findByFormat(text, formats).map(({ doubtful }) => doubtful);

  it.each([
    ['that names somebody', jwt({ user_id: 7 })],
    ['that begins with a sequence, as all of its kind', makeSecret(`${'A'.repeat(22)}{a79}`)],
    ['with a row of zeros in a long key', openSshKey(`${makeSecret('{b70}')}${'A'.repeat(12)}`)],
    ['of two words', 'postgres://app:summer.rain7@db.internal/app'],
    ['of two words in a connection', 'Server=db;Uid=app;Password=summer.rain7;Encrypt=no'],
    ['in JSON inside of JSON', String.raw`{\"auths\": {\"a\": {\"auth\": \"${makeSecret('{b40}')}\"}}}`],
  ])('%s is sure', (_, text) => expect(new Set(found(text))).toEqual(new Set([false])));

  it.each([
    ['of a key for tests', `const TEST_KEY_1: &str = "${pemKey}";`, true],
    ['of a key below a comment that says so', `# Only for testing\n${pemKey}`, true],
    ['of a key below another comment', `# Signs the releases\n${pemKey}`, false],
    ['of a fake key', `fakeSigningKey := \`${pemKey}\``, true],
    ['of a key', `signingKey := \`${pemKey}\``, false],
    ['of the latest key', `latestKey := \`${pemKey}\``, false],
  ])('under the name %s', (_, text, doubtful) => expect(found(text)).toEqual([doubtful]));

  it('with a sequence in it is doubtful, and so is one of nothing but short ones', () => {
    expect(found(`ghp_12345678${makeSecret('{a28}')}`)).toEqual([true]);
    expect(found('placeholder="sk_live_abc123xyz789"')).toEqual([true]);
  });

  it('behind “for example” is doubtful', () => {
    const token = makeSecret('ghp_{a36}');
    expect(found(`"description": "A token, e.g. ${token}"`)).toEqual([true]);
    expect(found(`"description": "${token}"`)).toEqual([false]);
  });

  it('with a beginning that says little is sure only with its provider near', () => {
    const key = makeSecret('key-{h32}');
    expect(found(`assertEquals('${key}', cacheId)`)).toEqual([true]);
    expect(found(`post("https://api.mailgun.net/v3/a", auth=("api", "${key}"))`)).toContain(false);
  });

  it.each([
    ['sk_test_{a24}', 'sk_live_{a24}'],
    ['test_{h35}', 'live_{h35}'],
    ['access-sandbox-{h8}-{h4}-{h4}-{h4}-{h12}', 'access-production-{h8}-{h4}-{h4}-{h4}-{h12}'],
  ])('for trying things out is doubtful: %s', (trial, live) => {
    expect(found(makeSecret(trial))).toEqual([true]);
    expect(found(makeSecret(live))).toContain(false);
  });
});

const value = makeSecret('{a32}');
const hex = makeSecret('{h40}');

describe('a random value', () => {
  it.each([
    `const apiKey = "${value}";`,
    `API_KEY=${value}`,
    `  client_secret: ${value}`,
    `{"accessToken": "${value}"}`,
    `export DB_TOKEN='${value}'`,
    `config.set("auth.token", "${value}")`,
    `SECRET ?= "${value}"`,
    `$settings['secret_key'] => '${value}'`,
    `<apiToken>${value}</apiToken>`,
    `<apiToken>\n  ${value}\n</apiToken>`,
    `System.setProperty("MY_TOKEN", "${value}")`,
    `x-api-key: ${value}`,
    `curl "https://api.example.com/v1/users?key=${value}"`,
    `account_key = "/${value.slice(1)}"`,
    `ACCOUNT_KEY=+${value.slice(1)}`,
    `const accountKey =\n  '${value}';`,
    `String ACCOUNT_KEY\n    = "${value}";`,
    `process.env.ACCOUNT_KEY ||\n  "${value}"`,
    `variable "db_token" {\n  type    = string\n  default = "${value}"\n}`,
  ])('is found in %s', async (text) =>
    expect(await secretsIn(text)).toEqual([expect.stringContaining(value.slice(1))]),
  );

  it.each([
    ['a hash', `integrity_key: "${makeSecret('sha512-{b86}')}=="`],
    ['a commit', `commit = "${hex}"`],
    ['a file name', `"src/credentials.ts": "${hex}"`],
    ['a public key', `publicKey = "${value}"`],
    ['a form token', `csrf_token = "${value}"`],
    ['a variable', 'const token = process.env.API_TOKEN_FOR_THE_SERVICE_1'],
    ['a call', 'const token = getTokenFromVaultService2(request)'],
    ['words', 'const secretKey = "the-quick-brown-fox-jumps-over-the-lazy-dog"'],
    ['a path', 'const tokenPath = "/var/run/secrets/kubernetes.io/serviceaccount/token"'],
    ['a word that only ends like a secret', `const monkey = "${value}"`],
    ['an unnamed value', `const id = "${value}"`],
    ['a template', `const token = "\${${value}}"`],
    ['a part of a longer text in quotes', `const token = "${value}, or else!"`.replace(',', '&')],
    ['the key of a map', `key = "${value}"`],
    ['named in a sentence', `[DEBUG] Using API_KEY=${value}`],
    ['hexadecimal but for one letter', `api_token = "${hex.replace(/[a-f]/, 'J')}"`],
    ['small but for one capital', `api_token = "${makeSecret('{l32}').replace(/[g-z]/, 'Q')}"`],
    ['a token without its signature', 'api_token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3NDA5MiJ9.none"'],
    ['a server', 'api_token = "4f2a9c7be1d0.invoices.example.com"'],
    ['a function of a package that is handed over', 'mux.Handle(path, lib.AuthMiddleware(pkg.ReflectXSS1))'],
    ['a member of an object', 'key_password=self._proxy_key_password_2'],
    ['a variable', 'apiKey: pkcs8Ed25519PrivateKeyHex'],
    ['a constant', 'set_private_key(EVP_PKEY_ASN1_METHOD_2)'],
    ['text in Base64', `api_token = "${Buffer.from('some text for people, 1').toString('base64')}"`],
    ['for trying things out', `API_TOKEN=sandbox_${value}`],
    ['the id of a client', `client_id = "${value}"`],
    ['the sum of a module', `example.org/go/auth v0.20.0 h1:${makeSecret('{a43}')}=`],
    ['a field', `private readonly Version _minFFmpeg${makeSecret('{a12}')} = new Version(6, 0);`],
    ['the name of a class', 'private static final String HANDLER = "org.slf4j.bridge.SLF4JBridgeHandler";'],
    ['a suite of ciphers', 'key size in the name of TLS_AES_128_CCM_8_SHA256'],
    ['a version between two', 'auth => example.org/go-http-auth v0.4.1-0.20200324110947-a37a7636d23e'],
    ['an advisory', 'guards the token of GHSA-f59h-q822-g45g'],
    ['the id of a client of Salesforce', `salesforce_key = "3MVG9${makeSecret('{a60}')}"`],
    ['a path of numbers', 'asana_key = 5947766540345/172490810700261'],
    ['for tests by its name', `ACME_TOKEN=acme_test_${value}`],
    ['a network', 'NO_AUTH_NETWORKS: 192.168.10.0/24'],
    ['the token of a browser', `clientToken: "pub${makeSecret('{h32}')}"`],
    ['a cipher', 'the private key was not wrapped with AES-256-CBC-HMAC'],
    ['a function of the standard library', 'password with "PBKDF2WithHmacSHA512"'],
    ['the key of a spreadsheet', `spreadsheet_key = "${makeSecret('{a44}')}"`],
    ['a half of a template', `API_TOKEN=${value}==:xxxxxxxxxxxx`],
    ['in a sentence of a log', `[DEBUG] Using apiSecret=${value}`],
    ['a web token that names nobody', `api_token = "${jwt({ confidence: 0.8 })}"`],
    ['a path of letters and numbers', 'SANDBOX_KEY="/var/run/docker/netns/3df878d8ed31"'],
    ['a type of a package', `"example.com/v1.BasicAuth", "example.com/team/app/v3/types.BearerTokenV2a"`],
    ['the name of an entry', `{ "password": "x", "${makeSecret('{l27}')}": "y" }`],
    ['a project', `sonar.projectKey=shop_${makeSecret('{a20}')}`],
    ['publishable', `STRIPE_PUBLISHABLE_API_KEY="pk_live_${makeSecret('{a40}')}"`],
    [
      'a package',
      'for(var IMPORT_KEY in _node_modules_mini_css_extract_plugin_dist_loader_js_1_oneOf_1_css) {}',
    ],
    ['cut off', `api_token = "${value}..."`],
    ['cut off by a sign', `api_token: ${value}…`],
    ['the number of a key', `RELEASE_GPG_KEY: ${hex.toUpperCase()}`],
    ['a sum of a file', `restore /tmp/passwd ${makeSecret('{h32}')}`],
    ['one that nobody has, by its name', `nonMatchingToken := "${value}"`],
    ['an example, by its name', `const sampleApiKey = "${value}"`],
    ['the name of an index', 'UNIQUE KEY `UK_B71CJLBENV945RB6GCON438AT` (`REALM`)'],
    ['the name of a constraint', "tokens.addUniqueIndex(['token'], 'UNIQ_6FB0DB1E5F37A13B')"],
    ['the name of a credential', "ORG = credentials('c4-os-snyk-org-id')"],
    ['the name of a text', "SecretKey: 'import.column-type.lwm2m-server-secret-key'"],
    ['a public key', 'licenseKey = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEXimskaxt8OafhPJa/zzn1DerL5It"'],
    ['a public key in hexadecimal', `licenseKey = "30819f300d06092a864886f70d010101${hex}"`],
    ['on a line of a list', `tokens: x\n  "${value}"`],
    ['a fingerprint', `gpg --recv-keys ${makeSecret('{h40}').toUpperCase()}`],
  ])('is left where it is %s', (_, text) => expect(findByName(text, forms)).toEqual([]));

  it('with signs as addresses have them is whole', () => {
    const [secret] = findByName(`secret: ${value}%2F${value}%3D%3D\n`, forms);
    expect(secret).toMatchObject({ start: 8, end: 8 + 2 * value.length + 9 });
  });

  it.each([
    [`$gateway->gateway_key = '${makeSecret('{h32}')}';`, true],
    [`private $gateway_key = '${makeSecret('{h40}')}';`, true],
    [`gateway_key = '${value}'`, false],
    [`RELEASE_KEYS: '${makeSecret('{h16}').toUpperCase()},${makeSecret('{h16}').toUpperCase()}'`, true],
    [`encryption_key = '${makeSecret('{h32}')}'`, false],
    [`gateway_api_key = '${makeSecret('{h32}')}'`, false],
  ])('that may as well be the number of a record is doubtful: %s', (text, doubtful) =>
    expect(findByName(text, forms)).toEqual([expect.objectContaining({ doubtful })]),
  );

  it('in an example is told as doubtful', () => {
    expect(findByName(`#   user.invite_token # => "invite_token_${makeSecret('{a24}')}"`, forms)).toEqual([
      expect.objectContaining({ doubtful: true }),
    ]);
    expect(findByName(`// Example: ApiKey acme_${value}`, forms)).toEqual([
      expect.objectContaining({ doubtful: true }),
    ]);
    expect(findByName(`"docs::examples": ["\${API_TOKEN}", "${value}"]`, forms)).toEqual([
      expect.objectContaining({ doubtful: true }),
    ]);
    expect(findByName(`curl https://api.example.com/?api_key=${value}`, forms)).toEqual([
      expect.objectContaining({ doubtful: false }),
    ]);
  });

  it.each([
    ['with `fake` in two places', `acme_secret = "fake${makeSecret('{a9}')}fake${makeSecret('{a9}')}"`],
    ['of copies', `acme_secret = "${'a7Q2x9Lm4Z'.repeat(4)}"`],
    ['of rows', `acme_secret = "${makeSecret('{a12}')}QQQQ4444zzzz${makeSecret('{a12}')}"`],
  ])('%s is told as doubtful', (_, text) =>
    expect(findByName(text, forms)).toEqual([expect.objectContaining({ doubtful: true })]),
  );

  it('that is spelt out is not told for a provider of whose shapes it has none', () => {
    expect(findByName('elastic_token = "q8a1b2c3d4e5f6g7h8w0"', forms)).toEqual([]);
    expect(findByName(`elastic_token = "${makeSecret('{a21}')}"`, forms)).toHaveLength(1);
  });

  it('has no part of its name from the text before it', () => {
    const spelt = 'q8a1b2c3d4e5f6g7h8w0';
    expect(findByName(`id = 'rain7-summer' secret = '${spelt}'`, forms)).toEqual([]);
    expect(findByName(`id = 'rain7-summer' acme_secret = '${spelt}'`, forms)).toHaveLength(1);
    expect(findByName(`{ "acme_secret": '${spelt}' }`, forms)).toHaveLength(1);
  });

  it('that people make up is told as doubtful, and not at all under a name of everybody’s', () => {
    for (const madeUp of ['abcdefgh1j3kz9m2n8p4', 'q8a1b2c3d4e5f6g7h8w0']) {
      expect(findByName(`acme_token = "${madeUp}"`, forms)).toEqual([
        expect.objectContaining({ doubtful: true }),
      ]);
      expect(findByName(`oauth_token = "${madeUp}"`, forms)).toEqual([]);
    }
    expect(findByName(`api_token = "${value}"`, forms)).toEqual([
      expect.objectContaining({ doubtful: false }),
    ]);
  });
});

describe('where no secret is expected to be real', () => {
  const certain = async (path: string, text: string) =>
    (await findSecrets(path, text, forms)).map(({ doubtful }) => !doubtful);

  it('one under the names of AWS is doubtful, for every such server has keys like these', async () => {
    const text = `"SecretAccessKey": "${makeSecret('{a40}')}"`;
    expect(await certain('docs/sts.md', text)).toEqual([false]);
    expect(await certain('src/sts.ts', text)).toEqual([true]);
  });

  it('a token in a test is doubtful where its sum is wrong, as its provider cannot have made it', async () => {
    const text = `'${`ghp_${makeSecret('{a36}')}`}'`;
    expect(await certain('test/io.php', text)).toEqual([false]);
    expect(await certain('src/io.php', text)).toEqual([true]);
    const right = `'ghp_${'q7Rk2Zb9XwT4mLc8VhN1sYp6JdG3fA'}0iKGzp'`;
    expect(await certain('test/io.php', right)).toEqual([true]);
  });

  it('a value of a section for tests is doubtful, and a token of a provider is not', async () => {
    const text = `test:\n  secret_key: ${value}\n  bot: ${makeSecret('xoxb-{d12}-{d13}-{a24}')}\nlive:\n  secret_key: ${value}\n`;
    expect(await certain('config/secrets.yml', text)).toEqual([false, true, true]);
  });

  it.each([
    ['a token that only the name beside it says the provider of', `HCLOUD_TOKEN=${makeSecret('{a64}')}`],
    ['a token that is over within the hour', `access: ${makeSecret('ya29.a0{w60}')}`],
  ])('%s is doubtful', async (_, text) => {
    expect(await certain('test/fixtures/all.env', text)).toEqual([false]);
    expect(await certain('deploy/all.env', text)).toEqual([true]);
  });

  it('a key for maps is doubtful anywhere, for every browser gets it', async () => {
    const key = makeSecret('AIza{w35}');
    for (const name of ['googleMapsApiKey', 'GOOGLE_MAPS_KEY', 'map: { apiKey']) {
      expect([name, await certain('src/places.ts', `${name}: '${key}'`)]).toEqual([name, [false]]);
    }
    expect(await certain('src/places.ts', `bitmapMappings.apiKey = '${key}'`)).toEqual([true]);
  });

  it('a private key in JSON in a text in a text is doubtful, and in JSON alone not', async () => {
    const key = `MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg${makeSecret('{a136}')}`;
    expect(await certain('src/Notes.java', String.raw`"{\"clientKey\":\"${key}\"}"`)).toEqual([true]);
    expect(await certain('src/Notes.java', String.raw`"{\\\"clientKey\\\":\\\"${key}\\\"}"`)).toEqual([
      false,
    ]);
  });
});

describe('a password', () => {
  it.each([
    "password = 'Winter2031!'",
    'DB_PASSWORD=s3cure-enough',
    'passphrase: "tr0ub4dor&3"',
    'dbPassword := "k9#mx2p"',
  ])('is found in %s, as doubtful', (text) =>
    expect(findPasswords(text)).toEqual([expect.objectContaining({ doubtful: true })]),
  );
  it.each([
    "password: 'password123'",
    'password = getPassword()',
    'PASSWORD=$DB_PASSWORD1',
    "passwordLabel = 'Enter your password'",
    "type: 'password'",
    "password: 'string'",
    'password = os.environ["X1"]',
    "password = '/run/secrets/db1'",
    '/etc/passwd: 429b225650b912a2',
  ])('is not found in %s', (text) => expect(findPasswords(text)).toEqual([]));

  it.each(['postgres://app:k9mx2pq7w@db:5432/app', 'curl -u admin:k9mx2pq7w https://example.com'])(
    'is found in %s',
    async (text) => expect(await secretsIn(text)).toEqual([expect.stringContaining('k9mx2pq7w')]),
  );
  it('of words for a server of the same machine or the same services is doubtful', async () => {
    const doubted = async (text: string) =>
      (await findSecrets('a.yml', text, forms)).map(({ doubtful }) => doubtful);
    for (const [text, ...certainty] of [
      ['postgres://shop:blueheron@localhost:5432/shop', true],
      ['redis://default:blueheron@redis:6379', true],
      ['postgres://shop:blueheron@db.example.net/shop', false],
      ['postgres://shop:k9mx2pq7w@localhost:5432/shop', false],
      ['curl -u admin:blueheron http://localhost:8080/', true],
      ['curl -u admin:blueheron https://shop.example.net/', false],
    ] as const) {
      expect([text, ...(await doubted(text))]).toEqual([text, ...certainty]);
    }
  });

  it.each([
    'https://user:password@example.com',
    'postgres://postgres:postgres@db/app',
    'mongodb://shop42:shop42@db.internal/app',
    'http://$USER:$PASS@host/',
    'Server=db;User Id=SqlUser2000;Password=SqlPassword2000;',
  ])('is not found in %s', async (text) => expect(await secretsIn(text)).toEqual([]));
});

describe('a secret of Kubernetes', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const manifest = (entries: string) => `apiVersion: v1\nkind: Secret\ndata:\n${entries}`;
  const doubtOf = async (text: string) =>
    (await findSecrets('a.yml', text, forms)).map(({ doubtful }) => doubtful);

  it('is the entry whose name says so', async () =>
    expect(
      await secretsIn(manifest(`  user: ${base64('operator')}\n  password: ${base64('k9mx2pq7w')}`)),
    ).toEqual([base64('k9mx2pq7w')]));
  it('is doubtful where everybody would try its value, or its name says nothing', async () => {
    expect(await doubtOf(manifest(`  password: ${base64('mypassword')}\n`))).toEqual([true]);
    expect(await doubtOf(manifest(`  extra: ${base64('k9mx2pq7w')}\n`))).toEqual([true]);
    expect(await doubtOf(manifest(`  password: ${base64('k9mx2pq7w')}\n`))).toEqual([false]);
  });
  it('is no certificate', async () =>
    expect(await secretsIn(manifest(`  ca.crt: ${base64(`-----BEGIN CERTIFICATE-----\n${hex}`)}\n`))).toEqual(
      [],
    ));
});

describe('a text in Base64', () => {
  const encoded = (text: string) => Buffer.from(text).toString('base64');
  const config = `region = "eu"\napi_token = "${value}"\n`;

  it.each([
    ['with a secret in it', encoded(config)],
    ['that is encoded twice', encoded(`kind: Other\ndata:\n  config.toml: ${encoded(config)}\n`)],
  ])('%s is one', async (_, word) => {
    const found = await findSecrets('a.txt', `config: ${word}\n`, forms);
    expect(found).toEqual([{ rule: 'secret/named-value', start: 8, end: 8 + word.length, doubtful: false }]);
  });

  it.each([
    ['without one', encoded('region = "eu"\ntable = "customers of the year"\n')],
    ['with one that is published', encoded('region = "eu", the access_token "2YotnFZFEjr1zCsicMWpAA"')],
    ['that is no text', Buffer.from(config, 'utf16le').swap16().toString('base64')],
  ])('%s is none', async (_, word) => expect(await secretsIn(`config: ${word}\n`)).toEqual([]));
});

describe('the search', () => {
  it.each(['md5', 'sha1', 'sha256'])('takes the %s of nothing for what it is', async (algorithm) => {
    const tokenOf = (text: string) => `DEPLOY_TOKEN=${createHash(algorithm).update(text).digest('hex')}\n`;
    expect(await secretsIn(tokenOf(''))).toEqual([]);
    expect(await secretsIn(tokenOf('something'))).toHaveLength(1);
  });

  it('tells a key of Heroku in an address of its own by what it opens', async () => {
    const text = `git push https://heroku:${makeSecret('{h8}-{h4}-4{h3}-9{h3}-{h12}')}@git.heroku.com/shop.git main`;
    expect(await findSecrets('a.yml', text, forms)).toEqual([
      expect.objectContaining({ rule: 'secret/heroku-uuid', doubtful: false }),
    ]);
  });

  it('tells each secret once, by its format', async () => {
    const token = makeSecret('ghp_{a36}');
    const found = await findSecrets('a.ts', `github_token = "${token}"`, forms);
    expect(found).toEqual([{ rule: 'secret/github-token', start: 16, end: 56, doubtful: false }]);
  });

  it.each([
    [`password: ${makeSecret('dckr_pat_{a27}')} # for builds`, 'secret/docker-token'],
    [`<password>${value}</password>`, 'secret/named-value'],
    [`Authorization: Bearer ${makeSecret('ghp_{a36}')}`, 'secret/github-token'],
    [`https://ci:${makeSecret('ghp_{a36}')}@github.com/a/b`, 'secret/github-token'],
  ])('says of %s what is most certain', async (text, rule) =>
    expect(await findSecrets('a.txt', text, forms)).toEqual([
      expect.objectContaining({ rule, doubtful: false }),
    ]),
  );

  it('doubts in tests and documentation what is no provider’s, and nothing else', async () => {
    const text = `gitlab_token = "${makeSecret('glpat-{w20}')}"\napi_key = "${value}"`;
    const doubted = async (path: string) =>
      (await findSecrets(path, text, forms)).filter(({ doubtful }) => doubtful).map(({ rule }) => rule);
    expect(await doubted('src/main.py')).toEqual([]);
    for (const path of ['tests/main.py', 'docs/setup.txt', 'README.md']) {
      expect(await doubted(path)).toEqual(['secret/named-value']);
    }
  });

  it('takes no time to speak of for texts made to be slow', async () => {
    const started = performance.now();
    for (const text of [
      'a'.repeat(200_000),
      'password='.repeat(20_000),
      '-----BEGIN '.repeat(20_000),
      '://:'.repeat(50_000),
      `token = ${'"'.repeat(100_000)}`,
      'credentials{'.repeat(15_000),
      'curl -u '.repeat(20_000),
      'server=;'.repeat(20_000),
      `${'A1b'.repeat(60_000)}`,
      `token = "${'a1-'.repeat(1_300)}!"`,
      `token = "${'ab1ab'.repeat(800)}_!"`,
      `<RSAKeyValue>${'<a>b</a>'.repeat(20_000)}`,
      `secret_id vault ${'approle '.repeat(20_000)}`,
      `Authorization: ${'%2Fa'.repeat(40_000)}`,
      `${'SECRET_KEY='.repeat(15_000)}`,
      `kind: Secret\ndata:\n${'      a\n'.repeat(50)}`.repeat(100),
      `-----BEGIN RSA ${'PRIVATE'} KEY-----${'\\n'.repeat(15_000)}`,
    ]) {
      await findSecrets('a.ts', text, forms);
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('never throws and stays inside the text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom(...formats),
        async (noise, format) => {
          const text = `${noise}\ntoken = "${makeSecret(format.examples[0] ?? '')}"${noise}`;
          for (const { start, end } of await findSecrets('a.ts', text, forms)) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeLessThanOrEqual(text.length);
            expect(end).toBeGreaterThan(start);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('comments that allow secrets', () => {
  it.each([
    ['a // secretlint-disable-line\nb', [1]],
    ['// secretlint-disable-next-line\na\nb', [2]],
    ['# secretlint-disable\na\n# secretlint-enable\nb', [1, 2, 3]],
    ['# secretlint-disable\na\nb', [1, 2, 3]],
    ['a\nb\nc', []],
  ])('%j', (text, expected) => {
    const suppressed = suppressedLines(text);
    expect(text.split('\n').flatMap((_, at) => (suppressed(at + 1) ? [at + 1] : []))).toEqual(expected);
  });
});
