import type { Finding } from '../../core/finding.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import { comparePlace } from '../compare-place.ts';
import { type ComparedFile, compareFile, type FileSide } from './compare-file.ts';
import type { Fact } from './fact.ts';
import { howOf } from './how-of.ts';
import { type Leftover, leftoverOf } from './leftover.ts';
import { LineTable } from './line-table.ts';
import type { Ambiguity, Matching, Pair } from './matching.ts';
import { followMovedBlocks } from './moved-blocks.ts';
import { movedEdges } from './moved-edges.ts';
import { nearEdges } from './near-edges.ts';
import { settle } from './settle.ts';
import type { TextFile } from './text-file.ts';

export interface MatchInput {
  readonly before: readonly Finding[];
  readonly after: readonly Finding[];
  readonly beforeTree?: SourceTree;
  readonly afterTree?: SourceTree;
  /** Paths that git says were renamed: before to after. It is where to look first, and no proof of anything. */
  readonly renames: ReadonlyMap<string, string>;
}

/**
 * Says which finding before is which finding after: one to one, from strong to weak evidence, and only where the
 * evidence decides. See `docs/identity.md`.
 */
export async function matchFindings(input: MatchInput): Promise<Matching> {
  const before = byPath(input.before);
  const after = byPath(input.after);
  const table = new LineTable();
  const files: ComparedFile[] = [];
  for (const [pathBefore, pathAfter] of pathPairs([...before.keys()], [...after.keys()], input.renames)) {
    const one = await sideOf(pathBefore, before, input.before, input.beforeTree);
    const other = await sideOf(pathAfter, after, input.after, input.afterTree);
    files.push(compareFile(one, other, table));
  }
  const blocks = followMovedBlocks(
    files.map(({ textBefore, textAfter }) => ({
      ...(textBefore !== undefined && { before: textBefore }),
      ...(textAfter !== undefined && { after: textAfter }),
    })),
    table,
  );
  const comparisons = [...files.flatMap(({ comparison }) => comparison ?? []), ...blocks.comparisons];
  const settled = settle([
    ...comparisons.flatMap(nearEdges),
    ...movedEdges(
      files.flatMap(({ textBefore, restBefore }, home) => leftovers(home, textBefore, restBefore, table)),
      files.flatMap(({ textAfter, restAfter }, home) => leftovers(home, textAfter, restAfter, table)),
    ),
  ]);
  const pairs = [
    ...files.flatMap((file) => file.pairs).map(([b, a]) => pairOf(b, a, input, false)),
    ...blocks.pairs.map(([b, a]) => pairOf(b, a, input, true)),
    ...settled.pairs.map((edge) => pairOf(edge.before, edge.after, input, edge.how === 'moved')),
  ];
  const ambiguities = [
    ...files.flatMap(({ ambiguous }) => ambiguous),
    ...blocks.ambiguous,
    ...settled.ambiguous,
  ];
  return { pairs, ambiguities: ambiguities.map(ambiguityOf) };
}

/** A finding whose line is still where it was, or was there before, did not move. */
function leftovers(
  home: number,
  file: TextFile | undefined,
  unknown: readonly Fact[],
  table: LineTable,
): readonly Leftover[] {
  const known = file === undefined ? [] : [...file.rest].filter(({ line }) => file.aligned[line - 1] !== 1);
  return [
    ...known.flatMap((fact) => (file === undefined ? [] : leftoverOf(fact, home, file, table))),
    ...unknown.map((fact) => ({ fact, home, above: [], below: [] })),
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

/** Each path once on its side: with the one that git says it became, else with itself, else alone. */
function pathPairs(
  before: readonly string[],
  after: readonly string[],
  renames: ReadonlyMap<string, string>,
): readonly (readonly [string | undefined, string | undefined])[] {
  const free = new Set(after);
  const pairs: [string | undefined, string | undefined][] = [];
  const take = (path: string, target: string | undefined) => {
    if (target === undefined || !free.delete(target)) return false;
    pairs.push([path, target]);
    return true;
  };
  const unrenamed = before.filter((path) => !take(path, renames.get(path)));
  for (const path of unrenamed) if (!take(path, path)) pairs.push([path, undefined]);
  for (const path of free) pairs.push([undefined, path]);
  return pairs;
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

function pairOf(before: Fact, after: Fact, { renames }: MatchInput, isMoved: boolean): Pair {
  return { before: before.index, after: after.index, how: howOf(before, after, { renames, isMoved }) };
}

function ambiguityOf([before, after]: readonly [readonly Fact[], readonly Fact[]]): Ambiguity {
  return { before: before.map(({ index }) => index), after: after.map(({ index }) => index) };
}
