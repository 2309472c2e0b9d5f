import { chmodSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bookshop, openBookshop } from '../e2e/bookshop.ts';
import { type ReportJson, readReport } from '../e2e/bundle.ts';
import { runImage } from './engine.ts';

const steps = ['0', '1', '2', '3'];

let shop: Bookshop;
beforeEach(async () => {
  shop = await openBookshop();
  chmodSync(shop.repository.root, 0o777);
  mkdirSync(join(shop.repository.root, 'parts'));
  chmodSync(join(shop.repository.root, 'parts'), 0o777);
});
afterEach(() => shop.sandbox.close());

/** What the parallel steps of docs/sharding.md do, at the same time as there. */
const collect = () =>
  Promise.all(
    steps.map((step) =>
      runImage(shop.repository.root, {
        ...shop.environment,
        MODE: 'collect',
        SHARD: 'auto',
        OUTPUT_DIR: `parts/${step}`,
        BITBUCKET_PARALLEL_STEP: step,
        BITBUCKET_PARALLEL_STEP_COUNT: String(steps.length),
      }),
    ),
  );

const publish = () =>
  runImage(shop.repository.root, {
    ...shop.environment,
    MODE: 'publish',
    SARIF_FILES: 'parts/*/report.sarif',
  });

describe('four shards as parallel steps, and a fifth that publishes', () => {
  it('are one whole run', async () => {
    const whole = await runImage(shop.repository.root, {
      ...shop.environment,
      PUBLISH: 'none',
      OUTPUT_DIR: 'whole',
    });
    rmSync(join(shop.repository.root, 'whole/test-results'), { recursive: true });
    expect((await collect()).map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    expect(shop.sandbox.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    const merged = await publish();
    expect(merged.exitCode, merged.log).toBe(whole.exitCode);
    const identities = ({ findings }: ReportJson) =>
      findings.map(({ fingerprint, disposition }) => `${fingerprint} ${disposition}`).sort();
    const [one, other] = [readReport(shop.repository.root, 'whole'), readReport(shop.repository.root)];
    expect(identities(other)).toEqual(identities(one));
    expect(other.counts).toEqual(one.counts);
    expect(shop.sandbox.state.statuses).toMatchObject([{ state: 'FAILED' }]);
    // The Tests tab of Pipelines adds up what it finds in folders of this name.
    expect(globSync('**/test-results/*', { cwd: shop.repository.root })).toEqual([
      'code-scan-report/test-results/junit.xml',
    ]);
  });

  it('are incomplete where one is missing, and the log says which', async () => {
    await collect();
    rmSync(join(shop.repository.root, 'parts/2'), { recursive: true });
    const { exitCode, log } = await publish();
    expect(exitCode, log).toBe(3);
    expect(log).toContain('of 4 shards 2 is missing');
    expect(readReport(shop.repository.root).verdict).toBe('incomplete');
    expect(shop.sandbox.state.statuses).toMatchObject([{ state: 'FAILED' }]);
  });
});
