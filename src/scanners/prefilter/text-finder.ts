import { lowerAscii, type RequiredText } from './requirement.ts';

/**
 * Finds which of many texts stand in some bytes of UTF-8, in one pass: the automaton of Aho and Corasick
 * (https://doi.org/10.1145/360825.360855) over letters without their case. Where case counts, a hit is compared again.
 */
export class TextFinder {
  readonly #sought: readonly { readonly bytes: Buffer; readonly folded: boolean }[];
  /** Of a byte; those that no text has share class 0. */
  readonly #classes = new Uint8Array(256);
  #classCount = 1;
  /** The state behind a state and a class; 0 is the start. */
  readonly #next: Uint32Array;
  /** The places of the texts that end in a state. */
  readonly #ends: (readonly number[] | undefined)[] = [undefined];
  /** 1 for the states where any end: what is asked for every byte is to be small. */
  readonly #isEnd: Uint8Array;

  constructor(texts: readonly RequiredText[]) {
    this.#sought = texts.map(({ text, folded }) => ({ bytes: Buffer.from(text), folded }));
    const paths = texts.map(({ text }) => Buffer.from(lowerAscii(text)));
    for (const byte of paths.flatMap((path) => [...path])) {
      if (this.#classes[byte] === 0) this.#classes[byte] = this.#classCount++;
    }
    for (let letter = 65; letter <= 90; letter += 1) this.#classes[letter] = this.#classes[letter + 32] ?? 0;
    this.#next = new Uint32Array((1 + paths.reduce((sum, { length }) => sum + length, 0)) * this.#classCount);
    for (const [place, path] of paths.entries()) this.#lay(path, place);
    this.#join();
    this.#isEnd = Uint8Array.from(this.#ends, (places) => Number(places !== undefined));
  }

  /** 1 at the places of the texts that are there. */
  search(bytes: Uint8Array): Uint8Array {
    const found = new Uint8Array(this.#sought.length);
    const [classes, next, isEnd, count] = [this.#classes, this.#next, this.#isEnd, this.#classCount];
    let state = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      state = next[state * count + (classes[bytes[at] ?? 0] ?? 0)] ?? 0;
      if (isEnd[state] === 1) this.#note(state, bytes, at + 1, found);
    }
    return found;
  }

  #note(state: number, bytes: Uint8Array, end: number, found: Uint8Array): void {
    for (const place of this.#ends[state] ?? []) {
      const sought = this.#sought[place];
      if (found[place] === 1 || sought === undefined) continue;
      if (sought.folded || endsWith(bytes, end, sought.bytes)) found[place] = 1;
    }
  }

  /** The states of one text. */
  #lay(path: Uint8Array, place: number): void {
    let state = 0;
    for (const byte of path) {
      const edge = state * this.#classCount + (this.#classes[byte] ?? 0);
      if (this.#next[edge] === 0) this.#next[edge] = this.#ends.push(undefined) - 1;
      state = this.#next[edge] ?? 0;
    }
    this.#ends[state] = [...(this.#ends[state] ?? []), place];
  }

  /** Where a text breaks off, the longest other one goes on of which it has the beginning. */
  #join(): void {
    const count = this.#classCount;
    const shorter = new Uint32Array(this.#ends.length);
    // Nearest to the start first: the shorter one of a state is whole when it is its turn.
    const states = [0];
    for (const state of states) {
      const other = shorter[state] ?? 0;
      if (state !== 0) this.#inherit(state, other);
      for (let kind = 0; kind < count; kind += 1) {
        const onward = state === 0 ? 0 : (this.#next[other * count + kind] ?? 0);
        const target = this.#next[state * count + kind] ?? 0;
        if (target === 0) this.#next[state * count + kind] = onward;
        else {
          shorter[target] = onward;
          states.push(target);
        }
      }
    }
  }

  /** What ends in the shorter one ends here too. */
  #inherit(state: number, shorter: number): void {
    const places = this.#ends[shorter];
    if (places !== undefined) this.#ends[state] = [...(this.#ends[state] ?? []), ...places];
  }
}

function endsWith(bytes: Uint8Array, end: number, text: Uint8Array): boolean {
  for (let at = 1; at <= text.length; at += 1) if (bytes[end - at] !== text[text.length - at]) return false;
  return true;
}
