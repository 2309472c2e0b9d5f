import { codesOf } from './text-codes.ts';

/** What can only be in a text that has one of its beginnings. */
export interface Indexed {
  /** A text without any of them need not be searched; one of a single character or none says nothing. */
  readonly starts: readonly string[];
}

/** So many characters are looked at together, by so many bits of each: the rest of a beginning then seldom differs. */
const together = 4;
const bitsOfCharacter = 5;
const groups = 1 << (together * bitsOfCharacter);

/**
 * Finds what a text could hold, in one pass over it: some hundred searches for each file would take longer than
 * everything else. Looks at four characters at a time, and only where these begin something at the rest of it.
 */
export class FormatIndex<Format extends Indexed> {
  readonly #byGroup = new Map<number, Start<Format>[]>();
  /** A bit for each group, 1 where `#byGroup` has an entry: small enough to stay near the processor. */
  readonly #begins = new Uint32Array(groups / 32);
  readonly #always: readonly Format[];

  /** Only ASCII stands in the beginnings of formats. */
  constructor(formats: readonly Format[]) {
    this.#always = formats.filter(({ starts }) => starts.some((text) => text.length < 2));
    for (const format of formats) {
      for (const text of format.starts) {
        if (text.length < 2) continue;
        for (const group of groupsOf(text)) {
          const starts = this.#byGroup.get(group) ?? [];
          this.#byGroup.set(group, starts);
          starts.push({ text, format });
          this.#begins[group >>> 5] = (this.#begins[group >>> 5] ?? 0) | (1 << (group & 31));
        }
      }
    }
  }

  /**
   * In no particular order.
   *
   * @param codes of the text
   */
  candidates(text: string, codes = codesOf(text)): Format[] {
    const found = new Set<Format>(this.#always);
    const [begins, length] = [this.#begins, codes.length];
    let group = 0;
    // Behind the end is room for the rest of a group.
    for (let index = 0; index < length + together - 2; index += 1) {
      group = withNext(group, index < length ? (codes[index] ?? 0) : 0);
      if ((((begins[group >>> 5] ?? 0) >>> (group & 31)) & 1) === 0) continue;
      const place = index - together + 1;
      for (const { text: start, format } of this.#byGroup.get(group) ?? []) {
        if (!found.has(format) && text.startsWith(start, place)) found.add(format);
      }
    }
    return [...found];
  }
}

interface Start<Format> {
  readonly text: string;
  readonly format: Format;
}

function withNext(group: number, code: number): number {
  return ((group << bitsOfCharacter) | (code & 31)) & (groups - 1);
}

/** Of what a text begins with; where it is shorter, with all that can follow. */
function groupsOf(text: string): readonly number[] {
  const known = [...text.slice(0, together)].reduce((group, sign) => withNext(group, sign.charCodeAt(0)), 0);
  const missing = Math.max(0, together - text.length) * bitsOfCharacter;
  return Array.from({ length: 1 << missing }, (_, rest) => (known << missing) | rest);
}
