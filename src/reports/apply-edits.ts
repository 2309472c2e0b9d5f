import type { Edit, Fix } from '../core/finding.ts';
import type { SourceTree } from '../core/source-tree.ts';

/** Lines `start` to `end` of a file, and what a fix makes of them. */
export interface Replacement {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Longer fixes are for an editor, not for a comment. */
const mostLines = 40;
const longestLine = 500;

/**
 * What a fix does to whole lines, one replacement a file; undefined where it does not fit the source, changes
 * nothing, is longer than a comment should be, or its edits overlap.
 */
export async function applyEdits(fix: Fix, source: SourceTree): Promise<readonly Replacement[] | undefined> {
  const replacements: Replacement[] = [];
  for (const [path, edits] of Map.groupBy(fix.edits, (edit) => edit.path)) {
    const lines = await source.lines(path);
    const replacement = lines === undefined ? undefined : replaceLines(path, edits, lines);
    if (replacement === undefined) return undefined;
    replacements.push(replacement);
  }
  const size = replacements.reduce((sum, { before, after }) => sum + before.length + after.length, 0);
  return size === 0 || size > mostLines ? undefined : replacements;
}

function replaceLines(
  path: string,
  edits: readonly Edit[],
  lines: readonly string[],
): Replacement | undefined {
  const sorted = edits.toSorted((a, b) => comparePosition(startOf(a), startOf(b)));
  const start = Math.min(...edits.map(({ region }) => region.startLine));
  const end = Math.max(...edits.map(({ region }) => region.endLine));
  if (start < 1 || end > lines.length || end - start >= mostLines) return undefined;
  const before = lines.slice(start - 1, end);
  let text = '';
  let at: Position = { line: start, column: 1 };
  for (const edit of sorted) {
    if (comparePosition(startOf(edit), at) < 0) return undefined;
    text += textBetween(lines, at, startOf(edit)) + edit.inserted;
    at = endOf(edit, lines);
  }
  text += textBetween(lines, at, { line: end, column: (lines[end - 1]?.length ?? 0) + 1 });
  const replacement = withoutCommonEnds({ path, start, end, before, after: text.split(/\r\n|\r|\n/) });
  const changed = [...replacement.before, ...replacement.after];
  return changed.length > 0 && changed.every((line) => line.length <= longestLine) ? replacement : undefined;
}

/** Leaves out lines at the start and at the end that stay as they are. */
function withoutCommonEnds({ path, start, end, before, after }: Replacement): Replacement {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return {
    path,
    start: start + head,
    end: end - tail,
    before: before.slice(head, before.length - tail),
    after: after.slice(head, after.length - tail),
  };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

function startOf({ region }: Edit): Position {
  return { line: region.startLine, column: region.startColumn ?? 1 };
}

/** Without an end column a region reaches to the end of its last line (SARIF 2.1.0, 3.30.8). */
function endOf({ region }: Edit, lines: readonly string[]): Position {
  const lastColumn = (lines[region.endLine - 1]?.length ?? 0) + 1;
  return { line: region.endLine, column: region.endColumn ?? lastColumn };
}

function comparePosition(a: Position, b: Position): number {
  return a.line - b.line || a.column - b.column;
}

function textBetween(lines: readonly string[], from: Position, to: Position): string {
  if (from.line === to.line) return (lines[from.line - 1] ?? '').slice(from.column - 1, to.column - 1);
  const first = (lines[from.line - 1] ?? '').slice(from.column - 1);
  const last = (lines[to.line - 1] ?? '').slice(0, to.column - 1);
  return [first, ...lines.slice(from.line, to.line - 1), last].join('\n');
}
