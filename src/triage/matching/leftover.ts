import type { Fact } from './fact.ts';
import type { LineTable } from './line-table.ts';
import type { TextFile } from './text-file.ts';

/** Lines on either side that are looked at. */
const reach = 6;
/** Lines that are looked through for them. */
const search = 20;
/** What a line must tell to be looked at: blank lines, brackets and what stands in every file are skipped. */
const leastWeight = 2;

/** A finding without a match so far, with what its surroundings look like. */
export interface Leftover {
  readonly fact: Fact;
  /** The same for a file and what it became. */
  readonly home: number;
  /** Numbers of lines above and below, nearest first; empty where the source is not known. */
  readonly above: readonly number[];
  readonly below: readonly number[];
}

export function leftoverOf(fact: Fact, home: number, { lines }: TextFile, table: LineTable): Leftover {
  const look = (step: 1 | -1) => {
    const seen: number[] = [];
    for (let count = 1; count <= search && seen.length < reach; count += 1) {
      const number = lines[fact.line - 1 + count * step];
      if (number === undefined) break;
      if (table.weight(number) >= leastWeight && !table.isCommon(number)) seen.push(number);
    }
    return seen;
  };
  return { fact, home, above: look(-1), below: look(1) };
}

/** Lines that two places have in common, counted from the finding outwards until the first that differs. */
export function commonSurroundings(a: Leftover, b: Leftover): number {
  return commonStart(a.above, b.above) + commonStart(a.below, b.below);
}

function commonStart(a: readonly number[], b: readonly number[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
}
