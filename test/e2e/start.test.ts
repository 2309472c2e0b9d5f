import { spawnSync } from 'node:child_process';
import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { installBundle } from './bundle.ts';

const main = installBundle();

/** Names of Node's own modules that a run loads which ends at its first line: a variable is wrong. */
function loadedAtStart(): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'start-'));
  const list = join(folder, 'list.cjs');
  writeFileSync(
    list,
    "process.on('exit', () => console.error(JSON.stringify(process.moduleLoadList.map((name) => name.split(' ').at(-1)))));\n",
  );
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', list, main], {
    cwd: folder,
    env: { MODE: 'nonsense' },
    encoding: 'utf8',
  });
  expect(status, stdout).toBe(2);
  return JSON.parse(stderr) as string[];
}

it('starts without the slow ones of Node’s modules', () => {
  const loaded = loadedAtStart();
  expect(loaded).toContain('fs');
  for (const slow of ['assert', 'crypto', 'http', 'http2', 'https', 'internal/crypto/util', 'tls', 'zlib']) {
    expect(loaded).not.toContain(slow);
  }
});

it('has little to read at its start', () => {
  expect(statSync(main).size).toBeLessThan(2_400_000);
});
