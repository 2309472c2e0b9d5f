import { createHash } from 'node:crypto';
import type { Finding, Region } from '../core/finding.ts';
import { normalisedLine } from './normalised-text.ts';

/** UTF-16 units from the region's start that `part` may have. */
const maxPart = 200;
/** UTF-16 units of a secret that count, more or less: a private key has some fifty lines of 64. */
const maxSecret = 20_000;

/** The source text under a finding, without what a shift, a reindent or a reformat changes. */
export interface FlaggedText {
  /** The line that the region starts on. */
  readonly line: string;
  /**
   * What of that line the region's columns select; the whole line where it has none. Of a secret that goes on behind
   * that a hash of all of it: all private keys begin alike.
   */
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
    const to = endOnLine(region, raw);
    const start = normalisedLine(raw.slice(from, Math.min(to, from + maxPart)));
    const line = normalisedLine(raw);
    const part = start === '' ? line : start;
    const isCut = region.endLine > region.startLine || to - from > maxPart;
    return { line, part: isCut && finding.category === 'secret' ? hashOf(region, lines ?? [], from) : part };
  }
  const snippet = finding.snippet
    ?.split(/\r\n|\r|\n/)
    .map(normalisedLine)
    .find((line) => line !== '');
  return snippet === undefined ? undefined : { line: snippet, part: snippet };
}

function endOnLine({ startLine, endLine, endColumn }: Region, line: string): number {
  return startLine === endLine && endColumn !== undefined ? endColumn - 1 : line.length;
}

/** The flagged text, line by line as identity sees lines, but longer ones. */
function hashOf({ startLine, endLine, endColumn }: Region, lines: readonly string[], from: number): string {
  let text = '';
  for (let number = startLine; number <= endLine && text.length < maxSecret; number += 1) {
    const line = lines[number - 1];
    if (line === undefined) break;
    const start = number === startLine ? from : 0;
    const end = number === endLine && endColumn !== undefined ? endColumn - 1 : line.length;
    text += `${line
      .slice(start, Math.min(end, start + maxSecret))
      .replace(/\s+/g, ' ')
      .trim()}\n`;
  }
  return createHash('sha256').update(text).digest('hex');
}
