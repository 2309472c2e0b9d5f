import { codeName } from '../core/code-name.ts';
import { flowLanguageOf, isReadByFlow, kotlinFiles } from './flow/flow-files.ts';
import { ownScanner } from './own-program.ts';

/** Data from outside, followed through functions and files to where it does harm, by the rules in `rules/flow/`. */
export const flow = ownScanner(
  {
    scanner: 'flow',
    file: 'flow.js',
    heapMegabytes: 240,
    startsAhead: true,
    // To optimise the one large function of Kotlin's lexer takes V8 500 MB; without that all takes a fifth longer.
    nodeOptions: (files) => (files.some((file) => kotlinFiles.test(file)) ? ['--liftoff-only'] : []),
  },
  {
    kind: 'code',
    description: 'Data of requests followed through functions and files to where it does harm',
    memoryMegabytes: 420,
    looksAcrossFiles: true,
    selects: (files, scripts) =>
      files.some((file) => flowLanguageOf(codeName(file, scripts)) !== undefined)
        ? files.filter((file) => isReadByFlow(codeName(file, scripts)))
        : [],
  },
);
