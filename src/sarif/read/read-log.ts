import { readFile } from 'node:fs/promises';
import { InputError } from '../../core/errors.ts';
import { isObject } from '../json.ts';
import { type LogEvent, streamedArrays } from './log-event.ts';

export async function* readLog(
  { path, name }: { readonly path: string; readonly name: string },
  _options: { readonly results: 'read' | 'skip'; readonly signal: AbortSignal | undefined },
): AsyncGenerator<LogEvent> {
  const text = await readFile(path, 'utf8');
  let log: unknown;
  try {
    log = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new InputError(name, 'is not JSON', { pointer: '' });
  }
  if (!isObject(log)) throw new InputError(name, 'is not SARIF', { pointer: '' });
  for (const [key, value] of Object.entries(log)) {
    if (key !== 'runs') yield { kind: 'log-property', name: key, value };
    else if (!Array.isArray(value)) throw new InputError(name, 'runs must be an array', { pointer: '/runs' });
    else yield* readRuns(value, name);
  }
}

function* readRuns(runs: readonly unknown[], name: string): Generator<LogEvent> {
  for (const [run, value] of runs.entries()) {
    if (!isObject(value)) throw new InputError(name, 'a run must be an object', { pointer: `/runs/${run}` });
    yield { kind: 'run', run };
    for (const [key, property] of Object.entries(value)) {
      const of = streamedArrays.find((one) => one === key);
      if (of === undefined) yield { kind: 'run-property', run, name: key, value: property };
      else if (Array.isArray(property)) yield { kind: 'elements', run, of, first: 0, values: property };
      else if (property !== null)
        throw new InputError(name, `${key} must be an array`, { pointer: `/runs/${run}/${key}` });
    }
    yield { kind: 'run-end', run };
  }
}
