import type { JsonObject } from '../json.ts';
import { convertedResult } from './converted-run.ts';
import { numberOf, type XmlElement } from './xml-elements.ts';
import type { XmlReportReader } from './xml-report-reader.ts';

interface Failure {
  readonly kind: 'failure' | 'error';
  readonly message: string | undefined;
  text: string;
}

const mostText = 4_000;

/**
 * JUnit's XML: each `failure` and `error` of a `testcase` is a finding, in the test's file where the writer names it.
 * There is no standard; this is what https://github.com/testmoapp/junitxml collects.
 */
export class JunitReader implements XmlReportReader {
  readonly tool = { driver: { name: 'JUnit' } };
  readonly results: JsonObject[] = [];
  #suiteFile: string | undefined;
  #case: XmlElement['attributes'] | undefined;
  #failure: Failure | undefined;

  open({ name, attributes }: XmlElement): void {
    if (name === 'testsuite') this.#suiteFile = attributes['file'] ?? attributes['filepath'];
    if (name === 'testcase') this.#case = attributes;
    if (this.#case === undefined || (name !== 'failure' && name !== 'error')) return;
    this.#failure = { kind: name, message: attributes['message'], text: '' };
  }

  text(text: string): void {
    if (this.#failure !== undefined && this.#failure.text.length < mostText) {
      this.#failure.text += text.slice(0, mostText);
    }
  }

  close(name: string): void {
    if (name === 'testcase') this.#case = undefined;
    if (this.#failure === undefined || name !== this.#failure.kind) return;
    this.results.push(this.#resultOf(this.#case ?? {}, this.#failure));
    this.#failure = undefined;
  }

  #resultOf({ classname, name, file, line }: XmlElement['attributes'], failure: Failure): JsonObject {
    const test = [classname, name].filter((part) => part !== undefined && part !== '').join(' › ');
    const said = failure.message?.trim() || failure.text.trim() || 'no message';
    return convertedResult({
      rule: failure.kind === 'failure' ? 'test-failure' : 'test-error',
      level: 'error',
      message: `${test === '' ? 'A test' : test}: ${said}`,
      path: file ?? this.#suiteFile,
      startLine: numberOf(line),
    });
  }
}
