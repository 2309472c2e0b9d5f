import { escapeBrackets } from '../escape-brackets.ts';
import { asList, asObject, isObject, type JsonObject } from '../json.ts';
import { isFinding } from '../normalise/is-finding.ts';
import { ownProperties, type RunHeader } from '../normalise/run-header.ts';
import type { ReadContext } from '../read-context.ts';
import { annotateResult } from './annotate-result.ts';
import type { SarifFitter } from './fit-to-sarif.ts';
import { ListSeparator } from './list-separator.ts';
import { maskTexts, type SarifMask } from './mask-texts.ts';
import { resultOfFinding } from './result-of-finding.ts';
import { withoutSecretText } from './without-secret.ts';
import type { WrittenFinding } from './written-finding.ts';

/** A commit of a repository, for `versionControlProvenance`. */
export interface Provenance {
  readonly repositoryUri: string;
  readonly revisionId: string;
  readonly branch?: string;
}

/** What one run of the report is made of, besides its results. */
export interface RunSource {
  readonly header: RunHeader;
  readonly properties: ReadonlyMap<string, unknown>;
  readonly artifacts: readonly unknown[];
  readonly findings: Map<number, WrittenFinding>;
  readonly scanner: ReadContext['scanner'];
  readonly mask: SarifMask | undefined;
}

/** Writes one run: what it said of itself, fitted to the schema, then its results with what was found out of them. */
export class RunWriter {
  readonly #fitter: SarifFitter;
  readonly #source: RunSource;
  readonly #isAboutSecrets: boolean;
  readonly #all: SarifMask['all'] | undefined;
  readonly #hidesContents: boolean;
  readonly #separator = new ListSeparator();

  constructor(fitter: SarifFitter, source: RunSource) {
    this.#fitter = fitter;
    this.#source = source;
    const categories = new Set([...source.findings.values()].map(({ category }) => category));
    this.#isAboutSecrets = source.header.kind === 'secrets' || categories.has('secret');
    this.#all = source.mask?.all;
    this.#hidesContents = this.#isAboutSecrets || this.#all !== undefined;
  }

  /** The run up to its first result. */
  *start(provenance: Provenance | undefined): Generator<string> {
    yield '{\n';
    yield* this.#members(provenance);
    yield ',\n"results":[';
  }

  /** What of `values` is written, the first of which is the result `first` of the run. */
  *results(values: readonly unknown[], first: number): Generator<string> {
    const lines = values
      .map((value, index) => this.#result(value, first + index))
      .filter((result) => result !== undefined)
      .map((result) => `${this.#separator.next()}${JSON.stringify(result)}`);
    if (lines.length > 0) yield lines.join('');
  }

  end(): string {
    return '\n]}';
  }

  *#members(provenance: Provenance | undefined): Generator<string> {
    const { properties, artifacts, scanner, header } = this.#source;
    const invented: Record<string, unknown> = {};
    const written: Record<string, unknown> = { tool: { driver: { name: header.tool } } };
    if (provenance !== undefined) written['versionControlProvenance'] = [provenance];
    for (const [name, value] of properties) {
      const fitted = this.#fitter.property(
        name === 'invocations' ? invocationsOf(value) : value,
        'run',
        name,
      );
      if (fitted !== undefined) written[name] = fitted;
      else if (!this.#fitter.hasProperty('run', name)) invented[`run/${name}`] = value;
    }
    const own =
      scanner === undefined ? {} : { [ownProperties]: { scanner: scanner.name, kind: scanner.kind } };
    const bag = { ...invented, ...asObject(written['properties']), ...own };
    if (Object.keys(bag).length > 0) written['properties'] = this.#fitter.property(bag, 'run', 'properties');
    yield Object.entries(this.#all === undefined ? written : maskTexts(written, this.#all))
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
      .join(',\n');
    const shown = this.#hidesContents ? artifacts.map(withoutContents) : artifacts;
    const fitted = this.#fitter.property(shown, 'run', 'artifacts');
    const separator = new ListSeparator();
    const items = asList(fitted);
    // One by one: as one text, a million artifacts could be longer than any string can be.
    if (items.length > 0) yield ',\n"artifacts":[';
    for (const artifact of items) yield `${separator.next()}${JSON.stringify(artifact)}`;
    if (items.length > 0) yield ']';
  }

  /** A result as it is written; undefined for one that is equal to another, or cannot be read. */
  #result(value: unknown, index: number): JsonObject | undefined {
    if (!isObject(value)) return undefined;
    const finding = this.#source.findings.get(index);
    this.#source.findings.delete(index);
    if (finding !== undefined) return this.#finding(value, finding);
    // Only the first of equal results is a finding, and only that one is written.
    if (isFinding(value)) return undefined;
    const shown = this.#isAboutSecrets ? withoutSecretText(value, leftOut) : value;
    return this.#fitter.object(this.#all === undefined ? shown : maskTexts(shown, this.#all), 'result');
  }

  #finding(result: JsonObject, finding: WrittenFinding): JsonObject {
    const message = escapeBrackets(finding.message);
    const bare = finding.category === 'secret' ? withoutSecretText(result, message) : result;
    const mask = this.#source.mask?.of(finding);
    const shown = mask === undefined ? bare : maskTexts(bare, mask);
    const fitted =
      this.#fitter.object(shown, 'result') ??
      this.#fitter.object({ ...shown, message: { text: message } }, 'result');
    return annotateResult(fitted ?? resultOfFinding(finding, -1), finding);
  }
}

const leftOut = 'The text of this result may hold a secret and is left out.';

/** A log that does not say whether the tool succeeded is read as if it had; environments hold tokens. */
function invocationsOf(value: unknown): readonly unknown[] {
  return asList(value).map((invocation) => {
    if (!isObject(invocation)) return invocation;
    const { environmentVariables: _, ...shown } = invocation;
    return typeof shown['executionSuccessful'] === 'boolean'
      ? shown
      : { ...shown, executionSuccessful: true };
  });
}

function withoutContents(artifact: unknown): JsonObject {
  const { contents: _, ...shown } = asObject(artifact);
  return shown;
}
