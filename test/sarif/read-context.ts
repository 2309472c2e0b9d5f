import type { ReadContext } from '../../src/sarif/read-context.ts';

const silent = () => {};

/** A context of a repository with these files, for tests that need no real one. */
export function readContext(files: readonly string[] = [], more: Partial<ReadContext> = {}): ReadContext {
  return {
    root: '/nowhere/repository',
    repositoryFiles: new Set(files),
    log: { debug: silent, info: silent, warn: silent, error: silent },
    ...more,
  };
}
