import type { Scanner } from '../../src/scanners/scanner.ts';

/** A scanner of JavaScript that always runs, but for what a test says of it. */
export function madeScanner(name: string, more: Partial<Scanner> = {}): Scanner {
  return {
    name,
    kind: 'code',
    description: name,
    auto: 'always',
    needsNetwork: false,
    memoryMegabytes: 100,
    looksAcrossFiles: false,
    selects: (files) => files.filter((file) => file.endsWith('.js')),
    missing: () => undefined,
    scan: () => Promise.reject(new Error('is not run here')),
    ...more,
  };
}
