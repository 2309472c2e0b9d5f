/** A stretch of a text of such characters as generators use. */
export interface LongWord {
  /** In UTF-16 units from the beginning of the text. */
  readonly start: number;
  /** After the last unit. */
  readonly end: number;
  readonly hasDigit: boolean;
}

/** Shorter ones are no secret that a name alone would tell. */
const shortest = 14;

/** Of a code of ASCII: all bits where it can be in a word, else none. */
const inWord = maskOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+/.~-');
const canBegin = maskOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_');
const isDigit = maskOf('0123456789');
/** Base64 may begin with a sign as well, as paths do. */
const beginsBase64 = maskOf('+/');
const inBase64 = maskOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const beforeBase64 = maskOf(' ="\'`');
const slash = 0x2f;
/** Of what begins with a sign: it is no path, which has a slash every few letters. */
const shortestBase64 = 20;
const lettersPerSlash = 16;
const equalsSign = 0x3d;

/**
 * What could be a secret: long enough, of the alphabets that generators use, with up to two equals signs behind it. An
 * expression for the same takes five times as long.
 *
 * @param codes of the text
 */
export function longWords(codes: Uint8Array): LongWord[] {
  const found: LongWord[] = [];
  let length = 0;
  for (let index = 0; index < codes.length; index += 1) {
    // No branch: where words end is what a processor guesses worst.
    length = (length + 1) & (inWord[codes[index] ?? 0] ?? 0);
    if (length !== shortest) continue;
    const word = wordAt(codes, index + 1 - shortest);
    if (word !== undefined) found.push(word);
  }
  return found;
}

function wordAt(codes: Uint8Array, start: number): LongWord | undefined {
  const isPlain = canBegin[codes[start] ?? 0] !== 0;
  if (!isPlain && beginsBase64[codes[start] ?? 0] === 0) return undefined;
  let end = start;
  let digits = 0;
  for (; end < codes.length && inWord[codes[end] ?? 0] !== 0; end += 1)
    digits |= isDigit[codes[end] ?? 0] ?? 0;
  if (!isPlain && !isBase64(codes, start, end)) return undefined;
  for (let signs = 0; signs < 2 && codes[end] === equalsSign; signs += 1) end += 1;
  return { start, end, hasDigit: digits !== 0 };
}

function isBase64(codes: Uint8Array, start: number, end: number): boolean {
  if (beforeBase64[codes[start - 1] ?? 0] === 0 || end - start < shortestBase64) return false;
  const own = codes.subarray(start, end);
  const slashes = own.reduce((count, code) => count + (code === slash ? 1 : 0), 0);
  return slashes <= 1 + own.length / lettersPerSlash && own.every((code) => inBase64[code] !== 0);
}

function maskOf(characters: string): Int32Array {
  const mask = new Int32Array(128);
  for (const character of characters) mask[character.charCodeAt(0)] = -1;
  return mask;
}
