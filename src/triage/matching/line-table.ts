import { normalisedLine } from '../normalised-text.ts';

/** Letters and digits from which on more of them tell no more. */
const maxWeight = 20;

/** Numbers for lines: equal lines, but for white space, have equal numbers, in all files of both sides. */
export class LineTable {
  readonly #numbers = new Map<string, number>();
  readonly #weights: number[] = [];

  numbersOf(lines: readonly string[]): Int32Array {
    return Int32Array.from(lines, (line) => this.#numberOf(normalisedLine(line)));
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
