import { longestOfAlphabet, longestOfTwo, longestSequence } from './random-text.ts';

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

/** Longer ones are keys, in which some of the alphabet comes up by chance. */
const longestToken = 100;

/** The same of what nobody's form says how it looks: half of the alphabet is enough. */
export function isSpeltOut(token: string): boolean {
  return token.length < longestToken && longestOfAlphabet(token) >= 12;
}
