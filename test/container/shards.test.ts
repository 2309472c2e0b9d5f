import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openBookshop } from '../e2e/bookshop.ts';
import { type ReportJson, readReport } from '../e2e/bundle.ts';
import { runImage } from './engine.ts';

it('four shards as parallel steps, merged by a fifth, are one whole run', async () => {
  const shop = await openBookshop();
  try {
    chmodSync(shop.repository.root, 0o777);
    mkdirSync(join(shop.repository.root, 'parts'));
    chmodSync(join(shop.repository.root, 'parts'), 0o777);
    const whole = await runImage(shop.repository.root, {
      ...shop.environment,
      PUBLISH: 'none',
      OUTPUT_DIR: 'whole',
    });
    const parts = [];
    for (const step of ['0', '1', '2', '3']) {
      parts.push(
        await runImage(shop.repository.root, {
          ...shop.environment,
          MODE: 'collect',
          SHARD: 'auto',
          OUTPUT_DIR: `parts/${step}`,
          BITBUCKET_PARALLEL_STEP: step,
          BITBUCKET_PARALLEL_STEP_COUNT: '4',
        }),
      );
    }
    expect(parts.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    expect(shop.sandbox.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    const merged = await runImage(shop.repository.root, {
      ...shop.environment,
      MODE: 'publish',
      SARIF_FILES: 'parts/*/report.sarif',
    });
    expect(merged.exitCode, merged.log).toBe(whole.exitCode);
    const identities = ({ findings }: ReportJson) =>
      findings.map(({ fingerprint, disposition }) => `${fingerprint} ${disposition}`).sort();
    const [one, other] = [readReport(shop.repository.root, 'whole'), readReport(shop.repository.root)];
    expect(identities(other)).toEqual(identities(one));
    expect(other.counts).toEqual(one.counts);
    expect(shop.sandbox.state.statuses).toMatchObject([{ state: 'FAILED' }]);
  } finally {
    await shop.sandbox.close();
  }
});
