import type { Finding } from '../../core/finding.ts';
import { normalisedLine } from '../normalised-text.ts';
import { alignLines } from './align-lines.ts';
import { type Fact, factOf, isTextOf } from './fact.ts';
import { type Leftover, leftoverOf } from './leftover.ts';
import { matchAligned } from './match-aligned.ts';
import { matchPlaceless } from './match-placeless.ts';
import { matchSequences } from './match-sequences.ts';
import { nearEdges } from './near-edges.ts';
import type { Edge } from './settle.ts';
import { findSlides } from './slides.ts';

/** One file's findings on one side, in the order of its lines, and its text where it can be had. */
export interface FileSide {
  readonly findings: readonly { readonly finding: Finding; readonly index: number }[];
  readonly lines: readonly string[] | undefined;
}

export interface ComparedFile {
  readonly pairs: readonly (readonly [Fact, Fact])[];
  readonly ambiguous: readonly (readonly [readonly Fact[], readonly Fact[]])[];
  /** Weaker matches, to be settled together with those of all other files. */
  readonly edges: readonly Edge[];
  readonly leftBefore: readonly Leftover[];
  readonly leftAfter: readonly Leftover[];
}

/** Pairs the findings of one file with those of the file that it became, as far as that is sure. */
export function compareFile(before: FileSide, after: FileSide): ComparedFile {
  const linesBefore = trusted(before);
  const linesAfter = trusted(after);
  const isSourced = isKnown(linesBefore, before) && isKnown(linesAfter, after);
  const factsBefore = factsOf(before, linesBefore, isSourced);
  const factsAfter = factsOf(after, linesAfter, isSourced);
  const placeless = matchPlaceless(factsBefore.filter(hasNoLine), factsAfter.filter(hasNoLine));
  const placedBefore = factsBefore.filter((fact) => !hasNoLine(fact));
  const placedAfter = factsAfter.filter((fact) => !hasNoLine(fact));
  const normalBefore = linesBefore?.map(normalisedLine);
  const normalAfter = linesAfter?.map(normalisedLine);
  const { assigned, edges } =
    normalBefore !== undefined && normalAfter !== undefined
      ? byText(placedBefore, placedAfter, normalBefore, normalAfter)
      : { assigned: matchSequences(placedBefore, placedAfter), edges: [] };
  return {
    pairs: [...placeless.pairs, ...assigned.pairs],
    ambiguous: [...placeless.ambiguous, ...assigned.ambiguous],
    edges,
    leftBefore: [...placeless.restBefore, ...assigned.restBefore].map((fact) =>
      leftoverOf(fact, normalBefore),
    ),
    leftAfter: [...placeless.restAfter, ...assigned.restAfter].map((fact) => leftoverOf(fact, normalAfter)),
  };
}

function hasNoLine({ line }: Fact): boolean {
  return line === 0;
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
): readonly Fact[] {
  return findings.map(({ finding, index }) =>
    factOf(finding, index, isSourced || finding.snippet === undefined ? lines : undefined),
  );
}

function byText(
  before: readonly Fact[],
  after: readonly Fact[],
  linesBefore: readonly string[],
  linesAfter: readonly string[],
) {
  const numbers = new Map<string, number>();
  const numbered = (lines: readonly string[]) =>
    Int32Array.from(lines, (line) => {
      const known = numbers.get(line) ?? numbers.size;
      numbers.set(line, known);
      return known;
    });
  const oneBefore = numbered(linesBefore);
  const oneAfter = numbered(linesAfter);
  const alignment = alignLines(oneBefore, oneAfter);
  const slides = findSlides(oneBefore, oneAfter, alignment);
  const assigned = matchAligned(before, after, alignment, slides);
  return { assigned, edges: nearEdges(assigned.restBefore, assigned.restAfter, alignment) };
}
