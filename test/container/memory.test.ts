import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBookshop } from '../e2e/bookshop.ts';
import { readReport } from '../e2e/bundle.ts';
import { SampleRepository } from '../repository/sample-repository.ts';
import { type ContainerRun, runImage } from './engine.ts';
import { type LargeRepository, largeRepository } from './large-repository.ts';

const tell = (what: string, { peakMegabytes, seconds }: ContainerRun) => {
  const peak = peakMegabytes === undefined ? 'an unknown peak' : `${Math.round(peakMegabytes)} MiB at most`;
  process.stdout.write(`\n${what}: ${peak}, ${seconds.toFixed(0)} s\n`);
};

describe('a repository of a million lines, in 1 GiB', () => {
  let large: LargeRepository;
  beforeAll(() => {
    large = largeRepository();
    chmodSync(large.repository.root, 0o777);
    process.stdout.write(`\n${large.files} files, ${large.lines} lines\n`);
  }, 600_000);
  afterAll(() => rmSync(large.repository.root, { recursive: true, force: true }), 120_000);

  const commit = () => ({ BITBUCKET_COMMIT: large.source, BITBUCKET_BRANCH: 'feature', PUBLISH: 'none' });

  it('is large', () => {
    expect(large.files).toBeGreaterThanOrEqual(20_000);
    expect(large.lines).toBeGreaterThanOrEqual(1_000_000);
  });

  it('a pull request of 30 files', async () => {
    const run = await runImage(large.repository.root, {
      ...commit(),
      BITBUCKET_PR_ID: '1',
      BITBUCKET_PR_DESTINATION_BRANCH: 'main',
      BITBUCKET_PR_DESTINATION_COMMIT: large.destination.slice(0, 12),
    });
    tell('a pull request of 30 files', run);
    expect(run.exitCode, run.log).toBe(1);
    const report = readReport(large.repository.root);
    expect(report.baseline).toEqual({ kind: 'merge-base', commit: large.destination });
    expect(report.counts['new']).toBe(30);
  }, 600_000);

  it('all of it', async () => {
    const run = await runImage(large.repository.root, {
      ...commit(),
      GATE_SCOPE: 'all',
      SCAN_TIMEOUT: '1800',
    });
    tell('all of it', run);
    expect(run.exitCode, run.log).toBe(1);
    const { scanners, counts, findings } = readReport(large.repository.root);
    expect(scanners.map(({ outcome }) => outcome)).not.toContain('failed');
    expect(counts['new']).toBe(30);
    expect(findings.length).toBeGreaterThan(30);
  }, 1_800_000);
});

describe('where memory is short', () => {
  it('the same result comes of less at once', async () => {
    const shop = await openBookshop();
    try {
      chmodSync(shop.repository.root, 0o777);
      const run = await runImage(shop.repository.root, shop.environment, [
        '--memory=320m',
        '--memory-swap=320m',
      ]);
      tell('a small pull request in 320 MiB', run);
      expect(run.exitCode, run.log).toBe(1);
      expect(readReport(shop.repository.root).counts['new']).toBe(4);
    } finally {
      await shop.sandbox.close();
    }
  });

  it('a scanner that takes more than there is ends alone, is named, and the log says what to set', async () => {
    const repository = new SampleRepository();
    chmodSync(repository.root, 0o777);
    const hungry = "#!/bin/sh\nexec node -e 'Buffer.alloc(600e6, 1)'\n";
    repository.commit({
      'hungry.sh': hungry,
      '.code-scan.yml':
        'version: 1\ncustomScanners:\n  - name: hungry\n    kind: code\n    command: ./hungry.sh\n    sarif: stdout\n',
    });
    chmodSync(join(repository.root, 'hungry.sh'), 0o755);
    const run = await runImage(repository.root, { SCAN_TIMEOUT: '120', BASELINE: 'none' }, [
      '--memory=400m',
      '--memory-swap=400m',
    ]);
    tell('a scanner of 600 MiB in 400 MiB', run);
    expect(run.exitCode, run.log).toBe(3);
    expect(run.log).toMatch(/hungry.*memory.*definitions\.services\.docker\.memory/);
    const { scanners, verdict } = readReport(repository.root);
    expect(verdict).toBe('incomplete');
    expect(scanners).toContainEqual(expect.objectContaining({ name: 'hungry', outcome: 'failed' }));
    expect(scanners).toContainEqual(expect.objectContaining({ name: 'secretlint', outcome: 'ok' }));
  });
});
