import { stripVTControlCharacters } from 'node:util';
import type { ScannerRun } from '../core/report.ts';
import type { ToolOutcome } from '../process/run-tool.ts';

/** What a scanner run is that did not do its work. */
export type Failure = Required<Pick<ScannerRun, 'detail'>> & {
  readonly outcome: 'failed' | 'timed-out';
};

const killSignal = 9;
/** Of a tool's own words, which can be a stack trace of any length. */
const detailLimit = 500;

/**
 * Undefined where the tool ended as it should: with one of `goodExitCodes`. Everything else is a failure, an
 * exit code that nobody has heard of too.
 */
export function failureOf(outcome: ToolOutcome, goodExitCodes: readonly number[]): Failure | undefined {
  if (outcome.startError !== undefined) return failed(`could not be started: ${outcome.startError}`);
  if (outcome.timedOut) {
    const seconds = Math.round(outcome.seconds);
    return {
      outcome: 'timed-out',
      detail: `ended after ${seconds} s. Give it more time with SCAN_TIMEOUT, or leave it out with SCANNERS`,
    };
  }
  if (outcome.overflowed) return failed('wrote more output than the pipe reads, and was ended');
  if (outcome.signal === killSignal) return failed(outOfMemory('was killed'));
  // Also where the exit code would mean findings: some of them may be missing.
  if (outcome.exitCode !== 0 && outOfMemoryWords.test(outcome.stderr))
    return failed(outOfMemory('ran out of memory'));
  if (outcome.exitCode === undefined) {
    return failed(`was ended by signal ${outcome.signal ?? 'unknown'}${lastWords(outcome.stderr)}`);
  }
  if (goodExitCodes.includes(outcome.exitCode)) return undefined;
  return failed(`ended with exit code ${outcome.exitCode}${lastWords(outcome.stderr)}`);
}

export function failed(detail: string): Failure {
  return { outcome: 'failed', detail };
}

/** https://support.atlassian.com/bitbucket-cloud/docs/use-pipes-in-bitbucket-pipelines/ : pipes share the docker service's memory. */
function outOfMemory(what: string): string {
  return (
    `${what}, most likely for want of memory. A pipe has the memory of the docker service, 1024 MB by default: ` +
    'raise definitions.services.docker.memory in bitbucket-pipelines.yml (with size: 2x on the step, if need be)'
  );
}

/** The last words of V8, Node.js, Rust, Go, C++, the JVM, Python, and of a program that the C library refuses. */
const outOfMemoryWords =
  /heap out of memory|Fatal process out of memory|Array buffer allocation failed|ERR_MEMORY_ALLOCATION_FAILED|memory allocation of \d+ bytes failed|runtime: (?:cannot allocate|out of) memory|std::bad_alloc|java\.lang\.OutOfMemoryError|^MemoryError\b|Cannot allocate memory/m;

/**
 * The end of what a tool said on standard error, as one clean line after a colon. Of a stack trace, which is as long
 * as all that can be told, only what stands at the margin: what went wrong.
 */
export function lastWords(stderr: string): string {
  const text = stripVTControlCharacters(stderr);
  const line = (/^\S/m.test(text) ? text.replace(/^[ \t].*$/gm, '') : text)
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
  if (line === '') return '';
  return `: ${line.length <= detailLimit ? line : `…${line.slice(-detailLimit).toWellFormed()}`}`;
}
