import { tmpdir } from 'node:os';
import type { World } from '../../src/run/world.ts';
import type { Environment } from '../../src/variables/read-value.ts';

/** A world that keeps what is logged, each line with its level before it. */
export function worldOf(environment: Environment): { readonly world: World; readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (level: string) => (message: string) => lines.push(`${level} ${message}`);
  return {
    lines,
    world: {
      environment,
      cwd: '/',
      log: { debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') },
      signal: new AbortController().signal,
      version: '1.2.3',
      folder: '/',
      node: process.execPath,
      temporaryFolder: tmpdir(),
      now: Date.now,
      random: Math.random,
    },
  };
}
