import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NetworkError, type NetworkFailure } from '../../src/http/network-error.ts';
import { WaitTooLong } from '../../src/http/patience.ts';
import { type RetryPolicy, retry } from '../../src/http/retry.ts';
import type { HttpRequest, HttpResponse, Send } from '../../src/http/send.ts';
import { jumpingClock } from './jumping-clock.ts';
import { makeRequest } from './make-request.ts';
import { recordingLog } from './recording-log.ts';

const policy: RetryPolicy = {
  attempts: 4,
  refusals: 8,
  budget: 60_000,
  firstWait: 1000,
  longestWait: 20_000,
};

type Outcome = number | NetworkFailure | { readonly status: number; readonly retryAfter: string };

/** Gives the outcomes in turn, then 200. */
function server(outcomes: readonly Outcome[], sent: HttpRequest[] = []): Send {
  return async (request) => {
    const outcome = outcomes[sent.length] ?? 200;
    sent.push(request);
    if (typeof outcome === 'string') throw new NetworkError(outcome, outcome);
    if (typeof outcome === 'number') return { status: outcome, headers: {}, text: '' };
    return { status: outcome.status, headers: { 'retry-after': outcome.retryAfter }, text: '' };
  };
}

function setUp(outcomes: readonly Outcome[], random = () => 0.5, changes: Partial<RetryPolicy> = {}) {
  const clock = jumpingClock();
  const sent: HttpRequest[] = [];
  const tools = { clock, random, log: recordingLog() };
  const send = retry({ ...policy, ...changes }, tools)(server(outcomes, sent));
  return { clock, sent, send };
}

const read = (parts: Partial<HttpRequest> = {}) => makeRequest('http://api.test/things', parts);
const create = read({ method: 'POST', idempotent: false });

it.each<[name: string, outcome: Outcome, request: HttpRequest, sendings: number]>([
  ['429 of a read', 429, read(), 2],
  ['429 of what is not idempotent: it was not applied', 429, create, 2],
  ['408 of a read', 408, read(), 2],
  ['500 of a read', 500, read(), 2],
  ['502 of a read', 502, read(), 2],
  ['555 of a read', 555, read(), 2],
  ['a lost answer of a read', 'lost', read(), 2],
  ['a late answer of a read', 'timed-out', read(), 2],
  ['a broken answer of a read', 'broken', read(), 2],
  ['no connection of a read', 'unreachable', read(), 2],
  ['500 of what is not idempotent', 500, create, 1],
  ['503 with Retry-After of what is not idempotent', { status: 503, retryAfter: '1' }, create, 1],
  ['408 of what is not idempotent', 408, create, 1],
  ['a lost answer of what is not idempotent', 'lost', create, 1],
  ['no connection of what is not idempotent', 'unreachable', create, 1],
  ['a certificate that is not trusted', 'refused', read(), 1],
  ['an answer that is too large', 'too-large', read(), 1],
  ['400', 400, read(), 1],
  ['401', 401, read(), 1],
  ['403', 403, read(), 1],
  ['404', 404, read(), 1],
  ['501', 501, read(), 1],
])('after %s', async (_name, outcome, request, sendings) => {
  const { send, sent } = setUp([outcome]);
  await send(request).catch((error) => expect(error).toBeInstanceOf(NetworkError));
  expect(sent).toHaveLength(sendings);
});

it('gives the last answer where all attempts are used up', async () => {
  const { send, sent } = setUp(Array(9).fill(502));
  expect(await send(read())).toMatchObject({ status: 502 });
  expect(sent).toHaveLength(policy.attempts);
});

it('does not count 429 against the attempts at what is unsure', async () => {
  const { send, sent } = setUp([429, 429, 429, 429, 429, 500, 429, 500]);
  expect(await send(read())).toMatchObject({ status: 200 });
  expect(sent).toHaveLength(9);
});

it('never repeats after an error that it does not know', async () => {
  const clock = jumpingClock();
  let sent = 0;
  const send = retry(policy, { clock, random: () => 0, log: recordingLog() })(async () => {
    sent += 1;
    throw new TypeError('a defect of ours');
  });
  await expect(send(read())).rejects.toThrow('a defect of ours');
  expect(sent).toBe(1);
});

it('waits at random below a bound that doubles up to the longest wait', async () => {
  const randoms = [0, 0.25, 0.5, 0.75, 0.999, 0.999];
  const { send, clock } = setUp(Array(6).fill(429), () => randoms.shift() ?? 0, { longestWait: 4000 });
  await send(read());
  expect(clock.sleeps).toEqual([0, 500, 2000, 3000, 3996, 3996]);
});

it('waits as long as it is asked to', async () => {
  const { send, clock } = setUp([{ status: 503, retryAfter: '17' }]);
  await send(read());
  expect(clock.sleeps).toEqual([17_000]);
});

it('does not use up its attempts at once where it is asked to wait no time at all', async () => {
  const { send, clock } = setUp(Array(5).fill({ status: 429, retryAfter: '0' }));
  expect(await send(read())).toMatchObject({ status: 200 });
  expect(clock.sleeps).toEqual([500, 1000, 2000, 4000, 8000]);
});

it('fails at once with the number where the wait is longer than its patience', async () => {
  const { send, clock, sent } = setUp([{ status: 429, retryAfter: '3600' }]);
  const error = await send(read()).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(WaitTooLong);
  expect(error).toMatchObject({ seconds: 3600, allowedSeconds: 60, response: { status: 429 } });
  expect(error.message).toContain('3600 s');
  expect(clock.sleeps).toEqual([]);
  expect(sent).toHaveLength(1);
});

