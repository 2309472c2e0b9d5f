import { asList, asObject } from '../json.ts';
import { arrayBatches } from './array-batches.ts';
import { openBytes } from './byte-source.ts';
import { checkVersion } from './check-version.ts';
import { JsonStream } from './json-stream.ts';
import { readLimits } from './limits.ts';
import { type LogEvent, type StreamedArray, streamedArrays } from './log-event.ts';

export interface ReadLogOptions {
  /** `skip` moves past the results: for a look at what else there is. */
  readonly results: 'read' | 'skip';
  readonly signal: AbortSignal | undefined;
}

/**
 * A SARIF 2.1.0 log of any size as a stream of events, with memory for its largest value. Throws an `InputError` with
 * the place where the file is no such log; what came before has been delivered then.
 */
export async function* readLog(
  { path, name }: { readonly path: string; readonly name: string },
  options: ReadLogOptions,
): AsyncGenerator<LogEvent> {
  await using source = await openBytes(path, name);
  const stream = new JsonStream(source, name);
  const first = await stream.peek();
  if (first === '') throw stream.error('is empty', '');
  if (first !== '{') throw stream.error('is no SARIF log: expected {', '');
  let hasRuns = false;
  let hasVersion = false;
  for await (const property of stream.properties('')) {
    if (property === 'runs') {
      hasRuns = true;
      yield* readRuns(stream, options);
      continue;
    }
    const value = await stream.value(`/${property}`);
    if (property === 'version') checkVersion(value, name);
    hasVersion ||= property === 'version';
    if (property === 'inlineExternalProperties') refuseInlineResults(value, stream);
    yield { kind: 'log-property', name: property, value };
  }
  if (!hasRuns) throw stream.error('is no SARIF log: it has no runs', '/runs');
  if (!hasVersion) checkVersion(undefined, name);
  if ((await stream.peek()) !== '') throw stream.error('is not JSON: text after the end', '');
}

/** No known producer writes these (SARIF 2.1.0, section 3.13.5); results in them must not be lost without a word. */
function refuseInlineResults(value: unknown, stream: JsonStream): void {
  const index = asList(value).findIndex((one) => asList(asObject(one)['results']).length > 0);
  if (index < 0) return;
  throw stream.error(
    'results in inlineExternalProperties are not read',
    `/inlineExternalProperties/${index}/results`,
  );
}

async function* readRuns(stream: JsonStream, options: ReadLogOptions): AsyncGenerator<LogEvent> {
  if ((await stream.peek()) !== '[') throw stream.error('runs must be an array', '/runs');
  stream.window.position += 1;
  if ((await stream.peek()) === ']') {
    stream.window.position += 1;
    return;
  }
  let run = 0;
  do {
    yield { kind: 'run', run };
    yield* readRun(stream, run, options);
    yield { kind: 'run-end', run };
    run += 1;
  } while (await stream.goesOn(']', `/runs/${run}`));
}

async function* readRun(stream: JsonStream, run: number, options: ReadLogOptions): AsyncGenerator<LogEvent> {
  const pointer = `/runs/${run}`;
  if ((await stream.peek()) !== '{') throw stream.error('a run must be an object', pointer);
  for await (const name of stream.properties(pointer)) {
    const of = streamedArrays.find((one) => one === name);
    const at = `${pointer}/${name}`;
    if (of !== undefined) yield* readElements(stream, run, of, options);
    else yield { kind: 'run-property', run, name, value: await stream.value(at) };
  }
}

async function* readElements(
  stream: JsonStream,
  run: number,
  of: StreamedArray,
  { results, signal }: ReadLogOptions,
): AsyncGenerator<LogEvent> {
  const pointer = `/runs/${run}/${of}`;
  if ((await stream.peek()) !== '[') {
    if ((await stream.value(pointer)) !== null) throw stream.error(`${of} must be an array or null`, pointer);
    return;
  }
  if (of === 'results' && results === 'skip') {
    await stream.skip(pointer);
    return;
  }
  for await (const { first, values } of arrayBatches(stream, pointer)) {
    signal?.throwIfAborted();
    if (first + values.length > readLimits[of])
      throw stream.error(`has more than ${readLimits[of]} ${of}`, pointer);
    yield { kind: 'elements', run, of, first, values };
  }
}
