import { stripVTControlCharacters } from 'node:util';

/**
 * A text from outside in one line: escape sequences could write into a terminal, control characters break a log, and
 * text direction marks turn a sentence round.
 */
export function plainLine(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_C}\s]+/gu, ' ')
    .trim();
}
