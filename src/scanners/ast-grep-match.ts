import { categories, type Region } from '../core/finding.ts';
import { countOf, type Fields, fieldsOf, listOf, textOf } from './json-fields.ts';
import type { RuleDescription, SarifResult } from './sarif-log.ts';

/** One object of `ast-grep scan --json=stream --include-metadata`. */
export interface AstGrepMatch {
  readonly rule: RuleDescription;
  readonly result: SarifResult;
  /** Equal for the same match in two copies of one file whose text has the same length. */
  readonly key: string;
}

/** As ast-grep counts: lines and columns from 0, columns in code points. */
interface Position {
  readonly line: number;
  readonly column: number;
}

const levels: Readonly<Record<string, SarifResult['level']>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};
/** Flagged text can be a whole file. */
const snippetLimit = 2000;

/** Undefined where the object is not what ast-grep writes. `tags` are added to those of the rule. */
export function decodeMatch(value: unknown, tags: readonly string[]): AstGrepMatch | undefined {
  const match = fieldsOf(value);
  const id = textOf(match?.['ruleId']);
  const path = textOf(match?.['file']);
  const range = fieldsOf(match?.['range']);
  const start = position(range?.['start']);
  const end = position(range?.['end']);
  const lines = textOf(match?.['lines']);
  const level = levels[textOf(match?.['severity']) ?? ''];
  if (!match || !id || !path || !start || !end || lines === undefined || !level) return undefined;
  const region = regionOf(start, end, lines);
  const message = textOf(match['message'])?.trim() || id;
  const text = textOf(match['text']) ?? '';
  const fix = fixOf(match, range, region);
  return {
    rule: ruleOf(id, message, match, tags),
    result: {
      ruleId: id,
      level,
      message,
      path,
      region,
      ...(text.length <= snippetLimit && { snippet: text }),
      ...(fix !== undefined && { fix }),
    },
    key: [id, path, start.line, start.column, end.line, end.column].join('\0'),
  };
}

function ruleOf(id: string, message: string, match: Fields, tags: readonly string[]): RuleDescription {
  const metadata = fieldsOf(match['metadata']) ?? {};
  const securitySeverity = Number(metadata['security-severity']);
  const helpUri = textOf(metadata['url']);
  const confidence = textOf(metadata['confidence']);
  const category = categories.find((name) => name === metadata['category']);
  const cwe = listOf(metadata['cwe']).map(Number).filter(Number.isSafeInteger);
  return {
    id,
    title: textOf(metadata['title'])?.trim() || message,
    help: textOf(match['note'])?.trim() || message,
    ...(helpUri !== undefined && { helpUri }),
    ...(securitySeverity > 0 && securitySeverity <= 10 && { securitySeverity }),
    cwe,
    ...(category !== undefined && { category }),
    tags: [
      ...(cwe.length > 0 ? tags : []),
      ...(confidence === undefined ? [] : [`confidence/${confidence}`]),
    ],
  };
}

/** Only a fix that replaces exactly what was matched: a wider one counts bytes of the file, not lines. */
function fixOf(match: Fields, range: Fields | undefined, region: Region): SarifResult['fix'] {
  const inserted = textOf(match['replacement']);
  const offsets = fieldsOf(match['replacementOffsets']);
  const matched = fieldsOf(range?.['byteOffset']);
  if (inserted === undefined || offsets === undefined) return undefined;
  if (offsets['start'] !== matched?.['start'] || offsets['end'] !== matched?.['end']) return undefined;
  return { description: 'Replace it', region, inserted };
}

function position(value: unknown): Position | undefined {
  const fields = fieldsOf(value);
  const line = countOf(fields?.['line']);
  const column = countOf(fields?.['column']);
  return line === undefined || column === undefined ? undefined : { line, column };
}

/** `lines` is the text of all lines that the match touches. */
function regionOf(start: Position, end: Position, lines: string): Region {
  const first = firstLine(lines);
  const last = end.line === start.line ? first : lastLine(lines);
  return {
    startLine: start.line + 1,
    endLine: end.line + 1,
    startColumn: unitsOf(first, start.column, start.line === 0) + 1,
    endColumn: unitsOf(last, end.column, end.line === 0) + 1,
  };
}

function firstLine(lines: string): string {
  const end = lines.indexOf('\n');
  return end === -1 ? lines : lines.slice(0, end);
}

function lastLine(lines: string): string {
  const text = lines.endsWith('\n') ? lines.slice(0, -1) : lines;
  return text.slice(text.lastIndexOf('\n') + 1);
}

/** UTF-16 units of the first `points` code points of a line. A byte order mark is no column to an editor. */
function unitsOf(line: string, points: number, first: boolean): number {
  let units = 0;
  for (let left = points; left > 0; left -= 1) units += (line.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  return first && line.startsWith('\uFEFF') ? Math.max(0, units - 1) : units;
}
