import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bookshop, openBookshop } from '../e2e/bookshop.ts';
import { readReport } from '../e2e/bundle.ts';
import { docker, runImage } from './engine.ts';

let shop: Bookshop;
beforeEach(async () => {
  shop = await openBookshop();
  chmodSync(shop.repository.root, 0o777);
});
afterEach(() => shop.sandbox.close());

const local = { PUBLISH: 'none', BASELINE: 'none', SCANNERS: 'orphans' };

/** A scanner that leaves children behind, says so by a file, and ends when another file is there. */
function addOrphans(): void {
  const script = `#!/bin/sh
for i in 1 2 3 4 5 6 7 8 9; do (sh -c 'sleep 0.01' &); done
: > left
while ! [ -e go ]; do sleep 0.05; done
echo '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"orphans"}},"results":[]}]}'
`;
  shop.repository.write('orphans.sh', script);
  chmodSync(join(shop.repository.root, 'orphans.sh'), 0o755);
  shop.repository.write(
    '.code-scan.yml',
    'version: 1\ncustomScanners:\n  - name: orphans\n    kind: code\n    command: ./orphans.sh\n    sarif: stdout\n',
  );
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('the processes of the container', () => {
  it('are reaped by process 1 where nobody waits for them', async () => {
    addOrphans();
    const name = `code-scan-orphans-${process.pid}`;
    const running = runImage(shop.repository.root, local, ['--name', name]);
    await until(() => existsSync(join(shop.repository.root, 'left')));
    const states = () => docker('exec', name, 'sh', '-c', 'grep -h ^State: /proc/[0-9]*/status');
    expect(docker('exec', name, 'cat', '/proc/1/comm').trim()).toBe('tini');
    await expect.poll(states, { timeout: 30_000 }).not.toMatch(/zombie/);
    writeFileSync(join(shop.repository.root, 'go'), '');
    const { exitCode, log } = await running;
    expect(exitCode, log).toBe(0);
  });

  it('all end when Pipelines stops the step, with the exit code of the signal', async () => {
    addOrphans();
    const name = `code-scan-stopped-${process.pid}`;
    const running = runImage(shop.repository.root, local, ['--name', name]);
    await until(() => existsSync(join(shop.repository.root, 'left')));
    const asked = performance.now();
    spawnSync('docker', ['kill', '--signal=TERM', name]);
    const { exitCode, log } = await running;
    expect(exitCode, log).toBe(143);
    expect((performance.now() - asked) / 1000).toBeLessThan(30);
  });
});

it('a container without a folder to work in says what it needs', async () => {
  const { exitCode, log } = await runImage(shop.repository.root, shop.environment, ['--read-only']);
  expect(exitCode, log).toBe(2);
  expect(log).toMatch(/TMPDIR: .* cannot make one in \/tmp .*--tmpfs \/tmp/);
  expect(shop.sandbox.calls).toEqual([]);
});

describe('what a run leaves', () => {
  it.each([
    ['as root', [], 0],
    ['as some user', ['--user=12345:12345'], 12345],
  ])('is its reports and nothing else, %s', async (_, user, uid) => {
    const { root } = shop.repository;
    const temporary = mkdtempSync(join(tmpdir(), 'tmp-'));
    chmodSync(temporary, 0o1777);
    const before = readdirSync(root, { recursive: true, encoding: 'utf8' });
    const { exitCode, log } = await runImage(root, shop.environment, [
      '--volume',
      `${temporary}:/tmp`,
      ...user,
    ]);
    expect(exitCode, log).toBe(1);
    expect(readReport(root).counts['new']).toBe(4);
    expect(readdirSync(temporary)).toEqual([]);
    const added = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (path) => !before.includes(path),
    );
    expect(added.filter((path) => !path.startsWith('code-scan-report'))).toEqual([]);
    expect(added.map((path) => statSync(join(root, path)).uid)).toEqual(added.map(() => uid));
    expect(added.filter((path) => (statSync(join(root, path)).mode & 0o022) !== 0)).toEqual([]);
  });
});

it('a step tells its result where Pipelines looks for it', async () => {
  const { root } = shop.repository;
  const generated = join(root, '.bitbucket/pipelines/generated');
  mkdirSync(generated, { recursive: true });
  const { exitCode, log } = await runImage(root, {
    ...shop.environment,
    BITBUCKET_PIPELINES_VARIABLES_PATH:
      '/opt/atlassian/pipelines/agent/build/.bitbucket/pipelines/generated/variables',
  });
  expect(exitCode, log).toBe(1);
  expect(spawnSync('cat', [join(generated, 'variables')], { encoding: 'utf8' }).stdout).toContain(
    'CODE_SCAN_NEW=4\n',
  );
  expect(existsSync(join(root, 'code-scan-report/test-results/junit.xml'))).toBe(true);
});
