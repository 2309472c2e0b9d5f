/** Names of what somebody has to decrypt first, or of what is made of a password and not the password. */
const encryptedName = /(?<!un)encrypted|(?<!en|de)crypted|(?<!un)hashed|passw(?:or)?d[-_]?encoded/i;
/** A sum of MD5, SHA-1, SHA-2 or SHA-3. */
const sum = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i;
const passwordName = /pass|pwd/i;
/** What ASP.NET says before the users of a site: https://learn.microsoft.com/en-us/previous-versions/dotnet/netframework-4.0/e01fc50a(v=vs.100) */
const passwordFormat = /passwordFormat\s?=\s?["'](?:MD5|SHA1|Hashed)/i;
/** How far before a value it is looked for, in UTF-16 units. */
const reachOfFormat = 600;
/** How a hash was made: https://www.openldap.org/doc/admin26/security.html#Password%20Storage */
const scheme = /\{(?:S?SHA\d*|S?MD5|CRYPT|ARGON2|PBKDF2[\w-]*)\}$/i;
const longestScheme = 20;
/**
 * What keys of AWS and Google Cloud have encrypted, and a key of Windows under another one, by how each begins in Base64:
 * https://learn.microsoft.com/en-us/windows/win32/api/wincrypt/ns-wincrypt-publickeystruc
 */
const encrypted = /^AQICAH[A-Za-z0-9+/]{60}|^CiQA[A-Za-z0-9+/]{60}|^AQIAA[A-Za-z0-9+/]{60}/;
/** The length of its key under RSA with 4,096 bits, which is how a sealed secret begins: https://github.com/bitnami-labs/sealed-secrets */
const sealed = /^Ag[A-D][A-Za-z0-9+/]{600}/;

/** True for `crypted_password` and `hashedToken`, but not for `unencrypted`. */
export function isEncryptedName(name: string): boolean {
  return encryptedName.test(name);
}

/**
 * True for the hash of a password, which can be tried out: few passwords withstand that. Programs that make passwords of
 * hexadecimal digits take small ones.
 */
export function isHashOfPassword(
  text: string,
  start: number,
  value: string,
  names: readonly string[],
): boolean {
  if (scheme.test(text.slice(Math.max(0, start - longestScheme), start)) || isEncodedScheme(value))
    return true;
  if (!sum.test(value)) return false;
  return (
    names.some(isEncryptedName) ||
    (passwordFormat.test(text.slice(Math.max(0, start - reachOfFormat), start)) &&
      names.some((name) => passwordName.test(name))) ||
    (isInCapitals(value) && names.some((name) => passwordName.test(name)))
  );
}

function isInCapitals(value: string): boolean {
  return /[A-F]/.test(value) && !/[a-f]/.test(value);
}

/** As servers of directories write it to files, all of it in Base64. */
function isEncodedScheme(value: string): boolean {
  return (
    value.startsWith('e1') &&
    scheme.test(Buffer.from(value, 'base64').toString('latin1').replace(/\}.*/s, '}'))
  );
}

/** True for what nobody can read who has nothing but the text. */
export function isEncrypted(text: string, start: number, value: string): boolean {
  return (
    encrypted.test(value) ||
    (sealed.test(value) && text.includes('SealedSecret')) ||
    isInBraces(text, start, value)
  );
}

/**
 * A number as Windows writes it (`"{6729A51B-…}"`), a password that Maven or Jenkins has encrypted
 * (https://maven.apache.org/guides/mini/guide-encryption.html), or `<yourKey>`. In Tcl braces are quotes.
 */
function isInBraces(text: string, start: number, value: string): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text.charAt(start + value.length);
  return (after === '}' && /["'>]\{$/.test(before)) || (after === '>' && before.endsWith('<'));
}
