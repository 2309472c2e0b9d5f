import type { Parsed } from './parser.ts';

/** Bytes: those of some six million characters of code. More are parsed anew. */
const most = 32 * 1024 * 1024;

/** Trees of files, which are lowered more than once where all that is lowered would be too much to hold. */
export class KeptTrees {
  readonly #known = new Map<string, Parsed>();
  #held = 0;

  /** @param path the file's own, so that files of two folders are told apart */
  get(path: string, parse: () => Parsed): Parsed {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const parsed = parse();
    const bytes = 'tree' in parsed ? parsed.tree.bytes : 0;
    // What many files lead to is mostly come to early.
    if (this.#held + bytes <= most) {
      this.#held += bytes;
      this.#known.set(path, parsed);
    }
    return parsed;
  }
}
