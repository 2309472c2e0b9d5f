import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Interrupted } from './core/errors.ts';
import { exitCodes } from './core/exit-code.ts';
import { createLog } from './core/pino-log.ts';
import { createRedaction } from './core/redact.ts';
import { secretsIn } from './run/configuration.ts';
import { explainFailure } from './run/explain-failure.ts';
import { run } from './run.ts';

declare const __VERSION__: string;

/** After a signal or a crash, what is left to do gets this long. Milliseconds. */
const endWithin = 13_000;

const { env, stdout } = process;
const log = createLog({
  format: env['LOG_FORMAT'] === 'json' ? 'json' : 'text',
  debug: env['DEBUG'] === 'true',
  colour:
    !env['NO_COLOR'] && env['TERM'] !== 'dumb' && (stdout.isTTY || Boolean(env['BITBUCKET_PIPELINE_UUID'])),
  redact: createRedaction(secretsIn(env)),
  write: (line) => stdout.write(line),
});

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
  log.error(error.stack ?? error.message);
  stop(error, exitCodes.internal);
});

const folder = dirname(fileURLToPath(import.meta.url));
try {
  const exitCode = await run({
    environment: env,
    cwd: process.cwd(),
    log,
    signal: controller.signal,
    version: __VERSION__,
    folder,
    node: process.execPath,
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
