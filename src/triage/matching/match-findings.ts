import type { Finding } from '../../core/finding.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import { comparePlace } from '../compare-place.ts';
import { type ComparedFile, compareFile, type FileSide } from './compare-file.ts';
import type { Fact } from './fact.ts';
import { howOf } from './how-of.ts';
import type { Ambiguity, Matching, Pair } from './matching.ts';
import { movedEdges } from './moved-edges.ts';
import { settle } from './settle.ts';

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
  const files: ComparedFile[] = [];
  for (const [pathBefore, pathAfter] of pathPairs([...before.keys()], [...after.keys()], input.renames)) {
    files.push(
      await compareFile(
        await sideOf(pathBefore, before, input.before, input.beforeTree),
        await sideOf(pathAfter, after, input.after, input.afterTree),
      ),
    );
  }
  const moved = movedEdges(
    files.flatMap(({ leftBefore }) => leftBefore),
    files.flatMap(({ leftAfter }) => leftAfter),
  );
  const settled = settle([...files.flatMap(({ edges }) => edges), ...moved]);
  const pairs = [
    ...files.flatMap(({ pairs }) => pairs).map(([b, a]) => pairOf(b, a, input, false)),
    ...settled.pairs.map((edge) => pairOf(edge.before, edge.after, input, edge.how === 'moved')),
  ];
  const ambiguities = [...files.flatMap(({ ambiguous }) => ambiguous), ...settled.ambiguous].map(ambiguityOf);
  return { pairs, ambiguities };
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
  if (path === undefined) return { findings: [], lines: undefined };
  const ofFile = (indexes.get(path) ?? []).flatMap((index) => {
    const finding = findings[index];
    return finding === undefined ? [] : [{ finding, index }];
  });
  return { findings: ofFile, lines: path === '' ? undefined : await tree?.lines(path) };
}

function pairOf(before: Fact, after: Fact, { renames }: MatchInput, isMoved: boolean): Pair {
  return { before: before.index, after: after.index, how: howOf(before, after, { renames, isMoved }) };
}

function ambiguityOf([before, after]: readonly [readonly Fact[], readonly Fact[]]): Ambiguity {
  return { before: before.map(({ index }) => index), after: after.map(({ index }) => index) };
}
