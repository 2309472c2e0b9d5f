import type { Log } from '../core/log.ts';
import type { Progress } from '../core/progress.ts';
import type { Environment } from '../variables/read-value.ts';

/** Everything outside that a run depends on; `main.ts` makes it of the process. */
export interface World {
  readonly environment: Environment;
  readonly cwd: string;
  readonly log: Log;
  /** Where somebody watches a terminal. */
  readonly progress?: Progress;
  /** Of the terminal; absent where there is none. */
  readonly columns?: number;
  /** Aborted with an Interrupted on a signal, or with the error of a crash. */
  readonly signal: AbortSignal;
  readonly version: string;
  /** The folder of the bundle. */
  readonly folder: string;
  /** The Node.js that runs it. */
  readonly node: string;
  readonly temporaryFolder: string;
  /** Of this process; absent where it is somebody else's. */
  readonly pid?: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 up to but not including 1. */
  readonly random: () => number;
}
