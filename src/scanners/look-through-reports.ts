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
  const look = new Look(failureRun);
  for (const path of files) {
    try {
      for await (const event of logEvents({ path, name: path }, { results: 'read', signal }))
        look.take(event);
    } catch {
      signal.throwIfAborted();
    }
  }
  return look;
}

class Look implements LookedThrough {
  readonly #failureRun: string | undefined;
  results = 0;
  failure: Failure | undefined;
  /** Of the run that is read now; tools may be named before their results or after. */
  #tool: string | undefined;
  #first: unknown;

  constructor(failureRun: string | undefined) {
    this.#failureRun = failureRun;
  }

  take(event: LogEvent): void {
    if (event.kind === 'run') this.#startRun();
    if (event.kind === 'elements' && event.of === 'results') {
      this.results += event.values.length;
      this.#first ??= event.values[0];
    }
    this.failure ??= saidFailure(event);
    this.#tool = toolIn(event) ?? this.#tool;
    if (event.kind === 'run-end') this.#endRun();
  }

  #startRun(): void {
    this.#tool = undefined;
    this.#first = undefined;
  }

  #endRun(): void {
    if (this.#tool !== undefined && this.#tool === this.#failureRun && this.#first !== undefined)
      this.failure ??= unlooked(this.#first);
  }
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
