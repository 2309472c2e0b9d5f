import { describe, expect, it } from 'vitest';
import type { Bitbucket, InsightsReport } from '../../src/bitbucket/bitbucket.ts';
import { deadline } from '../../src/http/deadline.ts';
import { giveAnswers } from '../../src/publishers/answer-replies.ts';
import { Writes } from '../../src/publishers/publisher.ts';
import { type Fault, scriptedFaults } from '../../src/sandbox/fault.ts';
import { reply, scriptedServer } from '../http/scripted-server.ts';
import { accessToken, all, base, head, open, openSandbox, root } from './open-bitbucket.ts';

const report: InsightsReport = {
  external_id: 'code-scan',
  title: 'Code Scan',
  details: 'two',
  report_type: 'SECURITY',
  reporter: 'Code Scan',
  result: 'FAILED',
  data: [],
};
const annotation = {
  external_id: 'a',
  annotation_type: 'BUG',
  summary: 'one',
  severity: 'LOW',
  result: 'FAILED',
} as const;
const status = { key: 'k', state: 'FAILED', name: 'n', description: 'd', url: 'https://x.test' } as const;

/** Everything but creating a comment and the text of a diff, which have tests of their own. `comment` is there and on the diff. */
const operations: readonly [name: string, (bitbucket: Bitbucket, comment: number) => Promise<unknown>][] = [
  ['putStatus', (bitbucket) => bitbucket.putStatus(head, status)],
  ['status', (bitbucket) => bitbucket.status(head, 'k')],
  ['report', (bitbucket) => bitbucket.report(head, 'old')],
  ['putReport', (bitbucket) => bitbucket.putReport(head, report)],
  ['deleteReport', (bitbucket) => bitbucket.deleteReport(head, 'old')],
  ['annotations', (bitbucket) => all(bitbucket.annotations(head, 'old'))],
  ['postAnnotations', (bitbucket) => bitbucket.postAnnotations(head, 'old', [annotation])],
  ['deleteAnnotation', (bitbucket) => bitbucket.deleteAnnotation(head, 'old', 'first')],
  ['comments', (bitbucket) => all(bitbucket.comments(7))],
  ['updateComment', (bitbucket, comment) => bitbucket.updateComment(7, comment, 'new')],
  ['deleteComment', (bitbucket, comment) => bitbucket.deleteComment(7, comment)],
  ['resolveComment', (bitbucket, comment) => bitbucket.resolveComment(7, comment)],
  ['reopenComment', (bitbucket, comment) => bitbucket.reopenComment(7, comment)],
  ['tasks', (bitbucket) => all(bitbucket.tasks(7))],
  ['reviews', (bitbucket) => bitbucket.reviews(7)],
  ['pullRequest', (bitbucket) => bitbucket.pullRequest(7)],
  ['openPullRequests', (bitbucket) => all(bitbucket.openPullRequests('basket'))],
  ['mergeBase', (bitbucket) => bitbucket.mergeBase(head, head)],
  ['changedFiles', (bitbucket) => all(bitbucket.changedFiles(head, base))],
];

const faults: readonly [name: string, fault: Fault][] = [
  ['a 429', { kind: 'rate-limited' }],
  ['a 429 with a wait', { kind: 'rate-limited', retryAfter: '5' }],
  ['a 500 page', { kind: 'server-error', status: 500 }],
  ['a 502 page after it was applied', { kind: 'server-error', status: 502, applied: true }],
  ['a reset before it was applied', { kind: 'reset', applied: false }],
  ['a reset after it was applied', { kind: 'reset', applied: true }],
  ['JSON that breaks off', { kind: 'truncated-json' }],
  ['no answer', { kind: 'no-answer' }],
  ['no answer after it was applied', { kind: 'no-answer', applied: true }],
  ['a slow body', { kind: 'slow-body', milliseconds: 20 }],
  ['a page that moved', { kind: 'repeated-items' }],
];

