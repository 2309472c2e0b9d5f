import { ConfigError, Interrupted, messageOf, ToolError } from '../core/errors.ts';
import { type ExitCode, exitCodes } from '../core/exit-code.ts';
import type { Log } from '../core/log.ts';

/** Tells the user what went wrong, and whose turn it is; only a bug of ours shows a stack. */
export function explainFailure(error: unknown, log: Log): ExitCode {
  if (error instanceof ConfigError) {
    const count = error.problems.length;
    log.error(`the configuration has ${count === 1 ? 'a problem' : `${count} problems`}:`);
    for (const { where, message } of error.problems) log.error(`  ${where}: ${message}`);
    return exitCodes.configuration;
  }
  if (error instanceof Interrupted) {
    log.error(error.message);
    return exitCodes.internal;
  }
  if (error instanceof ToolError) {
    log.error(error.message);
    return exitCodes.internal;
  }
  if (isSystemError(error)) {
    log.error(`the system refused: ${error.message}`);
    return exitCodes.internal;
  }
  log.error(`internal error, a bug of this pipe: ${messageOf(error)}`);
  if (error instanceof Error) for (const line of (error.stack ?? '').split('\n').slice(1)) log.error(line);
  return exitCodes.internal;
}

/** No space, no permission, no such place: nobody's bug, and a stack says nothing about it. */
function isSystemError(error: unknown): error is Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return (
    typeof code === 'string' && /^(EACCES|EPERM|ENOSPC|EROFS|EDQUOT|EMFILE|ENFILE|ENOMEM|EIO)$/.test(code)
  );
}
