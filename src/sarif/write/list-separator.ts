/** What stands before each item of a list in JSON, one item a line. */
export class ListSeparator {
  #isFirst = true;

  next(): string {
    const separator = this.#isFirst ? '\n' : ',\n';
    this.#isFirst = false;
    return separator;
  }
}
