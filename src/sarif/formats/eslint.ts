import { asList, asObject, asText, type JsonObject } from '../json.ts';
import { type ConvertedRun, convertedResult } from './converted-run.ts';

/** ESLint's `json` format; see https://eslint.org/docs/latest/use/formatters/#json */
export function isEslint(entry: JsonObject): boolean {
  return typeof entry['filePath'] === 'string' && Array.isArray(entry['messages']);
}

export function eslintRun(files: readonly JsonObject[]): ConvertedRun {
  const results = files.flatMap((file) => [
    ...asList(file['messages']).map((message) => resultOf(file, asObject(message), [])),
    ...asList(file['suppressedMessages']).map((message) =>
      resultOf(file, asObject(message), asList(asObject(message)['suppressions'])),
    ),
  ]);
  return { tool: { driver: { name: 'ESLint' } }, results };
}

function resultOf(file: JsonObject, message: JsonObject, suppressions: readonly unknown[]): JsonObject {
  const { line, column, endLine, endColumn } = message;
  return convertedResult({
    // A parse error has no rule.
    rule: asText(message['ruleId']) ?? 'parse-error',
    level: message['severity'] === 1 ? 'warning' : 'error',
    message: asText(message['message']) ?? '',
    path: asText(file['filePath']),
    startLine: line,
    startColumn: column,
    endLine,
    endColumn,
    more: suppressions.length === 0 ? {} : { suppressions: suppressions.map(suppressionOf) },
  });
}

function suppressionOf(value: unknown): JsonObject {
  const justification = asText(asObject(value)['justification']);
  return { kind: 'inSource', ...(justification !== undefined && justification !== '' && { justification }) };
}
