import type { Finding } from '../../core/finding.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import { comparePlace } from '../compare-place.ts';
import { type ComparedFile, compareFile, type FileSide } from './compare-file.ts';
import { evenSides } from './even-sides.ts';
import type { Fact } from './fact.ts';
import type { FindingList } from './finding-list.ts';
import { type Counterpart, type Leftover, leftoversOf } from './leftover.ts';
import { LineTable } from './line-table.ts';
import { listEdges } from './list-edges.ts';
import { followMovedBlocks } from './moved-blocks.ts';
import { movedEdges } from './moved-edges.ts';
import { followMovedSequences } from './moved-sequences.ts';
import { nearEdges } from './near-edges.ts';
import { pairPaths } from './pair-paths.ts';
import { type Rarity, rarityOf } from './rarity.ts';
import { type Edge, settle } from './settle.ts';
import type { Sides } from './sides.ts';
import type { TextFile } from './text-file.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

/** Bits that a block of findings must tell where the text is not known: in its file, and in one that was renamed. */
const trustAtHome = { bits: 6, ifUnlike: 6 };
const trustRenamed = { bits: 11, ifUnlike: 24 };

export interface FactMatch {
  readonly before: Fact;
  readonly after: Fact;
  readonly isMoved: boolean;
}

export interface ComparedSides {
  readonly matches: readonly FactMatch[];
  readonly ambiguous: readonly (readonly [readonly Fact[], readonly Fact[]])[];
}

/** Compares file by file, follows what left its file, and settles what is left over everything, best first. */
export async function compareSides(given: Sides): Promise<ComparedSides> {
  const input = await evenSides(given);
  const ofBefore = byPath(input.before);
  const ofAfter = byPath(input.after);
  const table = new LineTable();
  const vocabulary = vocabularyOf(input.before, input.after);
  const rarity = lazyRarity(input, vocabulary);
  const files: ComparedFile[] = [];
  const isGone = {
    before: async (path: string) => (await given.afterTree?.lines(path)) === undefined,
    after: async (path: string) => (await given.beforeTree?.lines(path)) === undefined,
  };
  for (const pair of await pairPaths([...ofBefore.keys()], [...ofAfter.keys()], input.renames, isGone)) {
    const one = await sideOf(pair.before, ofBefore, input.before, input.beforeTree);
    const other = await sideOf(pair.after, ofAfter, input.after, input.afterTree);
    const trust = { rarity, ...(pair.by === 'name' ? trustAtHome : trustRenamed) };
    files.push(compareFile(one, other, { home: files.length, table, vocabulary, trust }));
  }
  const blocks = followMovedBlocks(
    files.map(({ textBefore, textAfter }) => ({
      ...(textBefore !== undefined && { before: textBefore }),
      ...(textAfter !== undefined && { after: textAfter }),
    })),
    table,
  );
  const sequences = followMovedSequences(
    files.flatMap(({ listBefore }) => listBefore ?? []),
    files.flatMap(({ listAfter }) => listAfter ?? []),
    rarity,
  );
  const comparisons = [...files.flatMap(({ comparison }) => comparison ?? []), ...blocks.comparisons];
  const settled = settle([
    ...comparisons.flatMap((comparison) => nearEdges(comparison, vocabulary)),
    ...files.flatMap(({ listBefore, listAfter, pairs }) =>
      listBefore === undefined || listAfter === undefined
        ? []
        : listEdges(listBefore, listAfter, pairs, vocabulary),
    ),
    ...edgesOfMoved(files, table),
  ]);
  const matchOf = ([before, after]: readonly [Fact, Fact], isMoved: boolean) => ({ before, after, isMoved });
  return {
    matches: [
      ...files.flatMap(({ pairs }) => pairs).map((pair) => matchOf(pair, false)),
      ...[...blocks.pairs, ...sequences.pairs].map((pair) => matchOf(pair, true)),
      ...settled.pairs.map(({ before, after, how }) => ({ before, after, isMoved: how === 'moved' })),
    ],
    ambiguous: [...files.flatMap(({ ambiguous }) => ambiguous), ...blocks.ambiguous, ...settled.ambiguous],
  };
}

function edgesOfMoved(files: readonly ComparedFile[], table: LineTable): readonly Edge[] {
  const before = files.flatMap(({ textBefore: file, listBefore: list, comparison }, home) => {
    const counterpart = comparison && { file: comparison.after.file, toOther: comparison.alignment.toAfter };
    return leftovers({ home, file, list, counterpart }, table);
  });
  const after = files.flatMap(({ textAfter: file, listAfter: list, comparison, isUnrelated }, index) => {
    const counterpart = comparison && {
      file: comparison.before.file,
      toOther: comparison.alignment.toBefore,
    };
    return leftovers({ home: isUnrelated === true ? -1 - index : index, file, list, counterpart }, table);
  });
  return movedEdges(before, after);
}

interface FileOfLeftovers {
  readonly home: number;
  readonly file: TextFile | undefined;
  readonly list: FindingList | undefined;
  readonly counterpart: Counterpart | undefined;
}

/** A finding whose line is still where it was, or was there before, did not move. */
function leftovers(
  { home, file, list, counterpart }: FileOfLeftovers,
  table: LineTable,
): readonly Leftover[] {
  const ofList = [...(list?.rest ?? [])];
  const known = file === undefined ? [] : [...file.rest].filter(({ line }) => file.aligned[line - 1] !== 1);
  return [
    ...(file === undefined ? [] : leftoversOf(known, home, file, { table, counterpart })),
    ...ofList.map((fact) => ({ fact, home, above: [], below: [], isReplaced: false })),
  ];
}

type ByPath = ReadonlyMap<string, readonly number[]>;

/** Indexes by path, in the order of the lines; findings without a place are under the empty path. */
function byPath(findings: readonly Finding[]): ByPath {
  const empty = {};
  const sorted = [...findings.keys()].sort(
    (a, b) => comparePlace(findings[a] ?? empty, findings[b] ?? empty) || a - b,
  );
  return Map.groupBy(sorted, (index) => findings[index]?.place?.path ?? '');
}

async function sideOf(
  path: string | undefined,
  indexes: ByPath,
  findings: readonly Finding[],
  tree: SourceTree | undefined,
): Promise<FileSide> {
  if (path === undefined) return { path: '', findings: [], lines: undefined };
  const ofFile = (indexes.get(path) ?? []).flatMap((index) => {
    const finding = findings[index];
    return finding === undefined ? [] : [{ finding, index }];
  });
  return { path, findings: ofFile, lines: path === '' ? undefined : await tree?.lines(path) };
}

/** What is rare is counted only where some file's text is not known. */
function lazyRarity(input: Sides, vocabulary: Vocabulary): Rarity {
  let known: Rarity | undefined;
  return {
    bits(before, after) {
      known ??= rarityOf(input.before, input.after, vocabulary);
      return known.bits(before, after);
    },
  };
}
