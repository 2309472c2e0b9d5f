import type { Finding, Region } from '../../core/finding.ts';
import { flaggedText } from '../flagged-text.ts';
import { normalisedElsewhere, normalisedLine } from '../normalised-text.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What matching looks at of one finding. */
export interface Fact {
  /** In its list. */
  readonly index: number;
  readonly scanner: string;
  /** Scanner and rule as one key. */
  readonly rule: string;
  /** A secret is another one as soon as its text is. */
  readonly isSecret: boolean;
  /** Empty where the finding has no place. */
  readonly path: string;
  /** From 1; 0 where the finding has no region. */
  readonly line: number;
  readonly endLine: number;
  /** From 0, counted behind the line's indentation where the source is known; -1 where the finding has none. */
  readonly column: number;
  /** Columns that the region spans on one line; -1 where it spans several, or its columns are not known. */
  readonly width: number;
  /** The flagged line and what of it is flagged: see `FlaggedText`. */
  readonly text: string | undefined;
  readonly part: string | undefined;
  /** Normalised, numbers masked; empty where the scanner words it anew. */
  readonly message: string;
  readonly rawMessage: string;
  /** What tells it from its like where it has no line: as it is said, and without numbers that may be lines. */
  readonly elsewhere: readonly [said: string, normalised: string];
  /** The producer's own fingerprints, without the ordinals that only count equal ones. */
  readonly marks: readonly string[];
}

/** @param lines the file's lines, where the tree has it and they are the ones that the scanner saw */
export function factOf(
  finding: Finding,
  index: number,
  vocabulary: Vocabulary,
  lines?: readonly string[],
): Fact {
  const { scanner, place, message, givenFingerprints } = finding;
  const rule = vocabulary.ruleKey(finding);
  const told = vocabulary.keepsMessages(rule) ? message : '';
  const region = place?.region;
  const text = flaggedText(finding, lines);
  return {
    index,
    scanner,
    rule,
    isSecret: finding.category === 'secret',
    path: place?.path ?? '',
    line: region?.startLine ?? 0,
    endLine: region?.endLine ?? 0,
    column: columnOf(region?.startColumn, region === undefined ? undefined : lines?.[region.startLine - 1]),
    width: widthOf(region),
    text: text?.line,
    part: text?.part,
    message: vocabulary.normalised(told),
    rawMessage: told,
    elsewhere:
      finding.elsewhere === undefined ? nowhere : [finding.elsewhere, normalisedElsewhere(finding.elsewhere)],
    marks: marksOf(givenFingerprints),
  };
}

const none: readonly string[] = [];
const nowhere = ['', ''] as const;

function marksOf(fingerprints: Finding['givenFingerprints']): readonly string[] {
  const entries = Object.entries(fingerprints);
  return entries.length === 0
    ? none
    : entries.map(([name, value]) => `${name}=${value.replace(/[.:]\d+$/, '')}`);
}

function columnOf(startColumn: number | undefined, line: string | undefined): number {
  if (startColumn === undefined) return -1;
  const indentation = line === undefined ? 0 : line.length - line.trimStart().length;
  return Math.max(startColumn - 1 - indentation, 0);
}

function widthOf(region: Region | undefined): number {
  if (region?.startColumn === undefined || region.endColumn === undefined) return -1;
  return region.startLine === region.endLine ? region.endColumn - region.startColumn : -1;
}

/**
 * True where the tree's lines are those that the scanner saw: every line number is in the file, and the snippets that
 * the SARIF carries are found at their places, but for a few.
 */
export function isTextOf(findings: readonly Finding[], lines: readonly string[]): boolean {
  let told = 0;
  let wrong = 0;
  for (const { place, snippet, category } of findings) {
    const region = place?.region;
    if (region === undefined) continue;
    if (region.startLine > lines.length) return false;
    const first = snippet
      ?.split(/\r\n|\r|\n/)
      .map(normalisedLine)
      .find((line) => line !== '');
    // A secret's snippet is masked.
    if (first === undefined || category === 'secret') continue;
    const here = normalisedLine(lines[region.startLine - 1] ?? '');
    told += 1;
    if (here === '' || !(here.includes(first) || first.includes(here))) wrong += 1;
  }
  return wrong <= told * maxWrong;
}

/** The share of snippets that need not fit: some scanners shorten or mask them. */
const maxWrong = 0.25;

/** False for secrets of other texts. Where these are not known, nothing says so. */
export function mayBeSameSecret(one: Fact, other: Fact): boolean {
  return !(one.isSecret && other.isSecret) || one.part === other.part;
}

/** Letters and digits that a line must have to tell something by itself. */
const tellingLength = 12;

/** True where the flagged line is no common one. */
export function isTelling({ text }: Fact): boolean {
  return (text?.match(/[\p{L}\p{N}]/gu) ?? []).length >= tellingLength;
}