/** What there is before each operation, on a server whose clock stands still. */
async function prepared() {
  const clock = { now: () => Date.UTC(2026, 9, 1), sleep: async () => undefined };
  const { bitbucket, sandbox } = await openSandbox({ clock }, { requestTimeout: 600 });
  await bitbucket.putReport(head, { ...report, external_id: 'old' });
  await bitbucket.postAnnotations(head, 'old', [{ ...annotation, external_id: 'first' }]);
  const inline = { path: 'src/app.js', to: 2 };
  const { id } = await bitbucket.createComment(7, { raw: 'text', inline }, ({ raw }) => raw === 'text');
  return { bitbucket, sandbox, comment: id };
}

describe.each(operations)('%s', (name, operate) => {
  async function outcomeOf(fault: Fault | undefined) {
    const { bitbucket, sandbox, comment } = await prepared();
    if (name === 'reopenComment') await bitbucket.resolveComment(7, comment);
    if (fault !== undefined) sandbox.faults = scriptedFaults([{ at: sandbox.calls.length, fault, times: 1 }]);
    const result = await operate(bitbucket, comment);
    return { result, state: sandbox.state };
  }

  it('ends alike whatever went wrong once', async () => {
    const expected = await outcomeOf(undefined);
    await Promise.all(
      faults.map(async ([what, fault]) => expect(await outcomeOf(fault), what).toEqual(expected)),
    );
  });
});

it.each([true, false])(
  'gives an answer once where Bitbucket’s is lost, be it applied (%s) or not',
  async (applied) => {
    const { bitbucket, sandbox, comment } = await prepared();
    const fault: Fault = { kind: 'reset', applied };
    sandbox.faults = scriptedFaults([{ at: sandbox.calls.length, fault, times: 1 }]);
    const answers = [{ thread: comment, raw: 'Noted: ignored.' }];
    await giveAnswers(answers, { bitbucket, pullRequest: 7, writes: new Writes() });
    const given = sandbox.state.comments.filter(({ raw }) => raw === 'Noted: ignored.');
    expect(given).toHaveLength(1);
  },
);

it('makes no task twice where the answer is lost', async () => {
  const { bitbucket, sandbox, comment } = await prepared();
  const fault: Fault = { kind: 'reset', applied: true };
  sandbox.faults = scriptedFaults([{ at: sandbox.calls.length, fault, times: 1 }]);
  await expect(bitbucket.createTask(7, { raw: 'Fix or decide', comment })).rejects.toMatchObject({
    mayBeApplied: true,
  });
  expect(sandbox.state.tasks).toHaveLength(1);
});

describe('a storm', () => {
  it.each([undefined, '1', '0'])('of 429 passes (Retry-After: %s)', async (retryAfter) => {
    const { bitbucket, sandbox, clock } = await openSandbox();
    const fault: Fault = { kind: 'rate-limited', ...(retryAfter && { retryAfter }) };
    sandbox.faults = ({ index }) => (index < 6 ? fault : undefined);
    await Promise.all([
      bitbucket.putStatus(head, status),
      bitbucket.createComment(7, { raw: 'x' }, () => false),
      all(bitbucket.comments(7)),
    ]);
    expect(sandbox.state.comments).toHaveLength(1);
    expect(sandbox.state.statuses).toHaveLength(1);
    expect(Math.max(...clock.sleeps)).toBeLessThanOrEqual(60_000);
  });

  it('of 429 that does not pass ends with the reason', async () => {
    const { bitbucket, sandbox, clock } = await openSandbox();
    sandbox.faults = () => ({ kind: 'rate-limited' });
    await expect(bitbucket.putStatus(head, status)).rejects.toMatchObject({
      code: 'rate-limited',
      said: 'Rate limit for this resource has been exceeded',
    });
    expect(clock.sleeps.reduce((sum, sleep) => sum + sleep, 0)).toBeLessThanOrEqual(60_000);
  });

  it('of 500 that does not pass ends with the reason', async () => {
    const { bitbucket, sandbox } = await openSandbox();
    sandbox.faults = () => ({ kind: 'server-error', status: 500 });
    await expect(bitbucket.putStatus(head, status)).rejects.toMatchObject({
      status: 500,
      code: 'unavailable',
    });
    expect(sandbox.calls).toHaveLength(5);
  });
});

