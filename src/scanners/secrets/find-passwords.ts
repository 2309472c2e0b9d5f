import { isEncryptedName } from './encrypted-value.ts';
import type { FoundSecret } from './found-secret.ts';
import { isPlaceholder } from './placeholder.ts';

/**
 * The end of a name that is a word for a password, an operator or what stands for one (a type before it, a comparison, a
 * value for want of another, a comma behind a name in quotes), and a text in quotes or up to the end of the line. The
 * beginning of the name is left out: it would be gone over again from each of its letters.
 */
const assignment =
  /(?:password|(?<!\/)passwd|passphrase|pwd|(?<=_)pass)(?:["'`\])]{0,2}\s{0,20}(?::=|=>|\?=|[=!]==?|[:=]|\|\||\?\?|\bor\b|:\s?\w{3,10}\??\s?=)|["'`]\s?,)\s{0,20}(?:(["'`])([^"'`\s]{5,64})\1|([^\s"'`;,(){}<>[\]&|]{5,64})(?=\s*(?:\r?\n|$)))/gi;
/** How much before such a word is looked at: `crypted_`. UTF-16 units. */
const longestPrefix = 12;
/** Words and signs that are no password: names of fields, types, addresses, paths, calls, and the guest of a server of files (RFC 1635). */
const noPassword =
  /^[./#$%@:<&*\\-]|[(){}[\]<>;|]|:$|^https?:|\/.*\/|password$|passwd$|^(?:true|false|null|none|nil|undefined|string|required|optional|input|field|text|self|this|os|env|process|config|settings|args|options|params|request|req|data|user|var)\b[.[]?|\.\w{2,4}$|^\w+@$/i;
/** What everybody would try first says that nobody means it. */
const weak =
  /^(?:(?:\w+-)?secret[-_].*|\w*password|(?:clear)?(?:text)?pass(?:wd)?|secret|token|admin|root|test(?:ing|user|pass(?:word)?)?|user(?:name)?|guest|postgres|mysql|default|demo|foo|bar|baz|abc|xyz|qwerty|changeit|hunter)[\d!]{0,4}$/i;

/** Passwords that people choose: told as doubtful, since nothing in the text itself says that it is one. */
export function findPasswords(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const match of text.matchAll(assignment)) {
    const value = match[2] ?? match[3] ?? '';
    if (!isPassword(value)) continue;
    const start = match.index + match[0].lastIndexOf(value);
    if (isEncryptedName(text.slice(Math.max(0, match.index - longestPrefix), match.index))) continue;
    found.push({ rule: 'secret/password', start, end: start + value.length, doubtful: true });
  }
  return found;
}

/** Letters with digits or signs among them: a word alone is mostly a label. */
function isPassword(value: string): boolean {
  return (
    /[A-Za-z]/.test(value) &&
    /[\d!@#$%^&*?+~]/.test(value) &&
    !isWeakPassword(value) &&
    !noPassword.test(value)
  );
}

export function isWeakPassword(value: string): boolean {
  return weak.test(value) || isPlaceholder(value) || new Set(value).size < 4;
}
