import { InputError } from '../../core/errors.ts';
import { asObject, isObject, type JsonObject } from '../json.ts';
import { openBytes } from '../read/byte-source.ts';
import { JsonStream } from '../read/json-stream.ts';
import type { LogEvent } from '../read/log-event.ts';
import { codeClimateRun, isCodeClimate } from './code-climate.ts';
import type { ConvertedRun } from './converted-run.ts';
import { eslintRun, isEslint } from './eslint.ts';
import type { Format } from './format-of.ts';
import { gitleaksRun, isGitleaks } from './gitleaks.ts';
import { npmAuditRun } from './npm-audit.ts';
import { readXmlReport } from './xml-report.ts';

interface ListFormat {
  readonly isThis: (entry: JsonObject) => boolean;
  readonly run: (entries: readonly JsonObject[]) => ConvertedRun;
}

const listFormats: readonly ListFormat[] = [
  { isThis: isEslint, run: eslintRun },
  { isThis: isGitleaks, run: gitleaksRun },
  { isThis: isCodeClimate, run: codeClimateRun },
];

/** A report of another format as the SARIF log of one run that says the same. Such reports are read whole. */
export async function* convertedLog(
  file: { readonly path: string; readonly name: string },
  format: Exclude<Format, 'sarif'>,
): AsyncGenerator<LogEvent> {
  const { tool, results, kind } =
    format === 'xml' ? await readXmlReport(file) : await jsonReport(file, format);
  yield { kind: 'run', run: 0 };
  yield { kind: 'run-property', run: 0, name: 'tool', value: tool };
  if (kind !== undefined) {
    yield { kind: 'run-property', run: 0, name: 'properties', value: { codeScan: { kind } } };
  }
  yield { kind: 'elements', run: 0, of: 'results', first: 0, values: results };
  yield { kind: 'run-end', run: 0 };
}

async function jsonReport(
  { path, name }: { readonly path: string; readonly name: string },
  format: 'json-list' | 'npm-audit',
): Promise<ConvertedRun> {
  await using source = await openBytes(path, name);
  const stream = new JsonStream(source, name);
  const report = await stream.value('');
  if ((await stream.peek()) !== '') throw stream.error('is not JSON: text after the end', '');
  if (format === 'npm-audit') return npmAuditRun(asObject(report), name);
  const entries: readonly unknown[] = Array.isArray(report) ? report : [];
  // Nothing was found, whichever tool wrote it.
  if (entries.length === 0) return { tool: { driver: { name: 'unknown tool' } }, results: [] };
  const objects = entries.filter(isObject);
  const known = listFormats.find(({ isThis }) => objects.length === entries.length && objects.every(isThis));
  if (known !== undefined) return known.run(objects);
  throw new InputError(name, 'is a list in JSON, but none of ESLint, gitleaks or Code Climate', {
    pointer: '',
  });
}
