import { AsyncLocalStorage } from 'node:async_hooks';
import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { constants } from 'node:os';
import { exec } from '@actions/exec';
import { messageOf } from '../core/errors.ts';
import { type OutputSink, OutputTail, OutputWhole } from './output.ts';

/** A subprocess to run: no shell, a complete explicit environment, bounded in time and output. */
export interface ToolRequest {
  /** An absolute path. */
  readonly tool: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** All that the child sees; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** Standard output is kept up to this; more ends the tool. Default 64 MiB. */
  readonly maxOutputBytes?: number;
  /** Takes standard output instead, which is then not kept: `stdout` of the outcome is empty. */
  readonly sink?: OutputSink;
  /** Standard input. Where it is only promised the tool starts before it is there, and finds the end of it if it fails. */
  readonly input?: Buffer | Promise<Buffer>;
  readonly signal?: AbortSignal;
  /** Called when there is a process. */
  readonly onStart?: () => void;
  /** For a tool that reads hostile files; needs `prlimit` and `choom`, as every util-linux has them. */
  readonly limits?: ToolLimits;
}

/** What the kernel holds a tool and its children to. None of them ever writes a core dump. */
export interface ToolLimits {
  /** Open files of one process. */
  readonly openFiles: number;
  /** Bytes of one file that it writes. */
  readonly fileBytes: number;
  /** Of one process; absent where the machine sets no limit. */
  readonly memoryMegabytes?: number;
}

/** Absolute paths, as far as they are installed. */
export interface LimitPrograms {
  readonly prlimit?: string | undefined;
  readonly choom?: string | undefined;
}

export interface ToolOutcome {
  /** Absent where a signal ended the tool, or it could not be started. */
  readonly exitCode?: number;
  /** The number of the signal that ended the tool: 9 without a time-out is mostly the kernel, short of memory. */
  readonly signal?: number;
  readonly timedOut: boolean;
  /** The tool wrote more than `maxOutputBytes`, or than the sink takes, and was ended. */
  readonly overflowed: boolean;
  /** Set where the tool could not be started at all. */
  readonly startError?: string;
  readonly stdout: Buffer;
  /** The last 64 KiB, decoded. */
  readonly stderr: string;
  readonly seconds: number;
}

/** Never throws for what the tool does: a failure is an outcome. Throws only when `signal` is aborted. */
export type RunTool = (request: ToolRequest) => Promise<ToolOutcome>;

const defaultMaxOutputBytes = 64 * 1024 * 1024;
const stderrTailBytes = 64 * 1024;
/** Seconds between the polite signal and the one that cannot be refused. */
const killAfterSeconds = 5;
/** Exit codes of coreutils `timeout`: https://www.gnu.org/software/coreutils/manual/html_node/timeout-invocation.html */
const timeoutExit = { timedOut: 124, notExecutable: 126, notFound: 127, killed: 137 };
/** Its own words, by which its exit codes are told from those that a tool has chosen for itself. */
const timeoutSpeaks = /^(?:\S*\/)?timeout: /m;

/**
 * The one wrapper around `@actions/exec`. What that package leaves open is closed here: it tells nobody which
 * process it started (Node's own `child_process` channel does), inherits the environment, cannot end a process
 * and splits output into lines at quadratic cost.
 *
 * `timeoutProgram` is coreutils `timeout`: it puts the tool in a process group, so that a tool's own children
 * end with it. Without it only the tool itself is ended.
 */
