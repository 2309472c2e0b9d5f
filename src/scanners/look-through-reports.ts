import { asList, asObject, asText } from '../sarif/json.ts';
import { messageText } from '../sarif/normalise/message-text.ts';
import { runOutcome } from '../sarif/normalise/run-outcome.ts';
import type { LogEvent } from '../sarif/read/log-event.ts';
import { logEvents } from '../sarif/read/log-events.ts';
import { type Failure, failed, lastWords } from './tool-failure.ts';

export interface LookedThrough {
  readonly results: number;
  /** Undefined where no report says that its run failed. */
  readonly failure: Failure | undefined;
}

/**
 * How many results are in reports that tools wrote, and whether these say of themselves that they could not do their
 * work, as some do that end as if nothing was found. What is wrong with a report is told where it is read for findings.
 *
 * @param failureRun see `Adapter`
 */
export async function lookThroughReports(
  files: readonly string[],
  signal: AbortSignal,
  failureRun?: string,
): Promise<LookedThrough> {
  let results = 0;
  let failure: Failure | undefined;
  for (const path of files) {
    try {
      let tool: string | undefined;
      let first: unknown;
      for await (const event of logEvents({ path, name: path }, { results: 'read', signal })) {
        if (event.kind === 'elements' && event.of === 'results') {
          results += event.values.length;
          first ??= event.values[0];
        }
        failure ??= saidFailure(event);
        tool = toolIn(event) ?? tool;
        if (event.kind !== 'run-end') continue;
        if (tool !== undefined && tool === failureRun && first !== undefined) failure ??= unlooked(first);
        [tool, first] = [undefined, undefined];
      }
    } catch {
      signal.throwIfAborted();
    }
  }
  return { results, failure };
}

function toolIn(event: LogEvent): string | undefined {
  if (event.kind !== 'run-property' || event.name !== 'tool') return undefined;
  return asText(asObject(asObject(event.value)['driver'])['name']);
}

function unlooked(result: unknown): Failure {
  return failed(`could not look at everything${lastWords(messageText(asObject(result)['message']) ?? '')}`);
}

function saidFailure(event: LogEvent): Failure | undefined {
  if (event.kind !== 'run-property' || event.name !== 'invocations') return undefined;
  const { outcome, detail } = runOutcome(asList(event.value));
  return outcome === 'failed' ? failed(`says of itself that it failed: ${detail}`) : undefined;
}
