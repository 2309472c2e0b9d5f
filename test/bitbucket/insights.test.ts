import { describe, expect, it, onTestFinished } from 'vitest';
import type { Annotation, InsightsReport } from '../../src/bitbucket/bitbucket.ts';
import { limits } from '../../src/bitbucket/limits.ts';
import { scriptedFaults } from '../../src/sandbox/fault.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { inTurn, reply, scriptedServer } from '../http/scripted-server.ts';
import { all, head, open, openSandbox, pipe, start } from './open-bitbucket.ts';

const report: InsightsReport = {
  external_id: 'code-scan',
  title: 'Code Scan',
  details: '2 new',
  report_type: 'SECURITY',
  reporter: 'Code Scan',
  result: 'FAILED',
  link: 'https://bitbucket.org/acme/shop',
  data: [
    { title: 'New', type: 'NUMBER', value: 2 },
    { title: 'Duration', type: 'DURATION', value: 1500 },
    { title: 'Clean', type: 'BOOLEAN', value: false },
    { title: 'Baseline', type: 'TEXT', value: 'merge base' },
    { title: 'Report', type: 'LINK', value: { text: 'all', href: 'https://bitbucket.org/acme' } },
  ],
};

const annotation = (id: number): Annotation => ({
  external_id: `v1/${id}`,
  annotation_type: 'VULNERABILITY',
  summary: `finding ${id}`,
  severity: 'HIGH',
  result: 'FAILED',
  path: 'src/app.js',
  line: id,
});

const many = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => annotation(from + index));

it('writes a report and reads the very same back', async () => {
  const { bitbucket, calls } = await openSandbox();
  expect(await bitbucket.report(head, 'code-scan')).toBeUndefined();
  await bitbucket.putReport(head, report);
  expect(await bitbucket.report(head, 'code-scan')).toEqual(report);
  await bitbucket.deleteReport(head, 'code-scan');
  await bitbucket.deleteReport(head, 'code-scan');
  expect(await bitbucket.report(head, 'code-scan')).toBeUndefined();
  expect(calls.writes).toBe(2);
});

it('reads back how an earlier run ended, by its key', async () => {
  const { bitbucket } = await openSandbox();
  const status = { name: 'Code Scan', description: 'ended', url: 'https://bitbucket.org/acme/shop' };
  expect(await bitbucket.status(head, 'code-scan')).toBeUndefined();
  await bitbucket.putStatus(head, { ...status, key: 'code-scan', state: 'INPROGRESS' });
  await bitbucket.putStatus(head, { ...status, key: 'code-scan', state: 'SUCCESSFUL' });
  await bitbucket.putStatus(head, { ...status, key: 'other/one', state: 'STOPPED' });
  expect(await bitbucket.status(head, 'code-scan')).toBe('SUCCESSFUL');
  expect(await bitbucket.status(head, 'other/one')).toBe('STOPPED');
  expect(await bitbucket.status('c'.repeat(40), 'code-scan')).toBeUndefined();
});

it('writes annotations in batches and reads the very same back', async () => {
  const { bitbucket, sandbox } = await openSandbox();
  await bitbucket.putReport(head, report);
  await bitbucket.postAnnotations(head, 'code-scan', many(100));
  await bitbucket.postAnnotations(head, 'code-scan', many(100, 101));
  await bitbucket.postAnnotations(head, 'code-scan', [
    { ...annotation(7), details: 'more', link: 'https://x.test/7' },
  ]);
  await bitbucket.deleteAnnotation(head, 'code-scan', 'v1/8');
  await bitbucket.deleteAnnotation(head, 'code-scan', 'v1/8');
  const found = await all(bitbucket.annotations(head, 'code-scan'));
  expect(found).toHaveLength(199);
  expect(found[0]).toEqual(annotation(1));
  expect(found.find(({ external_id }) => external_id === 'v1/7')).toMatchObject({ details: 'more' });
  expect(sandbox.calls.at(-3)?.path).toContain('/annotations/v1%2F8');
});

it('refuses a batch that Bitbucket would refuse, before it is sent', async () => {
  const { bitbucket, sandbox } = await openSandbox();
  await expect(bitbucket.postAnnotations(head, 'x', many(limits.annotationsPerBatch + 1))).rejects.toThrow(
    RangeError,
  );
  expect(sandbox.calls).toEqual([]);
});

it('does not let an id become another address', async () => {
  const { bitbucket, sandbox } = await openSandbox();
  await expect(bitbucket.report(head, '..')).rejects.toThrow(RangeError);
  expect(await bitbucket.report(head, '%2e%2e/../x?y#z')).toBeUndefined();
  expect(sandbox.calls.map(({ path }) => path)).toEqual([
    `/2.0/repositories/acme/shop/commit/${head}/reports/%252e%252e%2F..%2Fx%3Fy%23z`,
  ]);
});

