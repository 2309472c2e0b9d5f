/** Which names belong to the function that is being lowered. */
export class Scope {
  readonly #stack: Set<string>[] = [new Set()];
  /** Functions that do not see the names around them. */
  readonly #closed = new Set<Set<string>>();
  /** Names that something is assigned to: where nothing declares one, JavaScript makes it everybody's. */
  readonly assigned = new Set<string>();

  declare(name: string): void {
    this.#stack.at(-1)?.add(name);
  }

  /** As far as the file is lowered, and can be seen. */
  has(name: string): boolean {
    const start = this.#stack.findLastIndex((names) => this.#closed.has(names));
    return this.#stack.slice(Math.max(start, 0)).some((names) => names.has(name));
  }

  /** Of the file, wherever it is spoken of. */
  declareInFile(name: string): void {
    this.#stack[1]?.add(name);
  }

  /** Names that `global` and `nonlocal` give away. */
  giveAway(name: string): void {
    this.#stack.at(-1)?.delete(name);
  }

  /** What `work` declares, and its result. `isClosed`: it does not see what is around it. */
  within<Result>(
    work: () => Result,
    isClosed = false,
  ): { readonly result: Result; readonly locals: ReadonlySet<string> } {
    const locals = new Set<string>();
    if (isClosed) this.#closed.add(locals);
    this.#stack.push(locals);
    const result = work();
    this.#stack.pop();
    return { result, locals };
  }
}
