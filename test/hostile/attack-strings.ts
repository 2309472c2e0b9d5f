/** What stands for a class of characters in a text that the class takes. */
const samples: Readonly<Record<string, string>> = {
  s: ' ',
  S: 'a',
  d: '1',
  D: 'a',
  w: 'a',
  W: ' ',
  n: '\n',
  r: '\r',
  t: '\t',
  '.': 'a',
};

/**
 * Texts made to keep this regular expression busy: pieces of what it looks for, one or two of them over and over, behind
 * a beginning that it takes and before an end that it does not.
 */
export function attackStrings(pattern: RegExp, length: number): readonly string[] {
  const pieces = piecesOf(pattern.source);
  const alphabet = [...new Set(pieces.flatMap((piece) => [...piece]))].slice(0, 14);
  const pairs = alphabet.slice(0, 5).flatMap((one) => alphabet.slice(0, 5).map((two) => one + two));
  const pumps = new Set([...alphabet, ...pairs, ...pieces.filter((piece) => piece.length > 1).slice(0, 12)]);
  const beginnings = ['', pieces.join('').slice(0, 40), pieces[0] ?? ''];
  return [...pumps].flatMap((pump) => {
    const pumped = pump.repeat(Math.ceil(length / pump.length));
    return [...new Set(beginnings)].flatMap((start) =>
      ['', '\u0000', '!'].map((end) => start + pumped + end),
    );
  });
}

/** Classes, escapes, groups and repetitions of an expression, and the characters between them. */
const token =
  /\\p\{[^}]*\}|\\u\{?[0-9a-fA-F]+\}?|\\.|\[(?:\\.|[^\]\\])*\]|\(\?[:=!<]*(?:\w+>)?|\{\d*,?\d*\}|./gs;

/** The literal texts of an expression in order, and a character or a few for each class. */
function piecesOf(source: string): readonly string[] {
  const pieces: string[] = [];
  let word = '';
  for (const [text] of source.matchAll(token)) {
    const literal = literalOf(text);
    if (literal !== undefined) {
      word += literal;
      continue;
    }
    pieces.push(word, ...(text.startsWith('[') ? classSamples(text) : [samples[text.at(-1) ?? ''] ?? '']));
    word = '';
  }
  return [...pieces, word].filter((piece) => piece !== '');
}

/** What a token stands for if it is one character; empty for a place between characters. */
function literalOf(text: string): string | undefined {
  if (/^\\[bBk]$/.test(text)) return '';
  if (/^\\[pu]./.test(text)) return 'a';
  if (text === '.' || /^\\[sSdDwW]$|^\[|^[()|*+?^$]|^\{\d/.test(text)) return undefined;
  return text.startsWith('\\') ? (samples[text.at(-1) ?? ''] ?? text.at(-1)) : text;
}

/** A few characters of a class; of one that names what it does not take, ones that it does. */
function classSamples(text: string): readonly string[] {
  const body = text.slice(1, -1);
  if (body.startsWith('^'))
    return ['a', ' ', '0', '\\', '"'].filter((character) => !body.includes(character));
  const characters = [...body.matchAll(/\\u\{?[0-9a-fA-F]+\}?|\\.|./gs)].map(([each]) =>
    each.startsWith('\\') ? (samples[each.at(1) ?? ''] ?? each.at(-1) ?? '') : each,
  );
  return [...new Set(characters)].slice(0, 5);
}
