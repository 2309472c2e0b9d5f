import { InputError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { runHeader } from '../normalise/run-header.ts';
import { logEvents } from '../read/log-events.ts';
import { RunParts } from '../read/run-parts.ts';
import type { ReadContext } from '../read-context.ts';
import { annotateResult } from './annotate-result.ts';
import { SarifFitter } from './fit-to-sarif.ts';
import { ListSeparator } from './list-separator.ts';
import type { SarifMask } from './mask-texts.ts';
import { resultOfFinding, ruleOfFinding } from './result-of-finding.ts';
import { type Provenance, RunWriter } from './run-writer.ts';
import { FindingsBySource, type WrittenFinding } from './written-finding.ts';

/** A file that goes into the report. */
export interface SarifPart {
  /** Absolute. */
  readonly path: string;
  /** `source.file` of the findings that were read from it. */
  readonly file: string;
  /** As it was read. */
  readonly scanner?: ReadContext['scanner'];
}

export interface SarifReport {
  readonly parts: readonly SarifPart[];
  /** All findings: those of the parts, and those that no SARIF brought. */
  readonly findings: Iterable<WrittenFinding>;
  /** Goes into runs that do not say themselves which commit they are about. */
  readonly provenance?: Provenance;
  /** Absent where no secret was found. */
  readonly mask?: SarifMask;
  readonly log: Log;
  readonly signal?: AbortSignal;
}

/**
 * `report.sarif` in pieces: the runs of all parts one after another, as they came, with fingerprint, `baselineState`
 * and suppressions added; fitted to the SARIF 2.1.0 schema; without the text of secrets. Findings that are in no part
 * come last, a run for each scanner. Memory holds one batch of results at a time.
 */
export async function* sarifReport({ parts, findings, ...options }: SarifReport): AsyncGenerator<string> {
  const bySource = new FindingsBySource(findings);
  const fitter = new SarifFitter();
  yield '{\n"$schema":"https://json.schemastore.org/sarif-2.1.0.json",\n"version":"2.1.0",\n"runs":[';
  const separator = new ListSeparator();
  for (const part of parts) yield* partRuns(part, { ...options, bySource, fitter, separator });
  for (const [scanner, left] of Map.groupBy(bySource.left(), (finding) => finding.scanner)) {
    yield separator.next();
    yield* leftRun(scanner, left, fitter);
  }
  yield '\n]}\n';
}

interface Writing extends Pick<SarifReport, 'provenance' | 'mask' | 'log' | 'signal'> {
  readonly bySource: FindingsBySource;
  readonly fitter: SarifFitter;
  readonly separator: ListSeparator;
}

async function* partRuns(part: SarifPart, writing: Writing): AsyncGenerator<string> {
  const file = { path: part.path, name: part.file };
  const { signal, log } = writing;
  let writer: RunWriter | undefined;
  try {
    const runs = await readRuns(file, signal);
    for await (const event of logEvents(file, { results: 'read', signal })) {
      if (event.kind === 'run') {
        writer = writerOf(part, event.run, runs[event.run], writing);
        yield writing.separator.next();
        yield* writer.start(writing.provenance);
      } else if (event.kind === 'run-end') {
        yield writer?.end() ?? '';
        writer = undefined;
      } else if (event.kind === 'elements' && event.of === 'results') {
        yield* writer?.results(event.values, event.first) ?? [];
      }
    }
  } catch (thrown) {
    // Reading told of the break; the run that it broke off in is closed, and the other parts are written.
    if (!(thrown instanceof InputError)) throw thrown;
    log.debug('a part of the SARIF report breaks off', { file: part.file, detail: thrown.message });
    yield writer?.end() ?? '';
  }
}

interface RunBefore {
  readonly parts: RunParts;
  readonly artifacts: unknown[];
}

function writerOf(part: SarifPart, run: number, before: RunBefore | undefined, writing: Writing): RunWriter {
  const { parts, artifacts } = before ?? { parts: new RunParts(), artifacts: [] };
  const header = runHeader(parts.properties, parts.artifacts, part.scanner);
  const findings = writing.bySource.ofRun(header.tool, part.file, run);
  const { properties } = parts;
  const { mask, fitter } = writing;
  return new RunWriter(fitter, { header, properties, artifacts, findings, scanner: part.scanner, mask });
}

/** A first pass over all but the results, as the properties of a run may come after them. */
async function readRuns(
  file: { readonly path: string; readonly name: string },
  signal: AbortSignal | undefined,
): Promise<readonly RunBefore[]> {
  const runs: RunBefore[] = [];
  try {
    for await (const event of logEvents(file, { results: 'skip', signal })) {
      if (event.kind === 'run') runs.push({ parts: new RunParts(), artifacts: [] });
      const run = runs.at(-1);
      run?.parts.take(event);
      if (event.kind === 'elements' && event.of === 'artifacts')
        for (const one of event.values) run?.artifacts.push(one);
    }
  } catch (thrown) {
    if (!(thrown instanceof InputError)) throw thrown;
  }
  return runs;
}

/** A run made of findings alone. */
function* leftRun(
  scanner: string,
  findings: readonly WrittenFinding[],
  fitter: SarifFitter,
): Generator<string> {
  const indexes = new Map<string, number>();
  const rules = findings.map((finding) => {
    const rule = JSON.stringify(fitter.object(ruleOfFinding(finding), 'reportingDescriptor'));
    const index = indexes.get(rule) ?? indexes.size;
    indexes.set(rule, index);
    return index;
  });
  yield `{"tool":{"driver":{"name":${JSON.stringify(scanner)},"rules":[${[...indexes.keys()].join(',\n')}]}},\n"results":[`;
  const separator = new ListSeparator();
  for (const [index, finding] of findings.entries()) {
    const result = annotateResult(resultOfFinding(finding, rules[index] ?? -1), finding);
    yield `${separator.next()}${JSON.stringify(fitter.object(result, 'result'))}`;
  }
  yield '\n]}';
}
