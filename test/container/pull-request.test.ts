import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bookshop, openBookshop, token } from '../e2e/bookshop.ts';
import { readReport } from '../e2e/bundle.ts';
import { image, runImage } from './engine.ts';

let shop: Bookshop;
beforeEach(async () => {
  shop = await openBookshop();
  // Pipelines clones with mode 777.
  chmodSync(shop.repository.root, 0o777);
});
afterEach(() => shop.sandbox.close());

describe('the image', () => {
  it('scans and publishes a pull request as a pipe step would', async () => {
    const { exitCode, log } = await runImage(shop.repository.root, shop.environment);
    expect(exitCode, log).toBe(1);
    const report = readReport(shop.repository.root);
    expect(report).toMatchObject({ verdict: 'failed', baseline: { kind: 'merge-base' } });
    expect(report.counts['new']).toBe(4);
    expect(shop.sandbox.state.statuses).toMatchObject([{ state: 'FAILED' }]);
    expect(shop.sandbox.state.comments.length).toBeGreaterThan(1);
    expect(log).not.toContain(token);
  });

  it.each([
    ['as root without capabilities', []],
    ['as some user', ['--user=12345:12345']],
  ])('runs %s on a read-only file system', async (_, user) => {
    const output = join(shop.repository.root, 'code-scan-report');
    mkdirSync(output);
    chmodSync(output, 0o777);
    const { exitCode, log } = await runImage(shop.repository.root, shop.environment, [
      '--read-only',
      '--tmpfs=/tmp',
      '--cap-drop=ALL',
      '--security-opt=no-new-privileges',
      ...user,
    ]);
    expect(exitCode, log).toBe(1);
    expect(readReport(shop.repository.root).counts['new']).toBe(4);
    if (user.length > 0) expect(statSync(join(output, 'report.json')).uid).toBe(12345);
  });

  it('says STOPPED and ends when Pipelines stops the step', async () => {
    const name = `code-scan-${process.pid}`;
    const running = runImage(shop.repository.root, shop.environment, ['--name', name]);
    while (shop.sandbox.state.statuses.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    spawnSync('docker', ['kill', '--signal=TERM', name]);
    const { exitCode } = await running;
    expect(exitCode).not.toBe(0);
    expect(shop.sandbox.state.statuses).toMatchObject([{ state: 'STOPPED' }]);
  });
});

it('shows the first lines without a repository around', () => {
  const { stdout } = spawnSync('docker', ['run', '--rm', '--network=host', image], { encoding: 'utf8' });
  expect(stdout).toMatch(/scanning \d+ of \d+ files|no git checkout/);
});