it('is held by no API that never answers longer than its deadline', async () => {
  const { sandbox, clock } = await openSandbox();
  sandbox.faults = () => ({ kind: 'no-answer' });
  const { bitbucket } = open(sandbox.url, { requestTimeout: 60_000 }, deadline('publishing', 0.2, clock));
  const start = performance.now();
  const calls = [bitbucket.putStatus(head, status), bitbucket.createComment(7, { raw: 'x' }, () => false)];
  for (const call of calls) {
    await expect(call).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('given up, for publishing took longer than 0.2 s'),
    });
  }
  expect(performance.now() - start).toBeLessThan(5000);
});

it('ends with the signal that ends the run, not with an error of the API', async () => {
  const { sandbox } = await openSandbox();
  sandbox.faults = () => ({ kind: 'no-answer' });
  const controller = new AbortController();
  const { bitbucket } = open(
    sandbox.url,
    {},
    { signal: controller.signal, endsAt: Number.POSITIVE_INFINITY },
  );
  const call = bitbucket.putStatus(head, status);
  setTimeout(() => controller.abort(new Error('ended by SIGTERM')), 50);
  await expect(call).rejects.toThrow(/^ended by SIGTERM$/);
});

it('has a session for the last words after another was ended', async () => {
  const { sandbox, connection } = await openSandbox();
  const ended = connection.session({ signal: AbortSignal.abort(new Error('ended')), endsAt: 0 });
  await expect(ended.bitbucket.putStatus(head, status)).rejects.toThrow('ended');
  const last = connection.session({ signal: new AbortController().signal, endsAt: Number.POSITIVE_INFINITY });
  await last.bitbucket.putStatus(head, { ...status, state: 'STOPPED' });
  expect(sandbox.state.statuses).toMatchObject([{ state: 'STOPPED' }]);
  expect([ended.calls.writes, last.calls.writes]).toEqual([0, 1]);
});

describe('where a proxy answers everything with its login page', () => {
  const page = reply(200, '<html><title>Log in</title></html>', { 'content-type': 'text/html' });

  it.each(operations)('%s fails, and says where to look', async (_name, operate) => {
    const { origin } = await scriptedServer(page);
    const { bitbucket } = open(`${origin}/2.0`);
    await expect(operate(bitbucket, 1)).rejects.toMatchObject({
      code: 'unexpected-answer',
      message: expect.stringMatching(/is a web page, .*HTTPS_PROXY/),
    });
  });
});

it('takes no credentials to where it is sent away to', async () => {
  const elsewhere = await scriptedServer(reply(200, { values: [] }));
  const { bitbucket, sandbox } = await openSandbox();
  sandbox.faults = () => ({ kind: 'redirect', to: `${elsewhere.origin}${root}/x` });
  await expect(all(bitbucket.comments(7))).rejects.toMatchObject({ code: 'unexpected-answer' });
  await expect(bitbucket.putStatus(head, status)).rejects.toThrow(/redirect to .* was not followed/);
  expect(JSON.stringify(elsewhere.received)).not.toContain(accessToken.token);
  expect(elsewhere.received).toEqual([]);
});

it('follows a redirect within the API with credentials', async () => {
  const { bitbucket, sandbox } = await openSandbox();
  sandbox.faults = scriptedFaults([
    { at: 0, fault: { kind: 'redirect', to: `${root}/pullrequests/7?fields=` } },
  ]);
  expect(await bitbucket.pullRequest(7)).toMatchObject({ id: 7 });
});

it('reads no more of an answer than it can hold', async () => {
  const server = await scriptedServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = (): void => {
      if (!response.destroyed) response.write(' '.repeat(1 << 20), more);
    };
    more();
  });
  const { bitbucket } = open(`${server.origin}/2.0`, { requestTimeout: 20_000 });
  await expect(bitbucket.pullRequest(7)).rejects.toMatchObject({ code: 'unexpected-answer' });
});

it('reads side by side, a few at a time', async () => {
  let under = 0;
  let most = 0;
  const server = await scriptedServer((_request, response, socket) => {
    under += 1;
    most = Math.max(most, under);
    setTimeout(() => {
      under -= 1;
      reply(404)({ method: '', url: '', headers: {}, body: '' }, response, socket);
    }, 50);
  });
  const { bitbucket } = open(`${server.origin}/2.0`);
  await Promise.all(Array.from({ length: 20 }, (_, index) => bitbucket.report(head, `r${index}`)));
  expect(most).toBe(4);
});
