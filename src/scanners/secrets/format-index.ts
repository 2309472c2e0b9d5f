import type { SecretFormat } from './secret-format.ts';

/** Only ASCII stands in the beginnings of formats; pairs of other characters share the last place. */
const codes = 128;

/**
 * Finds the formats that a text could hold, in one pass over it: some hundred searches for each file would take
 * longer than everything else. Looks at pairs of characters, and only where a pair begins a format at the rest of it.
 */
export class FormatIndex {
  readonly #byPair = new Map<number, readonly Start[]>();
  /** For each pair the third characters that go on with a beginning, a bit each; 0 where `#byPair` has no entry. */
  readonly #goesOn = new Uint32Array(codes * codes);
  readonly #always: readonly SecretFormat[];

  constructor(formats: readonly SecretFormat[]) {
    this.#always = formats.filter(({ starts }) => starts.some((text) => text.length < 2));
    for (const format of formats) {
      for (const text of format.starts) {
        if (text.length < 2) continue;
        const pair = pairOf(text.charCodeAt(0), text.charCodeAt(1));
        this.#byPair.set(pair, [...(this.#byPair.get(pair) ?? []), { text, format }]);
        this.#goesOn[pair] =
          (this.#goesOn[pair] ?? 0) | (text.length > 2 ? bitOf(text.charCodeAt(2)) : allBits);
      }
    }
  }

  /** In no particular order. */
  candidates(text: string): SecretFormat[] {
    const found = new Set<SecretFormat>(this.#always);
    let first = text.charCodeAt(0);
    for (let index = 1; index < text.length; index += 1) {
      const second = text.charCodeAt(index);
      const pair = pairOf(first, second);
      first = second;
      const third = this.#goesOn[pair] ?? 0;
      // Few pairs of a text begin a format, and next to none of them go on with it.
      if (third === 0 || (third & bitOf(text.charCodeAt(index + 1))) === 0) continue;
      for (const start of this.#byPair.get(pair) ?? []) {
        if (!found.has(start.format) && text.startsWith(start.text, index - 1)) found.add(start.format);
      }
    }
    return [...found];
  }
}

interface Start {
  readonly text: string;
  readonly format: SecretFormat;
}

const allBits = 0xffffffff;

/** Characters share bits; behind the end there is none, which is the bit of a few others. */
function bitOf(code: number): number {
  return 1 << (code & 31);
}

function pairOf(first: number, second: number): number {
  return first < codes && second < codes ? first * codes + second : codes * codes - 1;
}
