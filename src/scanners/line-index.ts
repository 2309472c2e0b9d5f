import type { Region } from '../core/finding.ts';

/** Turns offsets of a text into lines and columns. */
export class LineIndex {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  /** From 1. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** `end` is the offset after the last unit. */
  region(start: number, end: number): Region {
    const startLine = this.lineOf(start);
    const endLine = this.lineOf(Math.max(start, end - 1));
    return {
      startLine,
      endLine,
      startColumn: start - (this.#starts[startLine - 1] ?? 0) + 1,
      endColumn: end - (this.#starts[endLine - 1] ?? 0) + 1,
    };
  }
}
