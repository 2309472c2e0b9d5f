import { type Alignment, alignLines } from './align-lines.ts';
import type { Assigned } from './assign.ts';
import { dropWeakBlocks } from './drop-weak-blocks.ts';
import type { Fact } from './fact.ts';
import type { LineTable } from './line-table.ts';
import { matchAligned } from './match-aligned.ts';
import { type Comparison, markAligned, type TextFile, wholeText } from './text-file.ts';

/** A file's text on one side with the findings on it. */
export interface Text {
  readonly path: string;
  readonly lines: readonly string[];
  readonly facts: readonly Fact[];
}

export interface ComparedText {
  readonly before: TextFile;
  readonly after: TextFile;
  readonly assigned: Pick<Assigned, 'pairs' | 'ambiguous'>;
  /** Absent where the two have so little in common that they are different files. */
  readonly comparison?: Comparison;
}

/** The share of a renamed file that must have stayed: git asks for half of it, and counts in another way. */
const enoughOfRenamed = 0.35;

/** Lays two files side by side, line by line, and pairs the findings on equal lines. */
export function compareText(before: Text, after: Text, table: LineTable): ComparedText {
  if (isEqual(before.lines, after.lines)) return compareEqual(before, after, table);
  const isSameName = before.path === after.path;
  const one = textFile(before, table.numbersOf(before.lines));
  const other = textFile(after, table.numbersOf(after.lines));
  const alignment = alignmentOf(one.lines, other.lines, table, isSameName);
  if (!isSameName && shareKept(one.lines, other.lines, alignment, table) < enoughOfRenamed) {
    return { before: one, after: other, assigned: { pairs: [], ambiguous: [] } };
  }
  const comparison = { isWhole: true, before: wholeText(one), after: wholeText(other), alignment };
  markAligned(comparison);
  return { before: one, after: other, assigned: matchAligned(comparison), comparison };
}

function compareEqual(before: Text, after: Text, table: LineTable): ComparedText {
  const numbers = countUp(before.lines.length);
  const one = textFile(before, numbers);
  const other = textFile(after, numbers);
  const alignment = { toAfter: numbers, toBefore: numbers, rivals: [] };
  const comparison = { isWhole: true, before: wholeText(one), after: wholeText(other), alignment };
  markAligned(comparison);
  const assigned = matchAligned(comparison);
  if (one.rest.size + other.rest.size === 0) return { before: one, after: other, assigned, comparison };
  // Only now are the lines looked at themselves: most files are the same on both sides and leave nothing over.
  const lines = table.numbersOf(before.lines);
  const named = { before: { ...one, lines }, after: { ...other, lines } };
  return {
    ...named,
    assigned,
    comparison: { ...comparison, before: wholeText(named.before), after: wholeText(named.after) },
  };
}

function shareKept(before: Int32Array, after: Int32Array, { toAfter }: Alignment, table: LineTable): number {
  const total = (lines: Int32Array) => lines.reduce((sum, line) => sum + table.weight(line), 0);
  const kept = before.reduce((sum, line, at) => (toAfter[at] === -1 ? sum : sum + table.weight(line)), 0);
  return kept / Math.max(total(before), total(after), 1);
}

export function textFile({ path, facts }: Text, lines: Int32Array): TextFile {
  return { path, lines, aligned: new Uint8Array(lines.length), rest: new Set(facts) };
}

function isEqual(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((line, at) => line === after[at]);
}

function countUp(length: number): Int32Array {
  return Int32Array.from({ length }, (_, at) => at);
}

function alignmentOf(
  before: Int32Array,
  after: Int32Array,
  table: LineTable,
  isSameName: boolean,
): Alignment {
  const weight = (number: number) => table.weight(number);
  const alignment = alignLines(before, after, weight);
  // Files that have nothing to do with each other begin and end alike, too.
  const isAtEnd = (b: number, a: number) =>
    isSameName && ((b === 0 && a === 0) || (b === before.length - 1 && a === after.length - 1));
  return dropWeakBlocks(alignment, (line) => weight(before[line] ?? -1), isAtEnd);
}
