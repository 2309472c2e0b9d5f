/** A value that could be a secret. */
export interface NamedValue {
  /** In UTF-16 units from the beginning of the text. */
  readonly start: number;
  readonly value: string;
  /** Empty where the name stands before it and not in it. */
  readonly name: string;
}

/** Beyond this it is a picture, a font or a bundle in base64. */
const longestValue = 4096;
const quotes = `"'\``;
/** What a value in quotes may go on with: it is matched up to an equals sign. */
const rest = /[A-Za-z0-9_+/.~=:|%-]*/y;
/** The signs of Base64 as addresses have them. */
const inAddress = /(?:%(?:2[BbFf]|3[Dd])[A-Za-z0-9]*)*/y;
/** `gitter-secret-…`: the name and the value in one. */
const joined =
  /^(?:[\w.]*?[-_.]|[a-z\d]*)?(?:secret|token|api[-_]?key|password|access|private)(?:[-_]?(?:key|token))?[-_.](?=[A-Za-z0-9])/i;

/**
 * The value that begins at a place: up to its quote, behind `name-secret-`, without the full stop of a sentence.
 * Undefined where it is too short or too long, or goes on with signs that no generator uses, as do passwords, patterns
 * and texts for people.
 *
 * @param to Where what generators use ends.
 */
export function valueAt(text: string, from: number, to: number): NamedValue | undefined {
  const end = endOf(text, from, to);
  if (end === undefined) return undefined;
  const trimmed = text.slice(from, end).replace(/[.\-/]+$/, '');
  const name = joined.exec(trimmed)?.[0] ?? '';
  const value = trimmed.slice(name.length);
  if (value.length < (name === '' ? 14 : 20) || value.length > longestValue) return undefined;
  return { start: from + name.length, value, name };
}

export function isQuoted(text: string, start: number): boolean {
  return start > 0 && quotes.includes(text.charAt(start - 1));
}

function endOf(text: string, from: number, to: number): number | undefined {
  if (!isQuoted(text, from)) {
    inAddress.lastIndex = to;
    const end = to + (inAddress.exec(text)?.[0].length ?? 0);
    return /^[?!$^*#%@([{]\w|^[!$^*#]{2,3}\w/.test(text.slice(end, end + 4)) ? undefined : end;
  }
  rest.lastIndex = to;
  const end = to + (rest.exec(text)?.[0].length ?? 0);
  const isWhole = end === text.length || text[end] === text[from - 1] || /[\\\s,;]/.test(text.charAt(end));
  return isWhole ? end : undefined;
}
