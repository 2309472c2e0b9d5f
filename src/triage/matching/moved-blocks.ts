import { alignLines } from './align-lines.ts';
import type { Assigned } from './assign.ts';
import { dropWeakBlocks, enoughForBlock } from './drop-weak-blocks.ts';
import type { Fact } from './fact.ts';
import type { LineTable } from './line-table.ts';
import { matchAligned } from './match-aligned.ts';
import { type Comparison, markAligned, type TextFile, unalignedText } from './text-file.ts';

/** Rounds: in each, every pair of files can give one run of blocks in the same order. */
const maxRounds = 4;
/** Pairs of files that are compared in one round. */
const maxPairs = 5_000;
/** What a line must tell to be a landmark. */
const landmarkWeight = 8;
/** What the landmarks that two files share must tell together. */
const enough = 16;

/** A file's text on both sides, as far as there is something left to match. */
export interface FilePair {
  readonly before?: TextFile;
  readonly after?: TextFile;
}

export interface MovedBlocks extends Pick<Assigned, 'pairs' | 'ambiguous'> {
  readonly comparisons: readonly Comparison[];
}

/**
 * Follows blocks of lines that were moved, within a file or to another one: lines without a counterpart in their own
 * file are aligned with those of files that share landmarks with it, lines that exist once on each side.
 */
export function followMovedBlocks(files: readonly FilePair[], table: LineTable): MovedBlocks {
  const work: Work = { table, pairs: [], ambiguous: [], comparisons: [] };
  // A block that was moved within its file and copied to another one was moved.
  for (const { before, after } of files) {
    if (before !== undefined && after !== undefined) followRounds(work, [before], [after]);
  }
  followRounds(
    work,
    files.flatMap(({ before }) => before ?? []),
    files.flatMap(({ after }) => after ?? []),
  );
  return work;
}

interface Work extends MovedBlocks {
  readonly table: LineTable;
  readonly pairs: (readonly [Fact, Fact])[];
  readonly ambiguous: (readonly [readonly Fact[], readonly Fact[]])[];
  readonly comparisons: Comparison[];
}

function followRounds(work: Work, before: readonly TextFile[], after: readonly TextFile[]): void {
  for (let round = 0; round < maxRounds; round += 1) {
    const { numbers, pairs } = sharedLandmarks(before, after, work.table);
    const comparisons = pairs.flatMap(([one, other]) => compare(one, other, work.table, numbers) ?? []);
    if (comparisons.length === 0) break;
    for (const comparison of comparisons) take(work, comparison);
  }
}

function take(work: Work, comparison: Comparison): void {
  const { pairs, ambiguous } = matchAligned(comparison);
  work.pairs.push(...pairs);
  work.ambiguous.push(...ambiguous);
  work.comparisons.push(comparison);
}

/** Marks what it aligns at once, so that no line is aligned twice. */
function compare(
  one: TextFile,
  other: TextFile,
  table: LineTable,
  landmarks: ReadonlySet<number>,
): Comparison | undefined {
  const before = unalignedText(one);
  const after = unalignedText(other);
  const aligned = alignLines(before.lines, after.lines, (number) => table.weight(number));
  // A block counts only with landmarks in it, as a copy elsewhere could claim it as well; one line is not yet a block.
  const weight = (line: number) => (landmarks.has(before.lines[line] ?? -1) ? enoughForBlock / 2 : 0);
  const alignment = dropWeakBlocks(aligned, weight, () => false);
  if (alignment.toAfter.every((line) => line === -1)) return undefined;
  const comparison = { isWhole: false, before, after, alignment };
  markAligned(comparison);
  return comparison;
}

/** Lines that stand once among all unaligned lines of each side, and the pairs of files that share them. */
function sharedLandmarks(
  before: readonly TextFile[],
  after: readonly TextFile[],
  table: LineTable,
): { readonly numbers: ReadonlySet<number>; readonly pairs: readonly (readonly [TextFile, TextFile])[] } {
  const ofBefore = singleLines(before, table);
  const ofAfter = singleLines(after, table);
  const numbers = new Set<number>();
  const told = new Map<TextFile, Map<TextFile, number>>();
  for (const [number, one] of ofBefore) {
    const other = ofAfter.get(number);
    if (one === undefined || other === undefined) continue;
    numbers.add(number);
    const row = told.get(one) ?? new Map<TextFile, number>();
    row.set(other, (row.get(other) ?? 0) + table.weight(number));
    told.set(one, row);
  }
  const pairs = [...told]
    .flatMap(([one, row]) => [...row].map(([other, weight]) => ({ one, other, weight })))
    .filter(({ one, other, weight }) => weight >= enough && one.rest.size > 0 && other.rest.size > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, maxPairs);
  return { numbers, pairs: pairs.map(({ one, other }) => [one, other] as const) };
}

/** Telling lines without a counterpart, with their file; undefined for those that stand in several places. */
function singleLines(
  files: readonly TextFile[],
  table: LineTable,
): ReadonlyMap<number, TextFile | undefined> {
  const places = new Map<number, TextFile | undefined>();
  for (const file of files) {
    for (const [at, number] of file.lines.entries()) {
      if (file.aligned[at] === 1 || table.weight(number) < landmarkWeight) continue;
      places.set(number, places.has(number) ? undefined : file);
    }
  }
  return places;
}
