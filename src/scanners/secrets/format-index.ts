import { codesOf } from './text-codes.ts';

/** What can only be in a text that has one of its beginnings. */
export interface Indexed {
  /** A text without any of them need not be searched; one of a single character or none says nothing. */
  readonly starts: readonly string[];
}

/** So many characters are looked at together, by so many bits of each: the rest of a beginning then seldom differs. */
const together = 4;
const bitsOfCharacter = 5;
const bitsOfPair = 2 * bitsOfCharacter;
const groups = 1 << (together * bitsOfCharacter);

/**
 * Finds what a text could hold, in one pass over it: some hundred searches for each file would take longer than
 * everything else. Looks at four characters at a time, and only where these begin something at the rest of it.
 */
export class FormatIndex<Format extends Indexed> {
  /** By the four characters that they begin with. */
  readonly #long = new Map<number, Start<Format>[]>();
  /** Those that have not as many, by the first two. */
  readonly #short = new Map<number, Start<Format>[]>();
  /** A bit for each group, 1 where something begins with it: small enough to stay near the processor. */
  readonly #begins = new Uint32Array(groups / 32);
  readonly #always: readonly Format[];

  /** Only ASCII stands in the beginnings of formats. */
  constructor(formats: readonly Format[]) {
    this.#always = formats.filter(({ starts }) => starts.some((text) => text.length < 2));
    for (const format of formats) {
      for (const text of format.starts) if (text.length > 1) this.#add({ text, format });
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
      note(this.#long.get(group), text, place, found);
      note(this.#short.get(group >>> bitsOfPair), text, place, found);
    }
    return [...found];
  }

  #add(start: Start<Format>): void {
    const first = [...start.text.slice(0, together)].reduce(
      (group, sign) => withNext(group, sign.charCodeAt(0)),
      0,
    );
    const missing = Math.max(0, together - start.text.length) * bitsOfCharacter;
    const [starts, key] =
      missing === 0 ? [this.#long, first] : [this.#short, (first << missing) >>> bitsOfPair];
    const known = starts.get(key);
    if (known === undefined) starts.set(key, [start]);
    else known.push(start);
    // Whatever follows.
    for (let rest = 0; rest < 1 << missing; rest += 1) {
      const group = (first << missing) | rest;
      this.#begins[group >>> 5] = (this.#begins[group >>> 5] ?? 0) | (1 << (group & 31));
    }
  }
}

interface Start<Format> {
  readonly text: string;
  readonly format: Format;
}

/** Adds the formats of which a beginning stands at a place. */
function note<Format>(
  starts: readonly Start<Format>[] | undefined,
  text: string,
  place: number,
  found: Set<Format>,
): void {
  if (starts === undefined) return;
  for (const start of starts) {
    if (!found.has(start.format) && text.startsWith(start.text, place)) found.add(start.format);
  }
}

function withNext(group: number, code: number): number {
  return ((group << bitsOfCharacter) | (code & 31)) & (groups - 1);
}
