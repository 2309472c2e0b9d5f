import type { SecretFormat } from './secret-format.ts';

/** Only ASCII stands in the beginnings of formats; pairs of other characters share the last place. */
const codes = 128;

/**
 * Finds the formats that a text could hold, in one pass over it: some hundred searches for each file would take
 * longer than everything else. Looks at pairs of characters, and only where a pair begins a format at the rest of it.
 */
export class FormatIndex {
  readonly #byPair = new Map<number, readonly Start[]>();
  /** 1 where `#byPair` has an entry: next to no pair of a text does. */
  readonly #begins = new Uint8Array(codes * codes);
  readonly #always: readonly SecretFormat[];

  constructor(formats: readonly SecretFormat[]) {
    this.#always = formats.filter(({ starts }) => starts.some((text) => text.length < 2));
    for (const format of formats) {
      for (const text of format.starts) {
        if (text.length < 2) continue;
        const pair = pairOf(text.charCodeAt(0), text.charCodeAt(1));
        this.#byPair.set(pair, [...(this.#byPair.get(pair) ?? []), { text, format }]);
        this.#begins[pair] = 1;
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
      if (this.#begins[pair] === 0) continue;
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

function pairOf(first: number, second: number): number {
  return first < codes && second < codes ? first * codes + second : codes * codes - 1;
}
