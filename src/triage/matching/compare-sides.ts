import type { Finding } from '../../core/finding.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import { comparePlace } from '../compare-place.ts';
import { type ComparedFile, compareFile, type FileContext, type FileSide } from './compare-file.ts';
import { evenSides } from './even-sides.ts';
import type { Fact } from './fact.ts';
import type { FindingList } from './finding-list.ts';
import { type Homes, joinLeft } from './join-left.ts';
import { type Counterpart, type Leftover, leftoversOf } from './leftover.ts';
import { LineTable } from './line-table.ts';
import { listEdges } from './list-edges.ts';
import { followMovedBlocks } from './moved-blocks.ts';
import { movedEdges } from './moved-edges.ts';
import { followMovedSequences } from './moved-sequences.ts';
import { nearEdges } from './near-edges.ts';
import { pairPaths } from './pair-paths.ts';
import { type Rarity, rarityOf } from './rarity.ts';
import { type Edge, type Settled, settle } from './settle.ts';
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
  const table = new LineTable();
  const vocabulary = vocabularyOf(input.before, input.after);
  const rarity = lazyRarity(input, vocabulary);
  const { files, homeOf } = await compareFiles(given, input, { table, vocabulary, rarity });
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
  const ambiguous = [...files.flatMap((file) => file.ambiguous), ...blocks.ambiguous, ...settled.ambiguous];
  return {
    matches: [
      ...files.flatMap(({ pairs }) => pairs).map((pair) => matchOf(pair, false)),
      ...[...blocks.pairs, ...sequences.pairs].map((pair) => matchOf(pair, true)),
      ...settled.pairs.map(({ before, after, how }) => ({ before, after, isMoved: how === 'moved' })),
    ],
    ambiguous: joinLeft(ambiguous, leftOf(files, settled), homeOf),
  };
}

async function compareFiles(
  given: Sides,
  input: Sides,
  { table, vocabulary, rarity }: Pick<FileContext, 'table' | 'vocabulary'> & { readonly rarity: Rarity },
): Promise<{ readonly files: readonly ComparedFile[]; readonly homeOf: Homes }> {
  const ofBefore = byPath(input.before);
  const ofAfter = byPath(input.after);
  const isGone = {
    before: async (path: string) => (await given.afterTree?.lines(path)) === undefined,
    after: async (path: string) => (await given.beforeTree?.lines(path)) === undefined,
  };
  const files: ComparedFile[] = [];
  const homes = { before: new Map<string, number>(), after: new Map<string, number>() };
  for (const pair of await pairPaths([...ofBefore.keys()], [...ofAfter.keys()], input.renames, isGone)) {
    const one = await sideOf(pair.before, ofBefore, input.before, input.beforeTree);
    const other = await sideOf(pair.after, ofAfter, input.after, input.afterTree);
    const trust = { rarity, ...(pair.by === 'name' ? trustAtHome : trustRenamed) };
    const home = files.length;
    const file = compareFile(one, other, { home, table, vocabulary, trust });
    if (pair.before !== undefined) homes.before.set(pair.before, home);
    if (pair.after !== undefined) homes.after.set(pair.after, homeAfter(file, home));
    files.push(file);
  }
  const homeOf = {
    before: ({ path }: Fact) => homes.before.get(path),
    after: ({ path }: Fact) => homes.after.get(path),
  };
  return { files, homeOf };
}

/** Another file under the same name is another home. */
function homeAfter({ isUnrelated }: ComparedFile, home: number): number {
  return isUnrelated === true ? -1 - home : home;
}

/** Findings that are in no match and in no ambiguity. */
function leftOf(
  files: readonly ComparedFile[],
  settled: Settled,
): { readonly before: readonly Fact[]; readonly after: readonly Fact[] } {
  const taken = new Set([
    ...settled.pairs.flatMap(({ before, after }) => [before, after]),
    ...settled.ambiguous.flat(2),
  ]);
  const left = (rests: readonly (Iterable<Fact> | undefined)[]) =>
    rests.flatMap((rest) => [...(rest ?? [])].filter((fact) => !taken.has(fact)));
  return {
    before: left(files.flatMap(({ textBefore, listBefore }) => [textBefore?.rest, listBefore?.rest])),
    after: left(files.flatMap(({ textAfter, listAfter }) => [textAfter?.rest, listAfter?.rest])),
  };
}

function edgesOfMoved(files: readonly ComparedFile[], table: LineTable): readonly Edge[] {
  const before = files.flatMap(({ textBefore: file, listBefore: list, comparison }, home) => {
    const counterpart = comparison && { file: comparison.after.file, toOther: comparison.alignment.toAfter };
    return leftovers({ home, file, list, counterpart }, table);
  });
  const after = files.flatMap((compared, index) => {
    const { textAfter: file, listAfter: list, comparison } = compared;
    const counterpart = comparison && {
      file: comparison.before.file,
      toOther: comparison.alignment.toBefore,
    };
    return leftovers({ home: homeAfter(compared, index), file, list, counterpart }, table);
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