it('counts all its waits together', async () => {
  const { send, clock, sent } = setUp(Array(5).fill({ status: 429, retryAfter: '25' }), () => 0);
  await expect(send(read())).rejects.toMatchObject({ seconds: 25, allowedSeconds: 10 });
  expect(clock.sleeps).toEqual([25_000, 25_000]);
  expect(sent).toHaveLength(3);
});

it('fails at once where the wait would end after the deadline', async () => {
  const { send, clock } = setUp([{ status: 429, retryAfter: '30' }]);
  const request = read({ endsAt: clock.now() + 10_000 });
  await expect(send(request)).rejects.toMatchObject({ seconds: 30, allowedSeconds: 10 });
  expect(clock.sleeps).toEqual([]);
});

it('makes the others wait when one is told to', async () => {
  const { send, clock, sent } = setUp([{ status: 429, retryAfter: '20' }], () => 0);
  const times: number[] = [];
  const start = clock.now();
  const first = send(read()).then(() => times.push(clock.now() - start));
  while (clock.sleeps.length === 0) await Promise.resolve();
  const second = send(read({ url: new URL('http://api.test/other') })).then(() =>
    times.push(clock.now() - start),
  );
  await Promise.all([first, second]);
  expect(times).toEqual([20_000, 20_000]);
  expect(sent.map(({ url }) => url.pathname)).toEqual(['/things', '/things', '/other']);
});

it('fails the others at once too while the wait is too long for them', async () => {
  const { send, sent } = setUp([{ status: 429, retryAfter: '3600' }]);
  await expect(send(read())).rejects.toBeInstanceOf(WaitTooLong);
  await expect(send(create)).rejects.toMatchObject({ seconds: 3600 });
  expect(sent).toHaveLength(1);
});

it('lets the others go on where only one request is asked for more than anybody would wait', async () => {
  const { send, sent } = setUp([{ status: 503, retryAfter: '3600' }]);
  await expect(send(read())).rejects.toBeInstanceOf(WaitTooLong);
  expect(await send(create)).toMatchObject({ status: 200 });
  expect(sent).toHaveLength(2);
});

it('keeps the longest wait that anybody was told', async () => {
  const { send, clock, sent } = setUp([
    { status: 429, retryAfter: '40' },
    { status: 429, retryAfter: '5' },
  ]);
  const told = [send(read()), send(read())];
  while (clock.sleeps.length < 2) await Promise.resolve();
  await Promise.all([...told, send(read())]);
  expect(clock.sleeps).toEqual([40_000, 5_000, 40_000]);
  expect(sent).toHaveLength(5);
});

it('does not hang where the clock stands still', async () => {
  const clock = { now: () => 0, sleep: async () => undefined };
  const sent: HttpRequest[] = [];
  const next = server([{ status: 429, retryAfter: '5' }], sent);
  const send = retry(policy, { clock, random: () => 0, log: recordingLog() })(next);
  expect(await send(read())).toMatchObject({ status: 200 });
});

it('stops waiting when the signal says so', async () => {
  const controller = new AbortController();
  const waits = Promise.withResolvers<void>();
  const clock = {
    now: () => 0,
    sleep: (_milliseconds: number, signal?: AbortSignal) => {
      waits.resolve();
      return new Promise<void>((_, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true }),
      );
    },
  };
  const sent: HttpRequest[] = [];
  const send = retry(policy, { clock, random: () => 0, log: recordingLog() })(server([429], sent));
  const outcome = send(read({ signal: controller.signal }));
  await waits.promise;
  controller.abort(new Error('ended by SIGTERM'));
  await expect(outcome).rejects.toThrow('ended by SIGTERM');
  expect(sent).toHaveLength(1);
});

const outcomes = fc.array(
  fc.oneof(
    fc.constantFrom<Outcome>(429, 408, 500, 503, 404, 200, 'lost', 'timed-out', 'unreachable', 'refused'),
    fc.record({
      status: fc.constantFrom(429, 503),
      retryAfter: fc.oneof(fc.nat(200).map(String), fc.string({ maxLength: 6 })),
    }),
  ),
  { maxLength: 40 },
);

it('never waits longer than its budget, nor past the deadline, nor sends more often than allowed', async () => {
  const scenario = fc.record({
    outcomes,
    idempotent: fc.boolean(),
    budget: fc.nat(100_000),
    left: fc.nat(100_000),
    seed: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1 }),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ outcomes, idempotent, budget, left, seed }) => {
      let turn = 0;
      const random = () => seed[turn++ % seed.length] ?? 0;
      const { send, clock, sent } = setUp(outcomes, random, { budget });
      const start = clock.now();
      const request = read({ idempotent, endsAt: start + left });
      const result = await send(request).catch((error: unknown) => error);
      const waited = clock.sleeps.reduce((sum, sleep) => sum + sleep, 0);
      expect(waited).toBeLessThanOrEqual(Math.min(budget, left) + 0.001);
      expect(sent.length).toBeLessThan(policy.refusals + policy.attempts);
      const unsure = outcomes.slice(0, sent.length).filter((each) => each !== 429 && !isRefusal(each));
      if (!idempotent) expect(unsure.length).toBeLessThanOrEqual(1);
      expect(unsure.length).toBeLessThanOrEqual(policy.attempts);
      expect(result).toSatisfy(
        (value) => value instanceof NetworkError || value instanceof WaitTooLong || isResponse(value),
      );
    }),
    { numRuns: Number(process.env['FUZZ_RUNS'] ?? 300) },
  );
});

function isRefusal(outcome: Outcome): boolean {
  return typeof outcome === 'object' && outcome.status === 429;
}

function isResponse(value: unknown): value is HttpResponse {
  return typeof value === 'object' && value !== null && 'status' in value;
}
