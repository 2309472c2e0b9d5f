import { longestOfAlphabet, longestOfTwo, longestSequence, shareOfSequences } from './random-text.ts';

/** What no generator makes: most of the alphabet, `a1b2c3d4e5f6g7`, and `fake` in more than one place. */
export function isMadeUp(secret: string): boolean {
  const lower = secret.toLowerCase();
  return (
    longestOfAlphabet(lower) >= 16 ||
    longestSequence(lower) >= 20 ||
    longestOfTwo(lower) >= 7 ||
    lower.split('fake').length > 2
  );
}

/** What nearly always a person made: nothing but short sequences, `abc123xyz789`, copies, or `fake` in two places. */
export function isComposed(value: string): boolean {
  const lower = value.toLowerCase();
  return shareOfSequences(lower) >= 0.9 || lower.split('fake').length > 2 || isOfCopies(value);
}

/** Of one part, at least three times: its last copy may be cut off. */
const oneAgain = /^(.{2,40}?)\1{2}/s;
/** `AAAABBBBCCCC`: zeros in a row come up in keys, but not three characters of a kind. */
const rows = /([A-Za-z0-9])\1{3}/g;

/** True for `5f1c5f1c5f1c5f`, and for rows of one character, of three characters or more. */
function isOfCopies(secret: string): boolean {
  const part = oneAgain.exec(secret)?.[1];
  if (part?.repeat(Math.ceil(secret.length / part.length)).startsWith(secret)) return true;
  return new Set(Array.from(secret.matchAll(rows), ([, character]) => character)).size >= 3;
}

/** Longer ones are keys, in which some of the alphabet comes up by chance. */
const longestToken = 100;

/** The same of what nobody's form says how it looks: half of the alphabet is enough. */
export function isSpeltOut(token: string): boolean {
  return token.length < longestToken && longestOfAlphabet(token) >= 12;
}
