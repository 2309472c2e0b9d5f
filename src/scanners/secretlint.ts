import { ownScanner } from './own-program.ts';

/**
 * Secrets in the files: the rules of secretlint (https://github.com/secretlint/secretlint) and those in
 * `rules/secrets/`. No configuration or ignore file of the repository is read.
 */
export const secretlint = ownScanner(
  { scanner: 'secretlint', file: 'secretlint.js', heapMegabytes: 300 },
  {
    kind: 'secrets',
    description: 'Keys, tokens and passwords in clear, by the formats of their providers and by their names',
    // Measured: 143 for files of 5 MB, 97 for 20,000 files.
    memoryMegabytes: 200,
    looksAcrossFiles: false,
    selects: (files) => files,
  },
);