export function createRunTool(
  timeoutProgram: string | undefined,
  limitPrograms: LimitPrograms = {},
): RunTool {
  const starting = new AsyncLocalStorage<(child: ChildProcess) => void>();
  subscribe('child_process', (message) => {
    if (hasProcess(message)) starting.getStore()?.(message.process);
  });

  return async (request) => {
    request.signal?.throwIfAborted();
    const begun = performance.now();
    const stdout = new OutputWhole(request.maxOutputBytes ?? defaultMaxOutputBytes);
    const stderr = new OutputTail(stderrTailBytes);
    let child: ChildProcess | undefined;
    let timedOut = false;
    let overflowed = false;
    const end = () => child?.kill('SIGTERM');
    const timer = setTimeout(
      () => {
        timedOut = true;
        end();
      },
      request.timeoutSeconds * 1000 + (timeoutProgram === undefined ? 0 : 500),
    );
    request.signal?.addEventListener('abort', end, { once: true });

    const adopt = (started: ChildProcess) => {
      child = started;
      request.onStart?.();
      // The streams exist, and the package's own listeners are on them, once the call to spawn has returned.
      queueMicrotask(() => {
        started.stdin?.on('error', () => undefined); // a tool may close its input early
        if (request.input instanceof Promise) {
          request.input.then(
            (bytes) => started.stdin?.end(bytes),
            () => started.stdin?.end(),
          );
        }
        started.stdout?.removeAllListeners('data').on('data', (chunk: Buffer) => {
          if (overflowed || (request.sink ?? stdout).add(chunk)) return;
          overflowed = true;
          end();
        });
        started.stderr?.removeAllListeners('data').on('data', (chunk: Buffer) => stderr.add(chunk));
      });
    };

    const [program = request.tool, ...args] = commandLine(request, timeoutProgram, limitPrograms);
    let exitCode: number | null | undefined;
    let startError: string | undefined;
    try {
      exitCode = await starting.run(adopt, () =>
        exec(`"${program}"`, args, {
          cwd: request.cwd,
          env: { ...request.env },
          silent: true,
          ignoreReturnCode: true,
          ...(!(request.input instanceof Promise) && { input: request.input ?? Buffer.alloc(0) }),
        }),
      );
    } catch (error) {
      startError = messageOf(error);
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', end);
    }
    request.signal?.throwIfAborted();

    const seconds = (performance.now() - begun) / 1000;
    return {
      ...ending(exitCode, child, {
        late: seconds >= request.timeoutSeconds || timedOut,
        wrapped: timeoutProgram !== undefined,
        stderr: stderr.text(),
      }),
      ...(startError !== undefined && { startError }),
      overflowed,
      stdout: stdout.bytes(),
      stderr: stderr.text(),
      seconds,
    };
  };
}

/** Each of these programs becomes the next one: all of it is one process. */
function commandLine(
  { tool, args, timeoutSeconds, limits }: ToolRequest,
  timeoutProgram: string | undefined,
  limitPrograms: LimitPrograms,
): readonly string[] {
  return [
    ...(limits === undefined ? [] : limitCommand(limits, limitPrograms)),
    ...(timeoutProgram === undefined
      ? []
      : [timeoutProgram, `--kill-after=${killAfterSeconds}`, String(timeoutSeconds)]),
    tool,
    ...args,
  ];
}

/** Where memory is short the kernel ends a tool and not the pipe, which then can still say so. */
function limitCommand(limits: ToolLimits, { prlimit, choom }: LimitPrograms): readonly string[] {
  const { openFiles, fileBytes, memoryMegabytes } = limits;
  const data = memoryMegabytes === undefined ? [] : [`--data=${memoryMegabytes * 2 ** 20}`];
  return [
    ...(prlimit === undefined
      ? []
      : [prlimit, '--core=0', `--nofile=${openFiles}`, `--fsize=${fileBytes}`, ...data]),
    ...(choom === undefined ? [] : [choom, '-n', '1000', '--']),
  ];
}

function ending(
  exitCode: number | null | undefined,
  child: ChildProcess | undefined,
  { late, wrapped, stderr }: { readonly late: boolean; readonly wrapped: boolean; readonly stderr: string },
): Pick<ToolOutcome, 'exitCode' | 'signal' | 'timedOut' | 'startError'> {
  const signalled = child?.signalCode ?? undefined;
  if (exitCode === undefined) return { timedOut: false };
  if (exitCode === null || signalled !== undefined) {
    return { timedOut: late, signal: signalled === undefined ? 9 : constants.signals[signalled] };
  }
  if (late && (exitCode === timeoutExit.timedOut || exitCode === timeoutExit.killed))
    return { timedOut: true };
  const notRun = exitCode === timeoutExit.notFound || exitCode === timeoutExit.notExecutable;
  if (wrapped && notRun && timeoutSpeaks.test(stderr)) {
    return { timedOut: false, startError: 'the program was not found or cannot be executed', exitCode };
  }
  // A shell's and `timeout`'s way of telling that a signal ended the tool: 128 and the signal's number.
  if (wrapped && exitCode > 128 && exitCode < 160) return { timedOut: false, signal: exitCode - 128 };
  return { timedOut: false, exitCode };
}

function hasProcess(message: unknown): message is { process: ChildProcess } {
  return typeof message === 'object' && message !== null && 'process' in message;
}