it('percent-encodes workspace and repository ids', async () => {
  const { bitbucket, sandbox } = await openSandbox(
    {},
    { repository: { workspace: '{0a-b}', slug: '{c d}' } },
  );
  await bitbucket.report(head, 'x').catch(() => undefined);
  expect(sandbox.calls[0]?.path).toContain('/repositories/%7B0a-b%7D/%7Bc%20d%7D/commit/');
});

it('takes any answer that Code Insights gives to a report', async () => {
  const { bitbucket, sandbox } = await openSandbox();
  await bitbucket.putReport(head, { ...report, data: [] });
  expect(await bitbucket.report(head, 'code-scan')).toMatchObject({ data: [] });
  sandbox.faults = scriptedFaults([{ at: 2, fault: { kind: 'truncated-json' } }]);
  expect(await bitbucket.report(head, 'code-scan')).toMatchObject({ title: 'Code Scan' });
});

describe('through the Pipelines proxy', () => {
  const apiUrl = 'https://api.bitbucket.org/2.0';

  async function withProxy(credentials = [pipe] as readonly (typeof pipe)[]) {
    const sandbox = await startSandbox({ start, credentials, proxy: true });
    onTestFinished(() => sandbox.close());
    return { sandbox, proxyUrl: sandbox.proxyUrl ?? '' };
  }

  it('needs no credential for Code Insights, and follows pages whose links say https', async () => {
    const { sandbox, proxyUrl } = await withProxy();
    const { bitbucket } = open(apiUrl, { credentials: { kind: 'pipelines-proxy', proxyUrl } });
    expect(bitbucket.reach).toBe('insights');
    await bitbucket.putReport(head, report);
    await bitbucket.postAnnotations(head, 'code-scan', many(100));
    await bitbucket.postAnnotations(head, 'code-scan', many(50, 101));
    expect(await all(bitbucket.annotations(head, 'code-scan'))).toHaveLength(150);
    expect(sandbox.calls.every(({ through }) => through === 'proxy')).toBe(true);
  });

  it('sends nothing of what it cannot reach, and says what would enable it', async () => {
    const { sandbox, proxyUrl } = await withProxy();
    const { bitbucket } = open(apiUrl, { credentials: { kind: 'pipelines-proxy', proxyUrl } });
    const status = { key: 'k', state: 'FAILED', name: 'n', description: 'd', url: 'https://x.test' } as const;
    for (const call of [
      bitbucket.putStatus(head, status),
      bitbucket.createComment(7, { raw: 'x' }, () => false),
      bitbucket.pullRequest(7),
      bitbucket.mergeBase('a', 'b'),
      all(bitbucket.comments(7)),
    ]) {
      await expect(call).rejects.toMatchObject({
        code: 'no-credential',
        message: expect.stringMatching(/not sent.*BITBUCKET_ACCESS_TOKEN.*“repository” and “pullrequest”/),
      });
    }
    expect(sandbox.calls).toEqual([]);
  });

  it.each([
    ['401, an expired token', 401],
    ['403, a scope that is missing', 403],
  ])('helps out where the token is refused with %s, and says so once', async (_name, status) => {
    const direct = await scriptedServer(reply(status));
    const proxy = await scriptedServer(inTurn(reply(404), reply(200, report)));
    const { bitbucket, log, calls } = open(`${direct.origin}/2.0`, { insightsProxy: proxy.origin });
    expect(bitbucket.reach).toBe('everything');
    expect(await bitbucket.report(head, 'code-scan')).toBeUndefined();
    await bitbucket.putReport(head, report);
    expect(await bitbucket.report(head, 'code-scan')).toEqual(report);
    expect(direct.received).toHaveLength(1);
    expect(proxy.received).toHaveLength(3);
    expect(proxy.received[0]?.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    expect(JSON.stringify(proxy.received)).not.toContain(pipe.token);
    expect(log.lines.filter((line) => line.startsWith('warn'))).toEqual([
      expect.stringMatching(new RegExp(`through the authentication proxy.*status ${status}`)),
    ]);
    expect(calls).toEqual({ reads: 1, writes: 1 });
  });

  it('is no help for anything else', async () => {
    const direct = await scriptedServer(reply(403));
    const proxy = await scriptedServer(reply(200, {}));
    const { bitbucket } = open(`${direct.origin}/2.0`, { insightsProxy: proxy.origin });
    await expect(bitbucket.deleteComment(7, 1)).rejects.toMatchObject({ code: 'forbidden' });
    expect(proxy.received).toEqual([]);
  });

  it('leaves the first refusal to be told where it is no help either', async () => {
    const direct = await scriptedServer(reply(403, { error: { message: 'Not yours.' } }));
    const proxy = await scriptedServer(reply(502));
    const { bitbucket, log } = open(`${direct.origin}/2.0`, { insightsProxy: proxy.origin });
    await expect(bitbucket.putReport(head, report)).rejects.toMatchObject({
      status: 403,
      said: 'Not yours.',
    });
    expect(log.lines.filter((line) => line.startsWith('warn'))).toEqual([]);
  });
});
