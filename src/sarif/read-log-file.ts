import { InputError, messageOf } from '../core/errors.ts';
import { LogCollector, type LogReading } from './log-collector.ts';
import type { PathLocator } from './normalise/locate-path.ts';
import { type LogFile, logEvents } from './read/log-events.ts';
import { RunParts } from './read/run-parts.ts';
import type { ReadContext } from './read-context.ts';

/**
 * Reads one SARIF log in one pass, where what results refer to comes before them. Where it does not, the log is read
 * again with what a pass over all but the results learned: to keep a million results until the rules are known would
 * need more memory than another pass needs time. Throws only when the signal is aborted.
 */
export async function readLogFile(
  file: LogFile,
  locator: PathLocator,
  context: ReadContext,
): Promise<LogReading> {
  const first = await readOnce(file, locator, context, undefined);
  if (first !== 'again') return first;
  const second = await readOnce(file, locator, context, await readParts(file, context));
  if (second === 'again') throw new TypeError('a run was read again although all of it was known');
  return second;
}

async function readOnce(
  file: LogFile,
  locator: PathLocator,
  context: ReadContext,
  known: readonly RunParts[] | undefined,
): Promise<LogReading | 'again'> {
  const collector = new LogCollector(file.name, locator, context, known);
  let error: InputError | undefined;
  try {
    for await (const event of logEvents(file, { results: 'read', signal: context.signal })) {
      if (collector.take(event) === 'again') return 'again';
    }
  } catch (thrown) {
    context.signal?.throwIfAborted();
    error = inputError(file, thrown);
  }
  return await collector.finish(error);
}

async function readParts(file: LogFile, { signal }: ReadContext): Promise<readonly RunParts[]> {
  const runs: RunParts[] = [];
  try {
    for await (const event of logEvents(file, { results: 'skip', signal })) {
      if (event.kind === 'run') runs.push(new RunParts());
      runs.at(-1)?.take(event);
    }
  } catch (thrown) {
    signal?.throwIfAborted();
    // The pass over the results meets the same break, and tells of it.
    inputError(file, thrown);
  }
  return runs;
}

/** What the file system says of a file is about that file; what is neither that nor ours is a bug. */
function inputError(file: LogFile, thrown: unknown): InputError {
  if (thrown instanceof InputError) return thrown;
  if (!(thrown instanceof Error && 'syscall' in thrown)) throw thrown;
  return new InputError(file.name, `${file.name} cannot be read: ${messageOf(thrown)}`, { cause: thrown });
}
