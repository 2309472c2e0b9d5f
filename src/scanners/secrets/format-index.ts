import type { SecretFormat } from './secret-format.ts';

/** Only ASCII stands in the beginnings of formats; pairs of other characters share the last place. */
const codes = 128;

/**
 * Finds the formats that a text could hold, in one pass over it: some hundred searches for each file would take
 * longer than everything else. Looks at pairs of characters, and only where a pair begins a format at the rest of it.
 */
export class FormatIndex {
  readonly #byPair: (readonly Start[] | undefined)[] = new Array(codes * codes);
  readonly #always: readonly SecretFormat[];

  constructor(formats: readonly SecretFormat[]) {
    this.#always = formats.filter(({ starts }) => starts.some((text) => text.length < 2));
    for (const format of formats) {
      for (const text of format.starts) {
        const pair = pairAt(text, 0);
        if (text.length >= 2) this.#byPair[pair] = [...(this.#byPair[pair] ?? []), { text, format }];
      }
    }
  }

  /** In no particular order. */
  candidates(text: string): SecretFormat[] {
    const found = new Set<SecretFormat>(this.#always);
    for (let index = 0; index + 1 < text.length; index += 1) {
      const starts = this.#byPair[pairAt(text, index)];
      if (starts === undefined) continue;
      for (const start of starts) {
        if (!found.has(start.format) && text.startsWith(start.text, index)) found.add(start.format);
      }
    }
    return [...found];
  }
}

interface Start {
  readonly text: string;
  readonly format: SecretFormat;
}

function pairAt(text: string, index: number): number {
  const first = text.charCodeAt(index);
  const second = text.charCodeAt(index + 1);
  return first < codes && second < codes ? first * codes + second : codes * codes - 1;
}
