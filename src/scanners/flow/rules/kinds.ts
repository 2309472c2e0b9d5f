/** Kinds of harm, each a bit, so that a set of them is a number. At most 31, by the names that the rules give them. */
export class Kinds {
  readonly #bits = new Map<string, number>();

  bit(name: string): number {
    const known = this.#bits.get(name) ?? 1 << this.#bits.size;
    if (this.#bits.size >= 31) throw new RangeError('flow rules have more than 31 kinds');
    this.#bits.set(name, known);
    return known;
  }

  bits(names: readonly string[]): number {
    return names.includes('all') ? ~0 : names.reduce((sum, name) => sum | this.bit(name), 0);
  }

  get all(): number {
    return [...this.#bits.values()].reduce((sum, bit) => sum | bit, 0);
  }
}
