import { chmodSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openBookshop } from '../e2e/bookshop.ts';
import { readReport } from '../e2e/bundle.ts';
import { SampleRepository } from '../repository/sample-repository.ts';
import { runImage } from './engine.ts';
import { startPipelinesProxy } from './pipelines-proxy.ts';

it('a pipe without a credential publishes Code Insights, and deepens a shallow clone, through the proxy', async () => {
  const shop = await openBookshop({ proxy: true });
  const proxy = await startPipelinesProxy(shop.repository.root, shop.sandbox.proxyUrl ?? '');
  try {
    const clone = new SampleRepository();
    clone.git('fetch', '--quiet', '--depth=1', `file://${shop.repository.root}`, 'feature');
    clone.git('checkout', '--quiet', '-B', 'feature', 'FETCH_HEAD');
    clone.git('remote', 'add', 'origin', 'http://bitbucket.org/example/bookshop');
    chmodSync(clone.root, 0o777);
    const { BITBUCKET_ACCESS_TOKEN: _, BITBUCKET_API_URL: __, ...environment } = shop.environment;
    const { exitCode, log } = await runImage(
      clone.root,
      { ...environment, BITBUCKET_PIPE_STORAGE_DIR: '/tmp/pipe' },
      ['--add-host=host.docker.internal:127.0.0.1'],
    );
    expect(exitCode, log).toBe(1);
    const report = readReport(clone.root);
    expect(report.baseline).toEqual({ kind: 'merge-base', commit: shop.destination });
    expect(report.counts['new']).toBe(4);
    expect(proxy.gitRequests).toContain('POST /example/bookshop/git-upload-pack');
    expect(shop.sandbox.state.reports).toMatchObject([{ external_id: 'code-scan', result: 'FAILED' }]);
    expect(shop.sandbox.state.annotations).toHaveLength(4);
    expect(shop.sandbox.state.comments).toEqual([]);
    expect(log).toMatch(/BITBUCKET_ACCESS_TOKEN/);
  } finally {
    await proxy.close();
    await shop.sandbox.close();
  }
});
