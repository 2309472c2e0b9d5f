import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isFlowFile, isReadByFlow } from './flow/flow-files.ts';
import { type OwnProgram, runOwnProgram } from './own-program.ts';
import type { Scanner } from './scanner.ts';

const program: OwnProgram = { scanner: 'flow', file: 'flow.js', heapMegabytes: 240 };

/** Data from outside, followed through functions and files to where it does harm, by the rules in `rules/flow/`. */
export const flow: Scanner = {
  name: program.scanner,
  kind: 'code',
  description: 'Data of requests followed through functions and files to where it does harm',
  auto: 'always',
  needsNetwork: false,
  memoryMegabytes: 420,
  looksAcrossFiles: true,
  selects: (files) => (files.some(isFlowFile) ? files.filter(isReadByFlow) : []),
  missing: ({ programs }) =>
    existsSync(join(programs, program.file)) ? undefined : `${program.file} is not beside the pipe's main.js`,
  scan: (target, context) => runOwnProgram(program, target, context),
};
