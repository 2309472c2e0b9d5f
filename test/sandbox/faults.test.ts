import { describe, expect, onTestFinished, test } from 'vitest';
import { type Fault, scriptedFaults, seededFaults } from '../../src/sandbox/fault.ts';
import { pullRequestPath, repositoryPath, sandboxFor } from './call-sandbox.ts';

const comments = `${pullRequestPath}/comments`;
const comment = { content: { raw: 'x' } };

async function startedWith(fault: Fault) {
  const { sandbox, call } = await sandboxFor({ faults: scriptedFaults([{ fault }]) });
  onTestFinished(() => sandbox.close());
  const count = () => sandbox.state.comments.length;
  return { sandbox, call, count };
}

describe('a fault', () => {
  test.each([
    [{ kind: 'rate-limited' }, 429, 'text/plain', null],
    [{ kind: 'rate-limited', retryAfter: '7' }, 429, 'text/plain', '7'],
    [{ kind: 'server-error', status: 502 }, 502, 'text/html; charset=utf-8', null],
  ] as const)('%j answers in place of the API', async (fault, status, type, retryAfter) => {
    const { sandbox, call, count } = await startedWith(fault);
    const reply = await call('POST', comments, comment);
    expect([reply.status, reply.headers.get('content-type'), reply.headers.get('retry-after')]).toEqual([
      status,
      type,
      retryAfter,
    ]);
    expect([count(), sandbox.calls[0]?.fault]).toEqual([0, fault.kind]);
    expect((await call('POST', comments, comment)).status).toBe(201);
  });

  test('can fail although it was done', async () => {
    const { call, count } = await startedWith({ kind: 'server-error', status: 504, applied: true });
    expect([(await call('POST', comments, comment)).status, count()]).toEqual([504, 1]);
  });

  test.each([false, true])('cuts the connection, done: %s', async (applied) => {
    const { sandbox, call, count } = await startedWith({ kind: 'reset', applied });
    await expect(call('POST', comments, comment)).rejects.toThrow('fetch failed');
    expect([count(), sandbox.calls[0]?.status]).toEqual([applied ? 1 : 0, undefined]);
  });

  test('breaks the JSON off under a header that fits', async () => {
    const { call, count } = await startedWith({ kind: 'truncated-json' });
    await expect(call('POST', comments, comment)).rejects.toThrow(SyntaxError);
    expect(count()).toBe(1);
  });

  test('lets the body take its time', async () => {
    const slept: number[] = [];
    const clock = { now: () => 0, sleep: async (milliseconds: number) => void slept.push(milliseconds) };
    const { sandbox, call } = await sandboxFor({
      clock,
      faults: scriptedFaults([{ fault: { kind: 'slow-body', milliseconds: 900 } }]),
    });
    onTestFinished(() => sandbox.close());
    expect([(await call('GET', comments)).json.size, slept]).toEqual([0, [900]]);
  });

  test('never answers, and the server still ends at once', async () => {
    const { sandbox, call } = await sandboxFor({
      faults: scriptedFaults([{ fault: { kind: 'no-answer', applied: true } }]),
    });
    const lost = call('POST', comments, comment).catch((error: unknown) => error);
    while (sandbox.state.comments.length === 0) await new Promise(setImmediate);
    await sandbox.close();
    expect(await lost).toBeInstanceOf(Error);
  });

  test('repeats the last item of the page before', async () => {
    const { sandbox, call } = await sandboxFor();
    onTestFinished(() => sandbox.close());
    for (let index = 0; index < 3; index += 1) await call('POST', comments, comment);
    sandbox.faults = scriptedFaults([
      { when: ({ path }) => path.includes('page=2'), fault: { kind: 'repeated-items' } },
    ]);
    const first = await call('GET', `${comments}?pagelen=2`);
    const second = await call('GET', first.json.next);
    const ids = [...first.json.values, ...second.json.values].map(
      ({ id }: { id: number }) => id - 700_000_000,
    );
    expect(ids).toEqual([1, 2, 2, 3]);
  });

  test('sends the caller elsewhere', async () => {
    const { call } = await startedWith({ kind: 'redirect', to: 'http://example.org/', status: 307 });
    const { status, headers } = await call('GET', comments);
    expect([status, headers.get('location')]).toEqual([307, 'http://example.org/']);
  });
});

describe('a plan', () => {
  const target = (index: number) => ({ index, method: 'GET', path: '/', body: undefined });

  test('by script hits an index, or the first requests that fit', () => {
    const limited: Fault = { kind: 'rate-limited' };
    const cut: Fault = { kind: 'reset', applied: false };
    const plan = scriptedFaults([
      { at: 1, fault: cut },
      { when: ({ index }) => index > 1, times: 2, fault: limited },
    ]);
    expect([0, 1, 2, 3, 4].map((index) => plan(target(index)))).toEqual([
      undefined,
      cut,
      limited,
      limited,
      undefined,
    ]);
  });

  test('by seed is repeatable, and never hits more than twice in a row', () => {
    const hits = (seed: number) => {
      const plan = seededFaults(seed, { faults: [{ kind: 'rate-limited' }], rate: 0.7 });
      return Array.from({ length: 200 }, (_, index) => (plan(target(index)) ? 'x' : '.')).join('');
    };
    expect(hits(1)).toBe(hits(1));
    expect(hits(1)).not.toBe(hits(2));
    expect(hits(1)).not.toContain('xxx');
    expect(hits(1)).toContain('xx');
  });
});

test('the pipe meets the faults of a plan that is set later', async () => {
  const { sandbox, call } = await sandboxFor();
  onTestFinished(() => sandbox.close());
  expect((await call('GET', repositoryPath)).status).toBe(200);
  sandbox.faults = () => ({ kind: 'server-error', status: 500 });
  expect((await call('GET', repositoryPath)).status).toBe(500);
  sandbox.faults = undefined;
  expect((await call('GET', repositoryPath)).status).toBe(200);
});
