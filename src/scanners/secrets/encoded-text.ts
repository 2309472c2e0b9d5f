import type { LongWord } from './long-words.ts';

/** Shorter ones hold no name with a secret. */
const shortest = 40;
/** Longer ones are pictures, fonts and maps of sources. */
const longest = 64 * 1024;
/** So much is looked at first: of what is no text, nearly nothing gets further. */
const firstLook = 16;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;
const readable = /^[\t\n\r\x20-\x7e]+$/;

/** The text that a word of a file is in Base64, as in a secret of Kubernetes; undefined where it is none. */
export function decodedText(text: string, { start, end }: LongWord): string | undefined {
  if (end - start < shortest || end - start > longest) return undefined;
  if (!readable.test(decoded(text.slice(start, start + firstLook)))) return undefined;
  const word = text.slice(start, end);
  const whole = base64.test(word) ? decoded(word) : '';
  return readable.test(whole) ? whole : undefined;
}

function decoded(word: string): string {
  return Buffer.from(word, 'base64').toString('latin1');
}
