import { fieldsOf, parseJson } from '../json-fields.ts';
import { isWeakPassword } from './find-passwords.ts';
import type { FoundSecret } from './found-secret.ts';
import { isPlaceholder } from './placeholder.ts';
import { entropyOf, longestSequence } from './random-text.ts';
import type { SecretFormat } from './secret-format.ts';

/** Values of a known format; a text of the right form that a person made up as an example is left out. */
export function findByFormat(text: string, formats: readonly SecretFormat[]): FoundSecret[] {
  return formats.flatMap((format) => findFormat(text, format));
}

function findFormat(text: string, format: SecretFormat): FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const match of text.matchAll(format.pattern)) {
    const secret = match.groups?.['secret'] ?? match[0];
    const start = match.index + match[0].lastIndexOf(secret);
    if (entropyOf(secret) < format.minimum || isPlaceholder(secret)) continue;
    if (format.decodesToJson && !decodesToJson(secret)) continue;
    if (format.password && isWeak(secret)) continue;
    found.push({
      rule: `secret/${format.id}`,
      start,
      end: start + secret.length,
      doubtful:
        format.isGuess ||
        (format.password && isWeakInBase64(secret)) ||
        longestSequence(secret.toLowerCase()) >= 8,
    });
  }
  return found;
}

/** Of a password, or of `user:password`. */
function isWeak(secret: string): boolean {
  const [, user, password = secret] = /^([^:]*):(.*)$/.exec(secret) ?? [];
  return isWeakPassword(password) || password === user;
}

function isWeakInBase64(secret: string): boolean {
  const text = Buffer.from(secret, 'base64').toString('latin1');
  return /^[\x20-\x7e]{3,}$/.test(text) && isWeak(text);
}

/** Of the token that every page and manual on them starts from: https://jwt.io */
const sampleSubject = '1234567890';

/** What only looks like a token with parts of JSON is the text of an example, or cut off. */
function decodesToJson(token: string): boolean {
  const parts = token
    .split('.')
    .slice(0, -1)
    .map((part) => fieldsOf(parseJson(Buffer.from(part, 'base64url').toString())));
  return parts.every((fields) => fields !== undefined && fields['sub'] !== sampleSubject);
}
