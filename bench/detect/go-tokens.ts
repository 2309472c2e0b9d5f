/** A piece of Go source: a text constant, a word or number, or one sign. Comments and blanks are left out. */
export interface GoToken {
  readonly kind: 'text' | 'word' | 'sign';
  readonly value: string;
}

const token =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|`([^`]*)`|"((?:[^"\\\n]|\\.)*)"|'(?:[^'\\\n]|\\.)+'|([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*|\d[\w.]*)|([^\s\w])/g;

export function goTokens(source: string): GoToken[] {
  const tokens: GoToken[] = [];
  for (const [, raw, quoted, word, sign] of source.matchAll(token)) {
    if (raw !== undefined) tokens.push({ kind: 'text', value: raw });
    else if (quoted !== undefined) tokens.push({ kind: 'text', value: withoutEscapes(quoted) });
    else if (word !== undefined) tokens.push({ kind: 'word', value: word });
    else if (sign !== undefined) tokens.push({ kind: 'sign', value: sign });
  }
  return tokens;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function withoutEscapes(text: string): string {
  return text.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))/g, (_, byte, unit, single: string) => {
    const code: string | undefined = byte ?? unit;
    return code === undefined ? (escapes[single] ?? single) : String.fromCharCode(Number.parseInt(code, 16));
  });
}
