import type { ByteWindow } from './byte-window.ts';
import { skipSpace } from './skip-space.ts';

const closeBrace = 0x7d;
const openBrace = 0x7b;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const quote = 0x22;
const backslash = 0x5c;

/**
 * What stands between the element that ends at `position` and the first name of the next one, such as `},{"ruleId"`
 * with its white space; undefined where that is not all in the window, or not of this kind. A producer writes all its
 * results alike, so that the same bytes are likely to stand between any two.
 */
export function separatorAfter({ bytes, position, end }: ByteWindow): Buffer | undefined {
  if (bytes[position - 1] !== closeBrace) return undefined;
  let at = skipSpace(bytes, position, end);
  if (at >= end || bytes[at] !== comma) return undefined;
  at = skipSpace(bytes, at + 1, end);
  if (at >= end || bytes[at] !== openBrace) return undefined;
  at = skipSpace(bytes, at + 1, end);
  if (at >= end || bytes[at] !== quote) return undefined;
  const close = bytes.subarray(0, end).indexOf(quote, at + 1);
  if (close < 0 || close - position > 1000 || bytes.subarray(at, close).includes(backslash)) return undefined;
  return Buffer.from(bytes.subarray(position - 1, close + 1));
}

/**
 * The elements from `position` up to the last `separator` within `most` bytes, moving past them; undefined where there
 * is none, or it was no end. That the separator
 * does not stand inside of an element or a string is a guess, which parsing proves: text that starts at an element
 * and is a list of whole values ends at the end of an element, as there is only one way to read JSON from its start.
 */
export function wholeValues(
  window: ByteWindow,
  separator: Buffer,
  most: number,
): readonly unknown[] | undefined {
  const { bytes, position } = window;
  const limit = Math.min(position + most, window.end);
  const last = bytes.subarray(position, limit).lastIndexOf(separator);
  if (last < 0) return undefined;
  const close = position + last + 1;
  const before = bytes[position - 1] ?? 0;
  const after = bytes[close] ?? 0;
  // The brackets of a list are put into the buffer for a moment: to put them around the text would copy it.
  bytes[position - 1] = openBracket;
  bytes[close] = closeBracket;
  const text = bytes.toString('utf8', position - 1, close + 1);
  bytes[position - 1] = before;
  bytes[close] = after;
  try {
    const values: unknown = JSON.parse(text);
    if (!Array.isArray(values)) return undefined;
    window.position = close;
    return values;
  } catch {
    return undefined;
  }
}
