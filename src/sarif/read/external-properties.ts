import { realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InputError } from '../../core/errors.ts';
import { isInside } from '../../core/is-inside.ts';
import { asList, asObject, asText, isObject, type JsonObject } from '../json.ts';
import { percentDecoded } from '../normalise/path-segments.ts';
import { arrayBatches } from './array-batches.ts';
import { openBytes } from './byte-source.ts';
import { JsonStream } from './json-stream.ts';
import { readLimits } from './limits.ts';
import { type LogEvent, type StreamedArray, streamedArrays } from './log-event.ts';
import type { ReadLogOptions } from './read-log.ts';

const references = 'externalPropertyFileReferences';
// The arrays of a run that may lie in several files, apart from those that are read as streams.
const lists: ReadonlySet<string> = new Set([
  'invocations',
  'logicalLocations',
  'threadFlowLocations',
  'taxonomies',
  'policies',
  'translations',
  'addresses',
  'graphs',
  'webRequests',
  'webResponses',
]);

/**
 * The same log with what its runs keep in files beside it (SARIF 2.1.0, section 3.14.2 and chapter 4) put in at their
 * ends. Such a file must lie in the log's own folder or below: a log names files of its own, not of the machine.
 */
export async function* withExternalProperties(
  events: AsyncIterable<LogEvent>,
  log: { readonly path: string; readonly name: string },
  options: ReadLogOptions,
): AsyncGenerator<LogEvent> {
  let run = new ExternalRun();
  for await (const event of events) {
    if (event.kind === 'run') run = new ExternalRun();
    if (event.kind === 'run-end') yield* run.external(event.run, log, options);
    if (run.take(event)) yield event;
  }
}

class ExternalRun {
  readonly #values = new Map<string, unknown>();
  readonly #counts = { results: 0, artifacts: 0 };
  #references: JsonObject = asObject(undefined);

  /** False for what is replaced by its content. */
  take(event: LogEvent): boolean {
    if (event.kind === 'elements') this.#counts[event.of] += event.values.length;
    if (event.kind !== 'run-property') return true;
    if (event.name === references) this.#references = asObject(event.value);
    else if (event.name === 'tool' || lists.has(event.name)) this.#values.set(event.name, event.value);
    return event.name !== references;
  }

  async *external(
    run: number,
    log: { readonly path: string; readonly name: string },
    options: ReadLogOptions,
  ): AsyncGenerator<LogEvent> {
    const files = new Set<string>();
    for (const [name, value] of Object.entries(this.#references)) {
      for (const [index, reference] of (Array.isArray(value) ? value : [value]).entries()) {
        const pointer = `/runs/${run}/${references}/${name}${Array.isArray(value) ? `/${index}` : ''}`;
        files.add(await locate(asObject(asObject(reference)['location']), log, pointer));
      }
    }
    for (const path of files) yield* this.#read(path, run, log.name, options);
  }

  async *#read(path: string, run: number, name: string, options: ReadLogOptions): AsyncGenerator<LogEvent> {
    await using source = await openBytes(path, name);
    const stream = new JsonStream(source, name);
    for await (const property of stream.properties('')) {
      const of = streamedArrays.find((one) => one === property);
      if (of !== undefined && (await stream.peek()) === '[') {
        yield* this.#elements(stream, run, of, options);
      } else {
        const merged = this.#merged(property, await stream.value(`/${property}`));
        if (merged !== undefined) yield { kind: 'run-property', run, ...merged };
      }
    }
  }

  async *#elements(
    stream: JsonStream,
    run: number,
    of: StreamedArray,
    { results, signal }: ReadLogOptions,
  ): AsyncGenerator<LogEvent> {
    if (of === 'results' && results === 'skip') {
      await stream.skip('/results');
      return;
    }
    const start = this.#counts[of];
    for await (const { first, values } of arrayBatches(stream, `/${of}`)) {
      signal?.throwIfAborted();
      this.#counts[of] += values.length;
      if (this.#counts[of] > readLimits[of]) {
        throw stream.error(`the run has more than ${readLimits[of]} ${of}`, `/${of}`);
      }
      yield { kind: 'elements', run, of, first: start + first, values };
    }
  }

  #merged(name: string, value: unknown): { readonly name: string; readonly value: unknown } | undefined {
    if (name === 'driver' || name === 'extensions') {
      const tool = { ...asObject(this.#values.get('tool')), [name]: value };
      this.#values.set('tool', tool);
      return { name: 'tool', value: tool };
    }
    if (!lists.has(name)) return undefined;
    const list = [...asList(this.#values.get(name)), ...asList(value)];
    this.#values.set(name, list);
    return { name, value: list };
  }
}

async function locate(
  location: JsonObject,
  log: { readonly path: string; readonly name: string },
  pointer: string,
): Promise<string> {
  const uri = asText(location['uri']);
  if (!isObject(location) || uri === undefined) {
    throw new InputError(log.name, 'an external property file has no location with a uri', { pointer });
  }
  const folder = dirname(log.path);
  const path = resolve(folder, percentDecoded(uri));
  const real = await realpath(path).catch(() => undefined);
  if (real === undefined) {
    throw new InputError(
      log.name,
      `the external property file ${JSON.stringify(uri.slice(0, 200))} is not there`,
      {
        pointer,
      },
    );
  }
  if (!isInside(await realpath(folder), real)) {
    throw new InputError(log.name, 'an external property file lies outside of the folder of the log', {
      pointer,
    });
  }
  return real;
}
