/** A member of an object, and a name in which a word says what it is: `self.key`, `rootPrivateKeyHex`, `SIGNING_KEY_2`. */
const member = /^(?:self|this|cls|config|settings|options|params|args|env|os|process|request|req|ctx)\./;
const named =
  /[a-z0-9](?:Private|Public|Secret|Access|Api|Token|Key|Password|Credential|Auth)s?(?![a-z])|^(?:[A-Z][A-Za-z]*\d{0,2}[a-z]*_){2,}[A-Za-z]*\d{0,2}[A-Za-z]*$/;
/** `TLS_AES_128_GCM_SHA256`: words and numbers, each by itself. */
const constant = /^[A-Z]{2,}(?:_(?:[A-Z]{2,}\d{0,3}|\d{1,4}))+$/;
/**
 * The version of a module between two releases, the number of an advisory, an address or path of numbers, and the id of a
 * client of Salesforce, which it calls a consumer key, or of a browser at Datadog, or of a project at PostHog
 * (https://posthog.com/docs/api#authentication), and the number of an order of WooCommerce.
 */
const publicNumber =
  /^v?\d+\.\d+\.\d+-|^GHSA(?:-[a-z0-9]{4}){3}|^\d+(?:[./]\d+)+$|^3MVG9|^pub[0-9a-f]{32}$|^phc_|^wc_order_|node_modules/;
/** The name that a mapper gives to an index or a constraint: `UK_B71CJLBENV945RB6GCON438AT`, in small letters, or without `_`. */
const constraint =
  /^(?:UK|UQ|UNIQ|FK|IDX|IX|PK|CK)_[0-9A-Z-]+$|^(?:FK|UK|IDX)[0-9A-Z]{20,28}$|^(?:fk|uk|idx)[0-9a-z]{20,28}$|^(?:FK|UK|IDX)_?[0-9a-z]{20,28}$/;
/** Of words, each with a number at the most, or versions: `team-mail2-login`, `menu.oauth2.client-secret`, `web-v2v3v4-api`. */
const wordsOfName = /^[a-z]+(?:\d{1,2}[a-z]*)?(?:[-_.](?:[a-z]+(?:\d{1,2}[a-z]*)?|(?:v\d{1,2}){2,4})){2,}$/;
/** A class of a style sheet, by its shade and how much is seen of it: `bg-purple-500/10`. */
const styleClass = /^[a-z]+(?:-[a-z]+)*-\d{1,3}\/\d{1,3}$/;
/** A file, mostly under a name that is a sum of what is in it. */
const fileName =
  /\.(?:zip|jar|war|t?gz|tar|bz2|whl|deb|rpm|json|ya?ml|xml|toml|csv|txt|md|pdf|m?js|css|map|html?|png|jpe?g|svg|gif|webp|ico|woff2?|ttf|py|rb|php|java|go|tsx?|so|dll|exe|pem|crt|cer|p12|jks)$/;
/** A public key in DER: hexadecimal, or in Base64; https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
const publicKey =
  /^30(?:81..|82....)300d06092a864886f70d010101|^3059301306072a8648ce3d0201|^MIGfMA0GCSqGSIb3DQEBAQUAA|^MII[A-Za-z\d+/]{2}jANBgkqhkiG9w0BAQEFAAO|^MFkwEwYHKoZIzj0CAQ|^MCowBQYDK2Vw/i;
/** Of names of ciphers: `PBKDF2WithHmacSHA512`, `AES-256-CBC`. */
const cipherWord =
  /AES|SALTED|DES(?:ede)?|RSA|ECDSA|EdDSA|ECB|HMAC|PBKDF|PBE|SHA|MD5|CBC|GCM|CTR|CCM|SIV|OAEP|PSS|PKCS|MGF|Padding|With|And|ChaCha|Poly|Algorithm/gi;
/** What a package of Go gives to others, handed over: `auth.Check(pages.ShowReport1)`. */
const exported = /^[a-z]\w*\.[A-Z][A-Za-z]*\d{0,2}$/;
/** What follows a name of code: a value is given to it, or it is called. */
const assignment = /^[ \t]*(?:[:+]?=[ \t]+[^=\s]|\()/;

/**
 * True for what stands without quotes and is a name of code.
 *
 * @param after the text behind it
 */
export function isCode(value: string, after: string): boolean {
  return (
    member.test(value) ||
    named.test(value) ||
    constant.test(value) ||
    assignment.test(after) ||
    (/^[),]/.test(after) && exported.test(value))
  );
}

/** True for what looks random and is there for everybody to read. */
export function isPublicNumber(value: string): boolean {
  return (
    publicNumber.test(value) ||
    constraint.test(value) ||
    wordsOfName.test(value) ||
    styleClass.test(value) ||
    fileName.test(value) ||
    publicKey.test(value) ||
    isAlphabet(value) ||
    isCipher(value)
  );
}

/** True for the characters that an encoding has or a generator takes: that many without one twice no generator makes. */
function isAlphabet(value: string): boolean {
  const characters = value.replace(/=$/, '');
  return characters.length >= 52 && new Set(characters).size === characters.length;
}

function isCipher(value: string): boolean {
  return value.length < 64 && /^[\d/_-]*$/.test(value.replace(cipherWord, '')) && /[A-Z]{3}/i.test(value);
}

/** True for Base64 of a text for people: words with blanks between them. */
export function isEncodedText(value: string): boolean {
  if (value.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return false;
  const text = Buffer.from(value, 'base64').toString('latin1');
  return text.includes(' ') && /^[\t\n\r\x20-\x7e]+$/.test(text);
}
