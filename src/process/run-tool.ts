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
  readonly input?: Buffer;
  readonly signal?: AbortSignal;
}

export interface ToolOutcome {
  /** Absent where a signal ended the tool, or it could not be started. */
  readonly exitCode?: number;
  readonly timedOut: boolean;
  /** The tool wrote more than `maxOutputBytes` and was ended. */
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
