import type { JsonObject } from '../json.ts';
import { type ConvertedResult, convertedResult } from './converted-run.ts';
import { numberOf, type XmlElement } from './xml-elements.ts';
import type { XmlReportReader } from './xml-report-reader.ts';

const levels: ReadonlyMap<string | undefined, ConvertedResult['level']> = new Map([
  ['error', 'error'],
  ['warning', 'warning'],
  ['info', 'note'],
]);

/** Checkstyle's XML, which many linters write: `checkstyle` > `file` > `error`; see https://checkstyle.org/ */
export class CheckstyleReader implements XmlReportReader {
  readonly tool = { driver: { name: 'Checkstyle' } };
  readonly results: JsonObject[] = [];
  #path = '';

  open({ name, attributes }: XmlElement): void {
    if (name === 'file') this.#path = attributes['name'] ?? '';
    if (name !== 'error') return;
    const { line, column, severity, message, source } = attributes;
    // Checkstyle lists what its configuration ignores, too.
    if (severity === 'ignore') return;
    const found: ConvertedResult = {
      rule: source ?? 'checkstyle',
      level: levels.get(severity) ?? 'error',
      message: message ?? '',
      path: this.#path,
      startLine: numberOf(line),
      startColumn: numberOf(column),
    };
    this.results.push(convertedResult(found));
  }

  text(): void {}

  close(name: string): void {
    if (name === 'file') this.#path = '';
  }
}
