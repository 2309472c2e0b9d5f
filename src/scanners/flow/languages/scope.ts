/** Which names belong to the function that is being lowered. */
export class Scope {
  readonly #stack: Set<string>[] = [new Set()];
  /** Names that something is assigned to: where nothing declares one, JavaScript makes it everybody's. */
  readonly assigned = new Set<string>();

  declare(name: string): void {
    this.#stack.at(-1)?.add(name);
  }

  /** As far as the file is lowered. */
  has(name: string): boolean {
    return this.#stack.some((names) => names.has(name));
  }

  /** Names that `global` and `nonlocal` give away. */
  giveAway(name: string): void {
    this.#stack.at(-1)?.delete(name);
  }

  /** What `work` declares, and its result. */
  within<Result>(work: () => Result): { readonly result: Result; readonly locals: ReadonlySet<string> } {
    const locals = new Set<string>();
    this.#stack.push(locals);
    const result = work();
    this.#stack.pop();
    return { result, locals };
  }
}
