import { ConfigError, Interrupted, messageOf, ToolError } from '../core/errors.ts';
import { type ExitCode, exitCodes } from '../core/exit-code.ts';
import type { Log } from '../core/log.ts';

/** Tells the user what went wrong, and whose turn it is; only a bug of ours shows a stack. */
export function explainFailure(error: unknown, log: Log): ExitCode {
  if (error instanceof ConfigError) {
    const count = error.problems.length;
    log.error(`the configuration has ${count === 1 ? 'a problem' : `${count} problems`}:`, {
      code: 'messages-about-the-configuration',
    });
    for (const { where, message } of error.problems) log.error(`${where}: ${message}`, { look: 'bad' });
    return exitCodes.configuration;
  }
  if (error instanceof Interrupted) {
    log.error(error.message, { code: 'exit-codes' });
    return exitCodes.internal;
  }
  if (error instanceof ToolError) {
    log.error(error.message, { code: 'exit-codes' });
    return exitCodes.internal;
  }
  if (isSystemError(error)) {
    log.error(`the system refused: ${error.message}`, { code: 'exit-codes' });
    return exitCodes.internal;
  }
  tellBug(log, error);
  return exitCodes.internal;
}

/** An error that nobody foresaw, with the stack that whoever mends it needs. */
export function tellBug(log: Log, error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? '').split('\n').slice(1) : [];
  const text = `internal error, a bug of this pipe: ${messageOf(error)}`;
  log.error(text, { look: 'failed', code: 'exit-codes', stack });
  for (const line of stack) log.info(line.trim(), { look: 'faint' });
}

/** No space, no permission, no such place: nobody's bug, and a stack says nothing about it. */
function isSystemError(error: unknown): error is Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return (
    typeof code === 'string' && /^(EACCES|EPERM|ENOSPC|EROFS|EDQUOT|EMFILE|ENFILE|ENOMEM|EIO)$/.test(code)
  );
}
