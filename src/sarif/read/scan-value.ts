const quote = 0x22;
const backslash = 0x5c;

/** How far a scan got; it goes on with the bytes that come next. */
export interface ValueScan {
  kind: 'unknown' | 'container' | 'string' | 'word';
  depth: number;
  inString: boolean;
  /** 1 where the next byte is escaped. */
  carry: 0 | 1;
}

export function newScan(): ValueScan {
  return { kind: 'unknown', depth: 0, inString: false, carry: 0 };
}

/**
 * The index after the JSON value that starts at `from`, or -1 where `to` comes first. Only brackets and strings are
 * looked at: whether the value is JSON is for `JSON.parse` to say. A number, `true` or the like ends before the next
 * byte that cannot be part of it.
 */
export function scanValue(bytes: Buffer, from: number, to: number, scan: ValueScan): number {
  if (from >= to) return -1;
  if (scan.kind === 'unknown') scan.kind = kindOf(bytes[from] ?? 0);
  return scan.kind === 'word' ? scanWord(bytes, from, to) : scanNested(bytes, from, to, scan);
}

function kindOf(first: number): ValueScan['kind'] {
  if (first === quote) return 'string';
  return first === 0x7b || first === 0x5b ? 'container' : 'word';
}

function scanWord(bytes: Buffer, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x2c || byte === 0x5d || byte === 0x7d || byte <= 0x20) return at;
  }
  return -1;
}

function scanNested(bytes: Buffer, from: number, to: number, scan: ValueScan): number {
  let at = from + scan.carry;
  scan.carry = 0;
  for (;;) {
    if (scan.inString) {
      at = stringEnd(bytes, at, to);
      if (at >= to) {
        scan.carry = at > to ? 1 : 0;
        return -1;
      }
      scan.inString = false;
      at += 1;
    } else {
      at = nextString(bytes, at, to, scan);
    }
    if (scan.inString) continue;
    if (scan.depth === 0) return at;
    if (at >= to) return -1;
  }
}

/** Moves over what is between strings: past the next quote, past the bracket that closes the value, or to the end. */
function nextString(bytes: Buffer, from: number, to: number, scan: ValueScan): number {
  let { depth } = scan;
  let at = from;
  while (at < to) {
    const byte = bytes[at] ?? 0;
    at += 1;
    if (byte === quote) {
      scan.inString = true;
      break;
    }
    // `[` and `{`, and `]` and `}`, differ only in this bit.
    const bracket = byte | 0x20;
    if (bracket === 0x7b) depth += 1;
    else if (bracket === 0x7d) {
      depth -= 1;
      if (depth === 0) break;
    }
  }
  scan.depth = depth;
  return at;
}

/** The index of the quote that ends the string; `to`, or one more where the last byte escapes the next, if none does. */
function stringEnd(bytes: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const byte = bytes[at];
    if (byte === quote) return at;
    at += byte === backslash ? 2 : 1;
  }
  return at;
}
