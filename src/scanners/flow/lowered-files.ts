import type { ModuleForm } from './form/form.ts';

/** A file as it is analysed, and of how many characters; or why it cannot be. */
export type Lowered = { readonly module: ModuleForm; readonly length: number } | { readonly failed: string };

/** Characters of their texts: as much as one analysis holds. */
const most = 1_600_000;

/** Lowered files that sides of a change share, the last ones. */
export class LoweredFiles {
  readonly #known = new Map<string, Lowered>();
  #held = 0;

  /** @param path the file's own, so that files of two folders are told apart */
  get(path: string, lower: () => Lowered): Lowered {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const made = lower();
    this.#held += 'length' in made ? made.length : 0;
    if (this.#held > most) this.forget();
    this.#known.set(path, made);
    return made;
  }

  forget(): void {
    this.#known.clear();
    this.#held = 0;
  }
}
