import { metBy, type RequirementTable } from './requirement-table.ts';
import { TextFinder } from './text-finder.ts';

/** Besides A to Z and a to z these two are letters of ASCII to who ignores case: ſ is an s, and K (Kelvin) is a k. */
const otherCases = ['\u017f', '\u212a'].map((text) => ({ text, folded: false }));

/** Asks files whether they hold what requirements ask for. */
export class RequirementCheck {
  readonly #table: RequirementTable;
  readonly #finder: TextFinder;

  constructor(table: RequirementTable) {
    this.#table = table;
    this.#finder = new TextFinder([...table.texts, ...otherCases]);
  }

  /**
   * The places of the requirements that the text could meet.
   *
   * @param bytes in UTF-8
   */
  metBy(bytes: Uint8Array): readonly number[] {
    const found = this.#finder.search(bytes);
    const { texts, answers } = this.#table;
    return found.includes(1, texts.length)
      ? [...answers.keys()]
      : metBy(this.#table, found.subarray(0, texts.length));
  }
}
