/** What a provider's secret looks like where nothing in it says whose it is: how long, and of which characters. */
export interface ValueShape {
  fits(value: string): boolean;
}

/** By the letter that stands for them in `{a20}`: see `rules/secrets/README.md`. */
const alphabets: Readonly<Record<string, string>> = {
  d: '0-9',
  h: '0-9a-f',
  l: '0-9a-z',
  u: '0-9A-Z',
  a: '0-9A-Za-z',
  k: '0-9a-z_\\-',
  v: '0-9A-Z_\\-',
  w: '0-9A-Za-z_\\-',
  b: '0-9A-Za-z+/=',
  s: '0-9A-Za-z_.+/=:~\\-',
};
const part = /\{([a-z])(\d+)(?:-(\d+))?\}/g;
/**
 * @param template Such as `key-{l32}` or `{h8}-{h4}`; a number may be a range, `{a20-24}`.
 * @throws {TypeError} For a letter that stands for nothing.
 */
export function readShape(template: string): ValueShape {
  let source = '';
  let end = 0;
  const literal = (text: string) => {
    source += RegExp.escape(text);
  };
  for (const match of template.matchAll(part)) {
    const [whole, letter = '', from = '', to = from] = match;
    const alphabet = alphabets[letter];
    if (alphabet === undefined) throw new TypeError(`the shape ${template} has an unknown letter: ${letter}`);
    literal(template.slice(end, match.index));
    end = match.index + whole.length;
    source += `[${alphabet}]{${from},${to}}`;
  }
  literal(template.slice(end));
  const exact = new RegExp(`^${source}$`);
  return { fits: (value) => exact.test(value) || exact.test(inOtherCase(value)) };
}

/** Letters of one case may stand in the other one: a hexadecimal number is the same in capitals. */
function inOtherCase(value: string): string {
  if (!/[A-Z]/.test(value)) return value.toUpperCase();
  return /[a-z]/.test(value) ? value : value.toLowerCase();
}
