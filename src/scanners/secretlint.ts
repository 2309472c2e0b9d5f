import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type OwnProgram, runOwnProgram } from './own-program.ts';
import type { Scanner } from './scanner.ts';

const program: OwnProgram = { scanner: 'secretlint', file: 'secretlint.js', heapMegabytes: 300 };

/**
 * Secrets in the files: the rules of secretlint (https://github.com/secretlint/secretlint) and those in
 * `rules/secrets/`. No configuration or ignore file of the repository is read.
 */
export const secretlint: Scanner = {
  name: program.scanner,
  kind: 'secrets',
  description: 'Keys, tokens and passwords in clear, by the formats of their providers and by their names',
  auto: 'always',
  needsNetwork: false,
  memoryMegabytes: 350,
  looksAcrossFiles: false,
  selects: (files) => files,
  missing: ({ programs }) =>
    existsSync(join(programs, program.file)) ? undefined : `${program.file} is not beside the pipe's main.js`,
  scan: (target, context) => runOwnProgram(program, target, context),
};
