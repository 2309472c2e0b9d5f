import type { ModuleForm } from './form/form.ts';

/** A file as it is analysed, and of how many characters; or why it cannot be. */
export type Lowered = { readonly module: ModuleForm; readonly length: number } | { readonly failed: string };

/** Characters of their texts, each some 14 bytes of the heap: more than one analysis holds together with what it knows. */
const most = 4_000_000;

/**
 * Lowered files, those that were asked for last. What an analysis knows takes more memory than they do and is let go
 * from time to time; what most files lead to would be lowered anew each time. Sides of a change share them.
 */
export class LoweredFiles {
  readonly #known = new Map<string, Lowered>();
  readonly #most: number;
  #held = 0;

  /** @param mostHeld characters */
  constructor(mostHeld = most) {
    this.#most = mostHeld;
  }

  /** @param path the file's own, so that files of two folders are told apart */
  get(path: string, lower: () => Lowered): Lowered {
    const known = this.#known.get(path);
    const lowered = known ?? lower();
    if (known === undefined) this.#held += lengthOf(lowered);
    else this.#known.delete(path);
    this.#known.set(path, lowered);
    for (const [oldest, one] of this.#known) {
      if (this.#held <= this.#most) break;
      this.#known.delete(oldest);
      this.#held -= lengthOf(one);
    }
    return lowered;
  }
}

const lengthOf = (lowered: Lowered) => ('length' in lowered ? lowered.length : 0);
