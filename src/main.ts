import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Interrupted } from './core/errors.ts';
import { exitCodes } from './core/exit-code.ts';
import { helpLink } from './core/help-link.ts';
import { createLog } from './core/pino-log.ts';
import { createRedaction } from './core/redact.ts';
import { createScreen } from './core/screen.ts';
import { secretsIn } from './core/secrets-in.ts';
import { wantsColour } from './core/wants-colour.ts';
import { explainFailure, tellBug } from './run/explain-failure.ts';

declare const __VERSION__: string;
declare const __REPOSITORY__: string;

/** After a signal or a crash, what is left to do gets this long. Milliseconds. */
const endWithin = 13_000;

const { env, stdout } = process;
const format = env['LOG_FORMAT'] === 'json' ? 'json' : 'text';
const isTerminal = stdout.isTTY && env['TERM'] !== 'dumb' && format === 'text';
const write = (text: string) => stdout.write(text);
// Who stops reading the log, such as `head`, does not stop the run; a log that finds no room does.
stdout.on('error', (error) => {
  if (!('code' in error) || error.code !== 'EPIPE') stop(error, exitCodes.internal);
});
const screen = isTerminal
  ? createScreen({
      write,
      // A terminal that does not tell its size says 0.
      size: () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 }),
      now: Date.now,
      repeat: (work) => {
        const timer = setInterval(work, 100).unref();
        return () => clearInterval(timer);
      },
    })
  : undefined;
const log = createLog({
  format,
  debug: env['DEBUG'] === 'true',
  colour: wantsColour(env, isTerminal),
  redact: createRedaction(secretsIn(env)),
  help: (code) => helpLink(__REPOSITORY__, __VERSION__, code),
  write: screen?.write ?? write,
});

log.info(`Code Scan ${__VERSION__}`, { look: 'title' });

const controller = new AbortController();
const stop = (reason: Error, exitCode: number) => {
  if (controller.signal.aborted) return;
  process.exitCode = exitCode;
  controller.abort(reason);
  setTimeout(() => process.exit(exitCode), endWithin).unref();
};
process.on('SIGINT', () => stop(new Interrupted('SIGINT'), 130));
process.on('SIGTERM', () => stop(new Interrupted('SIGTERM'), 143));
process.on('uncaughtException', (error) => {
  tellBug(log, error);
  stop(error, exitCodes.internal);
});

const folder = dirname(fileURLToPath(import.meta.url));
try {
  // Loaded only now: the first line stands in the log while the rest of the pipe is read.
  const { run } = await import('./run.ts');
  const exitCode = await run({
    environment: env,
    cwd: process.cwd(),
    log,
    ...(screen && { progress: screen, columns: Math.max(60, stdout.columns || 80) }),
    signal: controller.signal,
    version: __VERSION__,
    folder,
    node: process.execPath,
    pid: process.pid,
    temporaryFolder: tmpdir(),
    now: Date.now,
    random: Math.random,
  });
  process.exitCode = controller.signal.aborted ? process.exitCode : exitCode;
} catch (error) {
  const failure = explainFailure(error, log);
  process.exitCode = controller.signal.aborted ? (process.exitCode ?? failure) : failure;
}
// A child that does not end, or a socket that a peer holds open, must not hold the step.
setTimeout(() => process.exit(), 1_000).unref();
