import { certaintyOf, type NameSearch } from './certainty.ts';
import { isCode, isEncodedText, isPublicNumber } from './code-text.ts';
import { isEncrypted, isEncryptedName, isHashOfPassword } from './encrypted-value.ts';
import { isForVisitors, isInExample, isInJsonText } from './example-name.ts';
import type { FoundSecret } from './found-secret.ts';
import { type LongWord, longWords } from './long-words.ts';
import { isPlaceholder, isTemplate } from './placeholder.ts';
import { isRandom } from './random-text.ts';
import { isSampleInComment } from './sample-in-comment.ts';
import { namesBefore, sectionBefore, variableBefore, wordSign } from './secret-name.ts';
import { codesOf } from './text-codes.ts';
import { isQuoted, type NamedValue, valueAt } from './value-at.ts';
import { isSampleToken } from './web-token.ts';

/** How far before a value its name is looked for, in UTF-16 units. */
const reach = 80;
/** The same for a block whose first line has the name. */
const reachOfBlock = 400;
/** How far before a value its provider is looked for. */
const nearby = 60;
/** A server, or a path that begins with one, as packages of Go have it. */
const isHost =
  /\.(?:com|net|org|io|dev|internal|local|cloud|app)$|^(?:[a-z\d-]+\.){1,3}(?:com|net|org|io|dev)\//i;
/** Behind a text in quotes that is the name of an entry. */
const isEntry = /^["'`]:/;
/** A token for the copy of a service that is there to try things out. */
const sandboxPrefix = /^(?:\w+[_-])??(?:sandbox|sdbx|sbx|SBX?)[_-]|^[a-z]+(?:_[a-z]+)?_test_/;
/** What a text without quotes goes on with: `user:token`. */
const otherHalf = /^:[^\s"'`<]+/;
/** Behind a value of which only the beginning is shown. */
const cutOff = /^(?:\.{2,}|…)/;
/** Of a JSON Web Token without its signature, or with a word in the place of one. */
const isUnsigned = /^eyJ.*\.[^.]{0,16}$/;

/** Random values that stand behind a name which says that they are secret. */
export function findByName(
  text: string,
  search: NameSearch,
  words: readonly LongWord[] = longWords(codesOf(text)),
): FoundSecret[] {
  return words.flatMap((word) => {
    if (!isWorthALook(text, word, search)) return [];
    const own = valueAt(text, word.start, word.end);
    if (own === undefined || isSomethingElse(text, own, search)) return [];
    return secretAt(text, own, search) ?? [];
  });
}

function secretAt(text: string, own: NamedValue, search: NameSearch): FoundSecret | undefined {
  const { start, value, name } = own;
  const end = start + value.length;
  const names = name === '' ? namesOf(text.slice(Math.max(0, start - reachOfBlock), start), search) : [name];
  if (isHashOfPassword(text, start, value, names)) {
    return { rule: 'secret/password-hash', start, end, doubtful: false };
  }
  if (names.some(isEncryptedName)) return undefined;
  const near = text.slice(Math.max(0, start - nearby), start);
  const certainty = names
    .map((of) => certaintyOf(of, value, near, search))
    .find((known) => known !== undefined);
  if (certainty === undefined) return undefined;
  const isExample =
    names.some(isForVisitors) ||
    isInExample(near) ||
    isInJsonText(text, start) ||
    isSampleInComment(text, start);
  return { rule: 'secret/named-value', start, end, doubtful: certainty === 'doubtful' || isExample };
}

function namesOf(block: string, { providers }: NameSearch): string[] {
  const before = block.slice(-reach);
  const names = namesBefore(before);
  if (names.some((name) => /^\s*default\s*$/.test(name))) return [variableBefore(block) ?? '', ...names];
  const section = sectionBefore(before);
  return section === undefined || providers.under(section) === undefined
    ? names
    : names.map((name) => `${section}.${name.trim()}`);
}

/** Most words are names of code: what is cheap to look at and says so. */
function isWorthALook(text: string, { start, end, hasDigit }: LongWord, search: NameSearch): boolean {
  if (!hasDigit && !isRandom(text.slice(start, end))) return false;
  if (wordSign.test(text.slice(Math.max(0, start - reach), end))) return true;
  return hasDigit && search.providers.isNamedBefore(text, start);
}

/** What looks random and says by itself that it is no secret. */
function isSomethingElse(text: string, { start, value, name }: NamedValue, search: NameSearch): boolean {
  const whole = name + value;
  return (
    search.isBeginningOfToken(whole) ||
    search.isBeginningOfToken(value) ||
    sandboxPrefix.test(whole) ||
    isTemplate(value) ||
    isHost.test(value) ||
    isEntry.test(text.slice(start + value.length, start + value.length + 2)) ||
    cutOff.test(text.slice(start + value.length, start + value.length + 2)) ||
    isUnsigned.test(value) ||
    isSampleToken(value) ||
    isSumOfModule(text, start) ||
    isPlaceholder(
      text.slice(start + value.length, start + value.length + reach).match(otherHalf)?.[0] ?? '',
    ) ||
    isPublicNumber(value) ||
    isEncrypted(text, start, value) ||
    isEncodedText(value) ||
    (!isQuoted(text, start) &&
      (isCode(value, text.slice(start + value.length, start + value.length + 20)) ||
        usesCode.test(text.slice(Math.max(0, start - reach * 2), start))))
  );
}

/** A line that says which other code is used has names of code in it. */
const usesCode = /(?:^|\n)[ \t]*(?:from [\w.]+ +import|import|using|use|package|namespace)[ \t][^\n"'`=]*$/;

/** Of a module with `auth` in its name, say: https://go.dev/ref/mod#go-sum-files */
function isSumOfModule(text: string, start: number): boolean {
  return text.startsWith(' h1:', start - 4);
}
