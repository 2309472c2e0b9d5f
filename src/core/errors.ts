/** What can be wrong with one variable or one place of a policy file. */
export interface Problem {
  /** The variable, or `file:line:column`. */
  readonly where: string;
  /** What was found, what is accepted, what to do. Secrets masked. */
  readonly message: string;
}

/** The user can mend it in the configuration. Carries all problems at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ where, message }) => `${where}: ${message}`).join('\n'));
    this.problems = problems;
  }
}

/** Those of other places: what follows from a problem that is told already would only confuse. */
export function unlessNamed(told: readonly Problem[], more: readonly Problem[]): readonly Problem[] {
  return more.filter(({ where }) => told.every((problem) => problem.where !== where));
}

/** A scanner or git did not do its work. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
  readonly tool: string;

  constructor(tool: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.tool = tool;
  }
}

/** An input file cannot be read; `file` and `pointer` (RFC 6901) say where. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly file: string;
  readonly pointer?: string;

  constructor(file: string, message: string, options?: ErrorOptions & { pointer?: string }) {
    super(message, options);
    this.file = file;
    if (options?.pointer !== undefined) this.pointer = options.pointer;
  }
}

/** The run was ended by a signal. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly signal: string;

  constructor(signal: string) {
    super(`ended by ${signal}`);
    this.signal = signal;
  }
}

/** One line for a log: the message of whatever was thrown, with its causes. */
export function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause === undefined ? '' : `: ${messageOf(thrown.cause)}`;
  return `${thrown.message}${cause}`;
}
