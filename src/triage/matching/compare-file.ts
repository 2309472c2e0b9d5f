import type { Finding } from '../../core/finding.ts';
import type { Assigned } from './assign.ts';
import { compareText, type Text, textFile } from './compare-text.ts';
import { type Fact, factOf, isTextOf } from './fact.ts';
import { type FindingList, findingList } from './finding-list.ts';
import type { LineTable } from './line-table.ts';
import { matchPlaceless } from './match-placeless.ts';
import { matchSequences, type Trust } from './match-sequences.ts';
import type { Comparison, TextFile } from './text-file.ts';
import type { Vocabulary } from './vocabulary.ts';

/** One file's findings on one side, in the order of its lines, and its text where it can be had. */
export interface FileSide {
  readonly path: string;
  readonly findings: readonly { readonly finding: Finding; readonly index: number }[];
  readonly lines: readonly string[] | undefined;
}

/** What comparing a file with itself on the other side gave, and what it left. */
export interface ComparedFile extends Pick<Assigned, 'pairs' | 'ambiguous'> {
  /** Files whose text is known and that have findings without a match. */
  readonly textBefore?: TextFile;
  readonly textAfter?: TextFile;
  readonly comparison?: Comparison;
  /** True where the two are different files, whatever their names are. */
  readonly isUnrelated?: boolean;
  /** Findings whose text is not known. */
  readonly listBefore?: FindingList;
  readonly listAfter?: FindingList;
}

export interface FileContext {
  /** A number that this pair of files has for itself. */
  readonly home: number;
  readonly table: LineTable;
  readonly vocabulary: Vocabulary;
  readonly trust: Trust;
}

/** Pairs the findings of one file with those of the file that it became, as far as that is sure. */
export function compareFile(
  before: FileSide,
  after: FileSide,
  { home, table, vocabulary, trust }: FileContext,
): ComparedFile {
  const linesBefore = trusted(before);
  const linesAfter = trusted(after);
  const isSourced = isKnown(linesBefore, before) && isKnown(linesAfter, after);
  const [placelessBefore, placedBefore] = split(factsOf(before, linesBefore, isSourced, vocabulary));
  const [placelessAfter, placedAfter] = split(factsOf(after, linesAfter, isSourced, vocabulary));
  const placeless = matchPlaceless(placelessBefore, placelessAfter);
  const placed = isSourced
    ? byText(
        linesBefore && { path: before.path, lines: linesBefore, facts: placedBefore },
        linesAfter && { path: after.path, lines: linesAfter, facts: placedAfter },
        table,
      )
    : byLists(findingList(home, placedBefore), findingList(home, placedAfter), trust);
  return {
    ...placed,
    pairs: [...placeless.pairs, ...placed.pairs],
    ambiguous: [...placeless.ambiguous, ...placed.ambiguous],
  };
}

function byLists(listBefore: FindingList, listAfter: FindingList, trust: Trust): ComparedFile {
  return { ...matchSequences(listBefore, listAfter, trust), listBefore, listAfter };
}

function byText(before: Text | undefined, after: Text | undefined, table: LineTable): ComparedFile {
  if (before === undefined || after === undefined) {
    return {
      pairs: [],
      ambiguous: [],
      ...(before !== undefined && { textBefore: textFile(before, table.numbersOf(before.lines)) }),
      ...(after !== undefined && { textAfter: textFile(after, table.numbersOf(after.lines)) }),
    };
  }
  const compared = compareText(before, after, table);
  const textBefore = compared.before;
  const textAfter = compared.after;
  const { comparison } = compared;
  return {
    ...compared.assigned,
    isUnrelated: comparison === undefined,
    ...(textBefore.rest.size > 0 && { textBefore }),
    ...(textAfter.rest.size > 0 && { textAfter }),
    ...(comparison !== undefined && textBefore.rest.size + textAfter.rest.size > 0 && { comparison }),
  };
}

function split(facts: readonly Fact[]): readonly [readonly Fact[], readonly Fact[]] {
  return [facts.filter(({ line }) => line === 0), facts.filter(({ line }) => line !== 0)];
}

function trusted({ findings, lines }: FileSide): readonly string[] | undefined {
  if (lines === undefined) return undefined;
  return isTextOf(
    findings.map(({ finding }) => finding),
    lines,
  )
    ? lines
    : undefined;
}

function isKnown(lines: readonly string[] | undefined, { findings }: FileSide): boolean {
  return lines !== undefined || findings.length === 0;
}

/** Like is compared with like: where only one side has its text, snippets are used on both where there are any. */
function factsOf(
  { findings }: FileSide,
  lines: readonly string[] | undefined,
  isSourced: boolean,
  vocabulary: Vocabulary,
): readonly Fact[] {
  return findings.map(({ finding, index }) =>
    factOf(finding, index, vocabulary, isSourced || finding.snippet === undefined ? lines : undefined),
  );
}
