import { describe, expect, it } from 'vitest';
import { failureOf } from '../../src/scanners/tool-failure.ts';

const outcome = { timedOut: false, overflowed: false, stdout: Buffer.alloc(0), stderr: '', seconds: 1 };

describe('a tool that ran out of memory is told so, with what to set', () => {
  it.each([
    ['the kernel', { signal: 9 }],
    [
      'V8',
      {
        signal: 6,
        stderr: 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
      },
    ],
    [
      'V8 at its start',
      { signal: 5, stderr: '# Fatal process out of memory: Failed to reserve virtual memory' },
    ],
    ['Node.js', { exitCode: 1, stderr: 'RangeError: Array buffer allocation failed' }],
    ['Rust', { signal: 6, stderr: 'memory allocation of 17179869184 bytes failed' }],
    ['Go', { exitCode: 2, stderr: 'fatal error: runtime: cannot allocate memory' }],
    ['C++', { signal: 6, stderr: "terminate called after throwing an instance of 'std::bad_alloc'" }],
    [
      'the JVM',
      { exitCode: 1, stderr: 'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space' },
    ],
    ['Python', { exitCode: 1, stderr: 'Traceback (most recent call last):\n  x\nMemoryError\n' }],
    ['a shell', { exitCode: 2, stderr: 'sh: 0: Cannot fork: Cannot allocate memory' }],
    ['a tool whose exit code could mean findings', { exitCode: 1, stderr: 'runtime: out of memory' }],
  ])('by %s', (_, ending) => {
    expect(failureOf({ ...outcome, ...ending }, [0, 1])).toEqual({
      outcome: 'failed',
      detail: expect.stringContaining('definitions.services.docker.memory'),
    });
  });

  it.each([
    ['it did its work', { exitCode: 0, stderr: 'warning: one worker ran into: Cannot allocate memory' }],
    ['it found something', { exitCode: 1, stderr: 'a MemoryError in a sentence' }],
  ])('but not where %s', (_, ending) => {
    expect(failureOf({ ...outcome, ...ending }, [0, 1])).toBeUndefined();
  });

  it('and not where it ended for another reason', () => {
    expect(failureOf({ ...outcome, exitCode: 2, stderr: 'no such rule' }, [0])?.detail).toBe(
      'ended with exit code 2: no such rule',
    );
  });
});

it.each([
  [
    'a stack of Node.js',
    `\u001b[31mOops!\u001b[0m\n\neslint.config.mjs:1\nSyntaxError: Unexpected end of input\n${'    at load (node:internal/modules/esm/loader:438:20)\n'.repeat(30)}`,
    'ended with exit code 2: Oops! eslint.config.mjs:1 SyntaxError: Unexpected end of input',
  ],
  [
    'a stack of Python',
    `Traceback (most recent call last):\n${'  File "send.py", line 729, in send\n    raise error\n'.repeat(30)}ConnectionError: no way out\n`,
    'ended with exit code 2: Traceback (most recent call last): ConnectionError: no way out',
  ],
  ['words that are all indented', '  no such\n  file\n', 'ended with exit code 2: no such file'],
])('of %s what went wrong is told', (_, stderr, detail) => {
  expect(failureOf({ ...outcome, exitCode: 2, stderr }, [0])?.detail).toBe(detail);
});
