import type { Fact } from './fact.ts';
import type { LineTable } from './line-table.ts';
import { isLongGap, stretchOf } from './stretch.ts';
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
  /** True where something new stands in its place: then it was mended there as likely as it was taken away. */
  readonly isReplaced: boolean;
}

/** What a file's lines became in the file that it is compared with. */
export interface Counterpart {
  readonly file: TextFile;
  /** For each line, from 0, the other file's, or -1. */
  readonly toOther: Int32Array;
}

/** @param counterpart absent where the file is compared with none */
export function leftoversOf(
  facts: readonly Fact[],
  home: number,
  file: TextFile,
  { table, counterpart }: { readonly table: LineTable; readonly counterpart: Counterpart | undefined },
): readonly Leftover[] {
  const own = new Set(facts.length === 0 ? [] : file.lines);
  return facts.map((fact) => ({
    fact,
    home,
    above: surroundings(fact, file, table, -1),
    below: surroundings(fact, file, table, 1),
    isReplaced: counterpart !== undefined && isReplacedIn(fact.line - 1, own, counterpart, table),
  }));
}

function surroundings(fact: Fact, { lines }: TextFile, table: LineTable, step: 1 | -1): readonly number[] {
  const seen: number[] = [];
  for (let count = 1; count <= search && seen.length < reach; count += 1) {
    const number = lines[fact.line - 1 + count * step];
    if (number === undefined) break;
    if (table.weight(number) >= leastWeight && !table.isCommon(number)) seen.push(number);
  }
  return seen;
}

/** Between the same neighbours, at most a few lines apart, the other file has a line that this one has nowhere. */
function isReplacedIn(
  at: number,
  own: ReadonlySet<number>,
  { file: { lines, aligned }, toOther }: Counterpart,
  table: LineTable,
): boolean {
  if (isLongGap(at, toOther)) return false;
  const { from, to, isShort } = stretchOf(at, toOther, lines.length);
  if (!isShort) return false;
  const opposite = lines.subarray(from + 1, to).filter((_, index) => aligned[from + 1 + index] !== 1);
  return opposite.some((number) => table.weight(number) >= leastWeight && !own.has(number));
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
