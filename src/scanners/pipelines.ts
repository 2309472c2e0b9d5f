import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type OwnProgram, runOwnProgram } from './own-program.ts';
import type { Scanner } from './scanner.ts';

const program: OwnProgram = { scanner: 'pipelines', file: 'pipelines.js', heapMegabytes: 200 };

/** The auditor of `bitbucket-pipelines.yml`: what it trusts, what it shows, and what it lets others do. */
export const pipelines: Scanner = {
  name: program.scanner,
  kind: 'configuration',
  description:
    'bitbucket-pipelines.yml: what is not pinned, secrets, untrusted names in scripts, deployments, mistakes',
  auto: 'always',
  needsNetwork: false,
  memoryMegabytes: 120,
  looksAcrossFiles: false,
  // Bitbucket reads only the one at the root; others are templates and shared pipelines of monorepos.
  selects: (files) => files.filter((file) => /(^|\/)bitbucket-pipelines\.ya?ml$/.test(file)),
  missing: ({ programs }) =>
    existsSync(join(programs, program.file)) ? undefined : `${program.file} is not beside the pipe's main.js`,
  scan: (target, context) => runOwnProgram(program, target, context),
};
