const escapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 34,
  '\\': 92,
};

/**
 * A path as git prints it in a diff: as it is, or in double quotes with C escapes where it has unusual bytes
 * (`core.quotePath`, https://git-scm.com/docs/git-config). Undefined where the bytes are no UTF-8.
 *
 * @param text one byte a character
 */
export function unquotePath(text: string): string | undefined {
  if (!text.startsWith('"')) return decodePath(Buffer.from(text, 'latin1'));
  const bytes: number[] = [];
  const body = text.slice(1, -1);
  for (let at = 0; at < body.length; at += 1) {
    if (body[at] !== '\\') {
      bytes.push(body.charCodeAt(at));
      continue;
    }
    const octal = /^[0-3][0-7]{2}/.exec(body.slice(at + 1, at + 4))?.[0];
    bytes.push(octal === undefined ? (escapes[body[at + 1] ?? ''] ?? 63) : Number.parseInt(octal, 8));
    at += octal === undefined ? 1 : 3;
  }
  return decodePath(Buffer.from(bytes));
}

/** The path that some bytes are, if they are UTF-8: other names cannot be told in JSON, SARIF or an API call. */
export function decodePath(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
