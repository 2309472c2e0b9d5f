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
  readonly assigned: Pick<Assigned, 'pairs' | 'ambiguous'>;
  readonly comparison: Comparison;
}

/** Lays two files side by side, line by line, and pairs the findings on equal lines. */
export function compareText(before: Text, after: Text, table: LineTable): ComparedText {
  const isSame = isEqual(before.lines, after.lines);
  const one = textFile(before, isSame ? countUp(before.lines.length) : table.numbersOf(before.lines));
  const other = textFile(after, isSame ? one.lines : table.numbersOf(after.lines));
  const alignment = isSame ? identity(one.lines) : alignmentOf(one.lines, other.lines, table);
  const comparison = { before: wholeText(one), after: wholeText(other), alignment };
  markAligned(comparison);
  const assigned = matchAligned(comparison);
  if (!isSame || one.rest.size + other.rest.size === 0) return { comparison, assigned };
  // Only now are the lines looked at themselves: most files are the same on both sides and leave nothing over.
  const lines = table.numbersOf(before.lines);
  const named = { before: wholeText({ ...one, lines }), after: wholeText({ ...other, lines }), alignment };
  return { comparison: named, assigned };
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

function identity(lines: Int32Array): Alignment {
  return { toAfter: countUp(lines.length), toBefore: countUp(lines.length), rivals: [] };
}

function alignmentOf(before: Int32Array, after: Int32Array, table: LineTable): Alignment {
  const weight = (number: number) => table.weight(number);
  const alignment = alignLines(before, after, weight);
  const isAtEnd = (b: number, a: number) =>
    (b === 0 && a === 0) || (b === before.length - 1 && a === after.length - 1);
  return dropWeakBlocks(alignment, (line) => weight(before[line] ?? -1), isAtEnd);
}
