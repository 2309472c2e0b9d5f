export interface Encoding {
  readonly charset: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** How many bytes the byte-order mark takes. */
  readonly markBytes: 0 | 2 | 3;
}

/**
 * By the byte-order mark, else by where the zero bytes are: JSON and XML start with ASCII (RFC 4627, section 3). SARIF
 * is UTF-8, but PowerShell's `>` and some Windows tools write UTF-16.
 */
export function encodingOf(head: Buffer): Encoding {
  const [first, second, third] = head;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { charset: 'utf-8', markBytes: 3 };
  if (first === 0xff && second === 0xfe) return { charset: 'utf-16le', markBytes: 2 };
  if (first === 0xfe && second === 0xff) return { charset: 'utf-16be', markBytes: 2 };
  if (first !== undefined && first !== 0 && second === 0) return { charset: 'utf-16le', markBytes: 0 };
  if (first === 0 && second !== undefined && second !== 0) return { charset: 'utf-16be', markBytes: 0 };
  return { charset: 'utf-8', markBytes: 0 };
}
