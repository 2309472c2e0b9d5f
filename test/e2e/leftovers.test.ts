import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bookshop, openBookshop } from './bookshop.ts';
import { installBundle, runBundle, toolPath } from './bundle.ts';
import { sarifLog } from './sarif-log.ts';

const main = installBundle();
let shop: Bookshop;
beforeAll(async () => {
  shop = await openBookshop();
  shop.repository.write('in.sarif', sarifLog([]));
});
afterAll(() => shop.sandbox.close());

/** Runs the bundle with an empty folder for temporary files, and tells what is in it afterwards. */
async function leftBy(
  more: Readonly<Record<string, string>>,
  during?: (folder: string, kill: (signal: NodeJS.Signals) => void) => void,
) {
  const folder = mkdtempSync(join(tmpdir(), 'leftovers-'));
  const environment = { ...shop.environment, TMPDIR: folder, ...more };
  const { exitCode, log } = await runBundle(main, shop.repository.root, environment, (kill) =>
    during?.(folder, kill),
  );
  return { exitCode, log, left: readdirSync(folder) };
}

/** A PATH on which the first scanner is this script, after it wrote to its folder for temporary files. */
function scannerThat(...commands: readonly string[]): { readonly path: string; readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'programs-'));
  const script = ['#!/bin/sh', 'echo x > "$TMPDIR/of-the-scanner"', `cd '${folder}'`, ...commands, ''];
  writeFileSync(join(folder, 'ast-grep'), script.join('\n'), { mode: 0o755 });
  return { path: `${folder}:${toolPath}`, folder };
}

describe('nothing is left in the folder for temporary files', { timeout: 60_000 }, () => {
  it.each([
    ['scan', {}, 1],
    ['collect', {}, 0],
    ['publish', { SARIF_FILES: 'in.sarif' }, 0],
    ['preview', {}, 1],
    ['doctor', {}, 0],
  ] as const)('by MODE=%s', async (mode, more, expected) => {
    const { exitCode, log, left } = await leftBy({ MODE: mode, ...more });
    expect(exitCode, log).toBe(expected);
    expect(left).toEqual([]);
  });

  it.each([
    ['a wrong variable', { FAIL_ON: 'hihg' }, 2],
    ['a wrong policy', { CONFIG_FILE: 'package.json' }, 2],
    ['a folder that is none', { BITBUCKET_CLONE_DIR: '/none' }, 2],
    ['SARIF that is none', { MODE: 'publish', SARIF_FILES: 'README.md' }, 3],
    ['an output that cannot be written', { OUTPUT_DIR: '/sys/none' }, 1],
  ] as const)('by a run that ends with %s', async (_, more, expected) => {
    const { exitCode, log, left } = await leftBy(more);
    expect(exitCode, log).toBe(expected);
    expect(left).toEqual([]);
  });

  it.each([
    ['crashes', 'kill -SEGV $$'],
    [
      'leaves a process that goes on writing',
      '(for i in $(seq 3000); do echo x > "$TMPDIR/$i"; done) & exit 9',
    ],
  ])('by a scanner that %s', async (_, command) => {
    const { path } = scannerThat(command);
    const { exitCode, log, left } = await leftBy({ PATH: path });
    expect(exitCode, log).toBe(3);
    expect(left).toEqual([]);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('by a run that %s ends while a scanner works', async (signal) => {
    const { path, folder: programs } = scannerThat('echo x > started', 'sleep 50');
    const { exitCode, log, left } = await leftBy({ PATH: path }, (folder, kill) => {
      const watch = setInterval(() => {
        if (!existsSync(join(programs, 'started'))) return;
        clearInterval(watch);
        expect(readdirSync(folder)).not.toEqual([]);
        kill(signal);
      }, 20);
    });
    expect(exitCode, log).toBe(signal === 'SIGTERM' ? 143 : 130);
    expect(log).not.toContain('internal error');
    expect(left).toEqual([]);
  });
});
