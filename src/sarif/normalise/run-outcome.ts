import { asList, asObject, asText } from '../json.ts';
import { oneLine } from './bounded-text.ts';
import { asLevel } from './level.ts';
import { messageText } from './message-text.ts';

/** Whether the tool did its work, by its own word. */
export interface RunOutcome {
  readonly outcome: 'ok' | 'failed';
  /** Why it failed, or what it complained of; undefined where it said nothing. */
  readonly detail?: string;
}

// Enough to see what is wrong; a broken tool may repeat itself for each file.
const mostNotifications = 5;
const longestNotification = 300;

/**
 * An invocation that says `executionSuccessful: false` makes the run failed (SARIF 2.1.0, section 3.20.14); errors
 * that a tool reports of a successful execution are only told.
 */
export function runOutcome(invocations: readonly unknown[]): RunOutcome {
  const failed = invocations.some((one) => asObject(one)['executionSuccessful'] === false);
  const errors = invocations.flatMap((one) => errorsOf(one));
  const exit = failed ? invocations.map(exitOf).find((text) => text !== undefined) : undefined;
  const told = errors.slice(0, mostNotifications);
  const more = errors.length > told.length ? [`and ${errors.length - told.length} more`] : [];
  const detail = [...(exit === undefined ? [] : [exit]), ...told, ...more].join('; ');
  const fallback = failed ? 'an invocation says executionSuccessful: false' : '';
  const text = detail === '' ? fallback : detail;
  return { outcome: failed ? 'failed' : 'ok', ...(text !== '' && { detail: text }) };
}

function errorsOf(invocation: unknown): readonly string[] {
  const source = asObject(invocation);
  return [
    ...asList(source['toolConfigurationNotifications']),
    ...asList(source['toolExecutionNotifications']),
  ]
    .map(asObject)
    .filter((notification) => asLevel(notification['level']) === 'error')
    .map((notification) => {
      const text = messageText(notification['message']) ?? asText(asObject(notification['descriptor'])['id']);
      return oneLine(text ?? 'an error without a message', longestNotification);
    });
}

function exitOf(invocation: unknown): string | undefined {
  const source = asObject(invocation);
  if (source['executionSuccessful'] !== false) return undefined;
  const description = asText(source['exitCodeDescription']) ?? asText(source['processStartFailureMessage']);
  if (description !== undefined) return oneLine(description, longestNotification);
  const { exitCode } = source;
  return typeof exitCode === 'number' && exitCode !== 0 ? `exit code ${exitCode}` : undefined;
}
