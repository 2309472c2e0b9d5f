import type { ByteWindow } from './byte-window.ts';
import { newScan, scanValue } from './scan-value.ts';
import { skipSpace } from './skip-space.ts';

const comma = 0x2c;
const closeBracket = 0x5d;

/**
 * Moves elements of an array that are whole in the window into `values`, up to `most` of them, with the commas after
 * them; the last one stays for the caller, so that a comma or bracket always follows what was taken. To wait for each
 * element would take most of the time of reading small ones.
 */
export function takeWhole(window: ByteWindow, most: number, values: unknown[]): void {
  const { bytes, end } = window;
  while (values.length < most - 1) {
    const start = skipSpace(bytes, window.position, end);
    const first = bytes[start] ?? closeBracket;
    if (start >= end || first === closeBracket || first === comma) return;
    const close = scanValue(bytes, start, end, newScan());
    const after = close < 0 ? end : skipSpace(bytes, close, end);
    if (after >= end || bytes[after] !== comma) return;
    try {
      values.push(JSON.parse(bytes.toString('utf8', start, close)));
    } catch {
      return;
    }
    window.position = after + 1;
  }
}
