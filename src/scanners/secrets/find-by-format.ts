import { isForTests, isInExample, isInTextOfText } from './example-name.ts';
import { isWeakPassword } from './find-passwords.ts';
import type { FoundSecret } from './found-secret.ts';
import { isComposed, isMadeUp, isSpeltOut } from './made-up.ts';
import { isPlaceholder } from './placeholder.ts';
import { entropyOf, longestSequence } from './random-text.ts';
import type { SecretFormat } from './secret-format.ts';
import { isCredential } from './web-token.ts';

/** Values of a known format, public ones as well; a text of the right form that a person made up as an example is left out. */
export function findByFormat(text: string, formats: readonly SecretFormat[]): FoundSecret[] {
  return formats.flatMap((format) => findFormat(text, format));
}

function findFormat(text: string, format: SecretFormat): FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const match of text.matchAll(format.pattern)) {
    const secret = match.groups?.['secret'] ?? match[0];
    const start = match.index + match[0].lastIndexOf(secret);
    if (!isReal(secret, format)) continue;
    if (!format.isSelfMade && isPartOfOther(text, start, start + secret.length)) continue;
    found.push({
      rule: `secret/${format.id}`,
      start,
      end: start + secret.length,
      doubtful:
        format.isGuess ||
        isForTrial.test(secret) ||
        isInExample(text.slice(Math.max(0, start - reachOfName), start)) ||
        (format.isSelfMade &&
          (isInTextOfText(text, start) || isForTests(text.slice(Math.max(0, start - reachOfName), start)))) ||
        (format.password && isWeakInBase64(secret)) ||
        hasSequence(withoutBeginning(secret, format)) ||
        (!format.isSelfMade && isComposed(withoutBeginning(secret, format))) ||
        isNear(text, start, format.doubtfulNear),
      ...(isNear(text, start, format.publicNear) && { isPublic: true }),
    });
  }
  return found;
}

/** What opens nothing but a provider's data for trying things out: `sk_test_…`. */
const isForTrial =
  /^(?:[a-z]{2,8}_)?(?:test|sandbox)_|^access-(?:sandbox|development)-|^access_token\$sandbox\$/;

/** `ptr_to_integer_in_constants`: words and no digit. */
const nameOfCode = /^[a-z]{2,12}(?:_[a-z]{2,12}){2,}$/;

/** How far before a value its name is looked for, in UTF-16 units. */
const reachOfName = 160;
/** Of Base64 before or behind it, as pictures and fonts have it: in a long text every short beginning comes up. */
const ofPicture = 64;

/** The sum of a file in a lock file, and of a package in the folder that pnpm has it in: https://www.w3.org/TR/sri-2/ */
const sumBefore = /\bsha(?:256|384|512)-[A-Za-z0-9+/]{0,90}$/;

function isPartOfOther(text: string, start: number, end: number): boolean {
  return (
    text.startsWith('/node_modules/', end) ||
    sumBefore.test(text.slice(Math.max(0, start - 100), start)) ||
    /^[A-Za-z0-9+/]{64}$/.test(text.slice(Math.max(0, start - ofPicture), start)) ||
    /^[A-Za-z0-9+/]{64}$/.test(text.slice(end, end + ofPicture)) ||
    (/^[A-Za-z0-9+/]+$/.test(text.slice(start, end)) &&
      (wrappedBefore.test(text.slice(Math.max(0, start - longestLine), start)) ||
        wrappedBehind.test(text.slice(end, end + longestLine))))
  );
}

/** The same in lines of 76 or 80 characters, of which another one is right above its own or right below it. */
const wrappedBefore = /\n[ \t]*[A-Za-z0-9+/]{60,100}\r?\n[ \t]*[A-Za-z0-9+/]{0,100}$/;
const wrappedBehind = /^[A-Za-z0-9+/]{0,100}\r?\n[ \t]*[A-Za-z0-9+/]{60,100}\r?\n/;
const longestLine = 280;

/** In a long text some come up: a key of OpenSSH has a row of zeros in it, which are `A` in Base64. */
function hasSequence(secret: string): boolean {
  return longestSequence(secret.toLowerCase()) >= Math.max(8, secret.length / 12);
}

function isReal(secret: string, format: SecretFormat): boolean {
  if (entropyOf(secret) < format.minimum || isPlaceholder(secret)) return false;
  if (format.decodesToJson && !isCredential(secret)) return false;
  if (format.password && isWeak(secret)) return false;
  if (nameOfCode.test(withoutBeginning(secret, format))) return false;
  return format.isSelfMade
    ? format.password || !isSpeltOut(secret)
    : !isMadeUp(withoutBeginning(secret, format));
}

/** Of a text around a secret that says what it is for, in UTF-16 units before and behind its beginning. */
const around = 250;

/** Such as what stands around a key that every page or app shows, Firebase's: https://firebase.google.com/docs/projects/api-keys */
function isNear(text: string, start: number, words: RegExp | undefined): boolean {
  return words?.test(text.slice(Math.max(0, start - around), start + around)) === true;
}

/** What the generator made: some beginnings are sequences. */
function withoutBeginning(secret: string, { beginnings }: SecretFormat): string {
  return secret.slice(beginnings.find((text) => secret.startsWith(text))?.length ?? 0);
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
