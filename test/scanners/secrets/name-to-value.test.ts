import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findByName } from '../../../src/scanners/secrets/find-by-name.ts';
import { readKnownForms } from '../../../src/scanners/secrets/known-forms.ts';
import { projectRoot } from '../scan-setup.ts';
import { makeSecret } from './make-secret.ts';

const forms = await readKnownForms(join(projectRoot, 'rules/secrets'));
const found = (text: string) => findByName(text, forms).map(({ start, end }) => text.slice(start, end));
const value = makeSecret('{a40}');
const bytes = `${makeSecret('{b43}')}=`;
const hex = makeSecret('{h64}');

describe('the name of a value', () => {
  it.each([
    ['behind who may see it, in Java', `public static final String API_KEY = "${value}";`],
    ['in C#', `    public const string ClientSecret = "${value}";`],
    ['in TypeScript', `  public apiKey = '${value}';`],
    ['in PHP', `    public $apiToken = '${value}';`],
    ['of properties', `stripe.secret.key=${value}`],
    ['with a type behind it', `const apiKey: string = '${value}';`],
    ['with types behind it', `  private readonly apiKey?: string | undefined = '${value}';`],
    ['with a type of Swift', `let apiKey: String = "${value}"`],
    ['with a type of Rust', `const API_KEY: &'static str = "${value}";`],
    ['with a type of Python', `API_KEY: Final[str] = "${value}"`],
    ['with accessors', `public string ApiKey { get; private set; } = "${value}";`],
    ['in Objective-C', `static NSString *const kApiKey = @"${value}";`],
    ['in a variable of PowerShell', `$env:API_KEY = "${value}"`],
    ['of JSON in a text', String.raw`String body = "{\"apiKey\":\"${value}\"}";`],
    ['of a setting of Gradle', String.raw`buildConfigField "String", "API_KEY", "\"${value}\""`],
    ['on the line above, in YAML', `    - name: API_KEY\n      value: ${value}`],
    ['in a field of its own', `{ "name": "API_TOKEN", "value": "${value}" }`],
    ['in an attribute', `<property name="apiKey" value="${value}"/>`],
    ['in an element of its own', `<key>ApiKey</key>\n  <string>${value}</string>`],
    ['in an element of an entry', `<entry>\n  <key>api.token</key>\n  <value>${value}</value>`],
    ['of a flag', `parser.add_argument("--api-key", help="x", default="${value}")`.replace('help="x", ', '')],
  ])('is found %s', (_, text) => expect(found(text)).toEqual([value]));

  it.each([
    ['Node.js', `const encryptionKey = Buffer.from('${hex}', 'hex');`],
    ['Go', `signingKey, err := hex.DecodeString("${hex}")`],
    ['Go, as they are', `var jwtSecret = []byte("${hex}")`],
    ['Python', `secret_key = base64.b64decode(b"${bytes}")`],
    ['Java', `cookieManager.setCipherKey(Base64.getDecoder().decode("${bytes}"));`],
    ['C#', `private static readonly byte[] AesKey = Convert.FromBase64String("${bytes}");`],
    ['PHP', `$secret_key = base64_decode('${bytes}');`],
    ['Rust', `let secret_key = hex::decode("${hex}");`],
    ['a file of settings', `APP_KEY=base64:${bytes}`],
  ])('is found where bytes are made of it in %s', (_, text) => expect(found(text)).toHaveLength(1));

  it.each([
    ['of a public key', `public static final String PUBLIC_KEY = "${value}";`],
    ['of a public key in a sentence', `public key = "${value}"`],
    ['of a file', `"tls/server.crt": "${value}"`],
    ['of a field of a page', `<input type="hidden" name="user_token" value="${value}">`],
    ['of something else, in a field of its own', `{ "name": "commit", "value": "${value}" }`],
    ['of a site, at a captcha', `RECAPTCHA_KEY = "${makeSecret('6L{w38}')}"`],
    ['of code that is used', `from allauth.auth0.views import Auth0OAuth2Adapter`],
    ['of a constraint', `ALTER TABLE USER_SECRET DROP CONSTRAINT ${makeSecret('FK{u25}')};`],
    ['of a patch, in capitals', `PATCH_ID=vcs-patch-${makeSecret('{h8}-{h4}-{h4}-{h4}-{h12}')}`],
    ['of an index, in small letters', `ALTER TABLE named_secret DROP INDEX ${makeSecret('UK_{l25}')};`],
    ['of a file with its sum', `"S3Key": "${hex}.zip"`],
    ['of a class of styles', `password_changed: 'bg-purple-500/10 text-purple-400'`],
    ['of a package', `import "acme-token-web-v2v3v4-common"`],
    ['of a project of PostHog', `POSTHOG_API_KEY = "${makeSecret('phc_{a43}')}"`],
  ])('is none of a secret where it is that %s', (_, text) => expect(found(text)).toEqual([]));

  it('is doubtful in JSON in a text, which is mostly a sample, and sure in a text alone', () => {
    const doubtful = (text: string) => findByName(text, forms).map((secret) => secret.doubtful);
    expect(doubtful(String.raw`"  \"deviceSecret\": \"${value}\"\n" +`)).toEqual([true]);
    expect(doubtful(String.raw`buildConfigField "String", "API_KEY", "\"${value}\""`)).toEqual([false]);
  });

  it('is doubtful in an address in such JSON', () => {
    const text = String.raw`"  \"authUrl\": \"otpauth://totp/Shop:a@example.org?issuer=Shop&secret=${makeSecret('{t32}')}\"\n"`;
    expect(findByName(text, forms).map((secret) => secret.doubtful)).toEqual([true]);
  });

  it('is doubtful as a sum of 64 digits under no more than a key, and sure under what encrypts', () => {
    const doubtful = (name: string) =>
      findByName(`${name}: ${makeSecret('{h64}')}`, forms).map((secret) => secret.doubtful);
    expect(doubtful('S3Key')).toEqual([true]);
    expect(doubtful('S3EncryptionKey')).toEqual([false]);
  });

  it('is doubtful where it is Base64 of the alphabet', () => {
    const doubtful = (of: string) =>
      findByName(`SHOP_TSIG_SECRET=${Buffer.from(of).toString('base64')}`, forms).map(
        (secret) => secret.doubtful,
      );
    expect(doubtful('abcdefghijklmnopqrstuvwxyz123456')).toEqual([true]);
    expect(doubtful(makeSecret('{a32}'))).toEqual([false]);
  });

  it('is doubtful under a name whose value visitors get, and sure where the name says that they must not', () => {
    const doubtful = (name: string) => findByName(`${name}=${value}`, forms).map((secret) => secret.doubtful);
    expect(doubtful('VITE_SHOP_API_KEY')).toEqual([true]);
    expect(doubtful('REACT_APP_SHOP_TOKEN')).toEqual([true]);
    expect(doubtful('REACT_APP_SHOP_SECRET_KEY')).toEqual([false]);
    expect(doubtful('INVITE_SHOP_API_KEY')).toEqual([false]);
  });

  it('takes no time to speak of to find in a line made to be slow', () => {
    const started = performance.now();
    for (const part of ['a.b', '()', ': a', '{ a;', ', err', 'name="a" ', '<key>a</key> ']) {
      findByName(`${`${part.repeat(2000)} token = decode("${value}"\n`.repeat(20)}`, forms);
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
