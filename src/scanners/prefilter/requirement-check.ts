import { isMet, type RequirementTable } from './requirement-table.ts';
import { TextFinder } from './text-finder.ts';

/** Besides A to Z and a to z these two are letters of ASCII to who ignores case: ſ is an s, and K (Kelvin) is a k. */
const otherCases = ['\u017f', '\u212a'].map((text) => ({ text, folded: false }));

/** Asks files whether they hold what a requirement asks for. */
export class RequirementCheck {
  readonly #table: RequirementTable;
  readonly #finder: TextFinder;

  constructor(table: RequirementTable) {
    this.#table = table;
    this.#finder = new TextFinder([...table.texts, ...otherCases]);
  }

  /** @param bytes in UTF-8 */
  couldMatch(bytes: Uint8Array): boolean {
    const found = this.#finder.search(bytes);
    const { length } = this.#table.texts;
    return found.includes(1, length) || isMet(this.#table, found.subarray(0, length));
  }
}
