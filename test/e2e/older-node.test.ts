import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** A checkout with a built pipe and nothing else. */
function checkout(): { readonly root: string; readonly main: string } {
  const root = mkdtempSync(join(tmpdir(), 'checkout-'));
  cpSync('dist', join(root, 'dist'), { recursive: true });
  return { root, main: join(root, 'dist/main.js') };
}

/** The bundle's entry on a Node.js that says of itself that it is of this version. */
function startOn(version: string, main: string) {
  const pretend = join(mkdtempSync(join(tmpdir(), 'older-')), 'pretend.mjs');
  writeFileSync(
    pretend,
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });\n`,
  );
  const { status, stdout } = spawnSync(process.execPath, ['--import', pretend, main], {
    env: { MODE: 'nonsense' },
    encoding: 'utf8',
  });
  return { status, log: stdout };
}

it.each(['18.0.0', '20.19.0', '22.18.9'])('says on Node.js %s what is needed', (version) => {
  const { status, log } = startOn(version, checkout().main);
  expect(log).toBe(`error   Node.js 22.19 or newer is needed; this is ${version}\n`);
  expect(status).toBe(2);
});

it.each(['22.19.0', '24.0.0', '26.1.0'])('starts on Node.js %s', (version) => {
  const { log } = startOn(version, checkout().main);
  expect(log).toContain('MODE: found "nonsense"');
});

it('hands over to the Node.js that the packages beside it bring, and ends as that does', () => {
  const { root, main } = checkout();
  const folder = join(root, 'node_modules/node/bin');
  const newer = join(folder, 'node');
  mkdirSync(folder, { recursive: true });
  writeFileSync(newer, '#!/bin/sh\necho "started $1"\nexit 7\n');
  chmodSync(newer, 0o755);
  expect(startOn('20.19.0', main)).toEqual({ status: 7, log: `started ${main}\n` });
});
