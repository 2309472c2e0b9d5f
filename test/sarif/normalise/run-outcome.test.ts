import { expect, test } from 'vitest';
import { runOutcome } from '../../../src/sarif/normalise/run-outcome.ts';

const note = (level: string, text: string) => ({ level, message: { text } });

test.each([
  ['nothing said', [], { outcome: 'ok' }],
  ['success', [{ executionSuccessful: true, exitCode: 1 }], { outcome: 'ok' }],
  ['what is no truth value', [{ executionSuccessful: 'false' }], { outcome: 'ok' }],
  [
    'a failure without a word',
    [{ executionSuccessful: false }],
    { outcome: 'failed', detail: 'an invocation says executionSuccessful: false' },
  ],
  [
    'an exit code',
    [{ executionSuccessful: false, exitCode: 3 }],
    { outcome: 'failed', detail: 'exit code 3' },
  ],
  [
    'one failure of several',
    [{ executionSuccessful: true }, { executionSuccessful: false, exitCodeDescription: 'out of\nmemory' }],
    { outcome: 'failed', detail: 'out of memory' },
  ],
  [
    'an error of a success, and what is less than one',
    [
      {
        executionSuccessful: true,
        toolExecutionNotifications: [note('warning', 'slow'), note('error', 'cannot parse a.js')],
        toolConfigurationNotifications: [note('note', 'fine'), { level: 'error', descriptor: { id: 'E7' } }],
      },
    ],
    { outcome: 'ok', detail: 'E7; cannot parse a.js' },
  ],
  [
    'more errors than anybody reads',
    [{ toolExecutionNotifications: Array.from({ length: 9 }, (_, at) => note('error', `e${at}`)) }],
    { outcome: 'ok', detail: 'e0; e1; e2; e3; e4; and 4 more' },
  ],
])('%s', (_, invocations, expected) => {
  expect(runOutcome(invocations)).toEqual(expected);
});
