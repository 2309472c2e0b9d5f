import type { FoundSecret } from './found-secret.ts';
import { isPlaceholder } from './placeholder.ts';
import { entropyOf, isRandom, longestSequence } from './random-text.ts';

/** What could be a secret: long enough, of the alphabets that generators use. */
const candidate = /(?<![A-Za-z0-9_+/.~-])[A-Za-z0-9_][A-Za-z0-9_+/.~-]{13,}={0,2}/g;
/** How far before a value its name is looked for, in UTF-16 units. */
const reach = 80;
/** Beyond this it is a picture, a font or a bundle in base64. */
const longestValue = 4096;
/** Words of a name that say: this is secret. Each stands at a border of words: `apiKey`, `API_KEY`, `api-key`. */
const secretWord =
  /(?:(?:secret|access|private|api|auth)[-_ ]?(?:key|token)|secret|passw(?:or)?d|passphrase|pwd|token|credential|apikey|authorization|bearer|auth|private|access|pat|creds|key)s?/gi;
/** Without any of these letters there is no word of the above, nor a name before the value inside it. */
const wordSign = /secret|passw|passphrase|pwd|token|credential|api|auth|bearer|private|access|pat|creds|key/i;
/** Names of values that look random and are for everybody to see. */
const harmless =
  /sha-?\d|md5|hash|checksum|digest|integrity|commit|revision|etag|fingerprint|uuid|guid|signature|public|cache|thumbprint|resolved|site[-_]?key|object|csrf|xsrf|authenticity|nonce|primary|foreign|partition|sort[-_]?key|row[-_]?key|key[-_ ]?(?:id|name|path|vault|board|word|frame|pair|space|down|up|press|value|map|set|of|store|usage)|access[-_]?(?:point|log|level|control)|token[-_ ]?(?:id|type|name|url|uri|endpoint|address|contract|symbol)|(?:secret|credential)s?[-_ ]?(?:id|name|ref|path|arn)|tokeni[sz]e|\.\w{1,4}["']?$/i;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/**
 * Between a name and its value: operators, quotes, brackets, a scheme of authorization, or an element of XML. No text
 * can be an operator in two ways, or it would take for ever on many of them.
 */
const binding = /([\w\-. $[\]"'{}@/]{2,60})["'`\])}>]*(?:\?=|->|[:=,|>(\s])+(?:bearer|basic)?[\s"'`({[<]*$/i;
const element = /<([\w.:-]{2,40})>\s*[^<>\n]{0,24}$/;
/** `gitter-secret-…`: the name and the value in one. */
const joined =
  /^(?:[\w.]*?[-_.])?(?:secret|token|api[-_]?key|password|access|private)(?:[-_](?:key|token))?[-_.](?=[A-Za-z0-9])/i;

/** Random values that stand behind a name which says that they are secret. */
export function findByName(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const match of text.matchAll(candidate)) {
    // Most candidates are names of code: what is cheap to look at and says so comes first.
    if (!wordSign.test(text.slice(Math.max(0, match.index - reach), match.index + match[0].length))) continue;
    const own = withoutName(match[0]);
    if (own === undefined || !couldBeSecret(own.value)) continue;
    if (isCutOff(text, match.index + match[0].length) || isOddHexadecimal(own.value)) continue;
    const start = match.index + own.offset;
    if (own.offset === 0 && !namesBefore(text, start).some((name) => isNamedSecret(name, own.value)))
      continue;
    found.push({
      rule: 'secret/named-value',
      start,
      end: start + own.value.length,
      doubtful: longestSequence(own.value) >= 6 || uuid.test(own.value),
    });
  }
  return found;
}

function couldBeSecret(value: string): boolean {
  return (isRandom(value) || isLongNumber(value)) && !isPlaceholder(value);
}

/** The value inside what was matched: behind `name-secret-`, without the full stop of a sentence. */
function withoutName(matched: string): { readonly value: string; readonly offset: number } | undefined {
  const trimmed = matched.replace(/[.\-/]+$/, '');
  const offset = joined.exec(trimmed)?.[0].length ?? 0;
  const value = trimmed.slice(offset);
  if (value.length < (offset > 0 ? 20 : 15) || value.length > longestValue) return undefined;
  return { value, offset };
}

/** Goes on behind a sign that no generator uses: a password, a pattern or a text for people. */
function isCutOff(text: string, end: number): boolean {
  return /^[?!$^*#]{1,3}[A-Za-z0-9]/.test(text.slice(end, end + 4));
}

/** Bytes have two digits each: one digit too many or too few is no secret of anybody, but for Cloudflare's of 37. */
function isOddHexadecimal(value: string): boolean {
  return value.length % 2 === 1 && value.length !== 37 && /^(?:[0-9a-f]+|[0-9A-F]+)$/.test(value);
}

/** Some providers hand out secrets of digits alone. */
function isLongNumber(value: string): boolean {
  return /^\d{28,40}$/.test(value) && entropyOf(value) > 2.9;
}

/** The words before an operator on the value's line, and the element of XML that the value is in. */
function namesBefore(text: string, index: number): string[] {
  const window = text.slice(Math.max(0, index - reach), index);
  const line = window.slice(window.lastIndexOf('\n') + 1);
  return [binding.exec(line)?.[1], element.exec(window)?.[1]].filter((name) => name !== undefined);
}

function isNamedSecret(name: string, value: string): boolean {
  if (harmless.test(name)) return false;
  const words = [...name.matchAll(secretWord)].filter((match) => isWord(name, match.index, match[0]));
  const last = words.at(-1)?.[0].toLowerCase();
  if (last === undefined) return false;
  // A key of less than sixteen random characters is mostly the key of a map.
  return value.length >= 20 || last !== 'key' || words.length > 1;
}

/** At borders of words: no letter of the same kind before or after. */
function isWord(name: string, index: number, word: string): boolean {
  const before = name[index - 1] ?? ' ';
  const after = name[index + word.length] ?? ' ';
  const first = word[0] ?? '';
  const startsWord = !/[a-z]/i.test(before) || (/[a-z]/.test(before) && /[A-Z]/.test(first));
  return (startsWord || word.length > 4) && !/[a-z]/.test(after);
}
