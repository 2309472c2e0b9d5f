import type { Finding } from '../core/finding.ts';
import { normalisedLine } from './normalised-text.ts';

/** UTF-16 units from the region's start that `part` may have. */
const maxPart = 200;

/** The source text under a finding, without what a shift, a reindent or a reformat changes. */
export interface FlaggedText {
  /** The line that the region starts on. */
  readonly line: string;
  /** What of that line the region's columns select; the whole line where it has none. */
  readonly part: string;
}

/**
 * Text from the tree's lines where it has the place; else from the snippet that the SARIF carried; else undefined.
 *
 * @param lines the lines of the finding's file, if the tree has it
 */
export function flaggedText(finding: Finding, lines: readonly string[] | undefined): FlaggedText | undefined {
  const region = finding.place?.region;
  const raw = region === undefined ? undefined : lines?.[region.startLine - 1];
  if (region !== undefined && raw !== undefined && normalisedLine(raw) !== '') {
    const from = region.startColumn === undefined ? 0 : region.startColumn - 1;
    const sameLine = region.endLine === region.startLine;
    const to = sameLine && region.endColumn !== undefined ? region.endColumn - 1 : raw.length;
    const part = normalisedLine(raw.slice(from, Math.min(to, from + maxPart)));
    const line = normalisedLine(raw);
    return { line, part: part === '' ? line : part };
  }
  const snippet = finding.snippet
    ?.split(/\r\n|\r|\n/)
    .map(normalisedLine)
    .find((line) => line !== '');
  return snippet === undefined ? undefined : { line: snippet, part: snippet };
}
