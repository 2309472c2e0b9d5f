import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './scan-setup.ts';

const program = join(import.meta.dirname, 'fakes/sarif-tool.mjs');

/** A folder for the PATH with a program `fake-<kind>` for each kind of `fakes/sarif-tool.mjs`. */
export function fakeTools(...kinds: readonly string[]): string {
  const folder = temporaryFolder();
  for (const kind of kinds) {
    writeTool(
      join(folder, `fake-${kind}`),
      `exec "${process.execPath}" --max-old-space-size=40 "${program}" ${kind} "$@"`,
    );
  }
  return folder;
}

/** An executable shell script. */
export function writeTool(path: string, script: string): void {
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}
