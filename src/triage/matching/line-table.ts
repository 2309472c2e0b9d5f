import { normalisedLine } from '../normalised-text.ts';

/** Letters and digits from which on more of them tell no more. */
const maxWeight = 20;

/** Texts, of both sides together, that a line may stand in before it is what everybody writes. */
const commonFrom = 5;

/** Numbers for lines: equal lines, but for white space, have equal numbers, in all files of both sides. */
export class LineTable {
  readonly #numbers = new Map<string, number>();
  readonly #weights: number[] = [];
  readonly #texts: number[] = [];

  /** Numbers the lines of one text. */
  numbersOf(lines: readonly string[]): Int32Array {
    const numbers = Int32Array.from(lines, (line) => this.#numberOf(normalisedLine(line)));
    for (const number of new Set(numbers)) this.#texts[number] = (this.#texts[number] ?? 0) + 1;
    return numbers;
  }

  /** True for lines that stand in many of the texts that were numbered so far. */
  isCommon(number: number): boolean {
    return (this.#texts[number] ?? 0) >= commonFrom;
  }

  /** How much a line tells, from 0 to 20: a bracket stands everywhere, a long line only here. */
  weight(number: number): number {
    return this.#weights[number] ?? 0;
  }

  #numberOf(line: string): number {
    const known = this.#numbers.get(line);
    if (known !== undefined) return known;
    const number = this.#weights.length;
    this.#numbers.set(line, number);
    this.#weights.push(Math.min(line.match(/[\p{L}\p{N}]/gu)?.length ?? 0, maxWeight));
    return number;
  }
}
