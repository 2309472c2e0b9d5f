import { expect, it } from 'vitest';
import { type CallPlan, callBudget } from '../../src/bitbucket/call-budget.ts';
import { type RateLimit, rateLimitIn } from '../../src/bitbucket/rate-limit.ts';
import { recordingLog } from '../http/recording-log.ts';
import { reply, scriptedServer } from '../http/scripted-server.ts';
import { head, open } from './open-bitbucket.ts';

it.each<[CallPlan, number, RateLimit | undefined, boolean, number]>([
  [{ reads: 4, writes: 30 }, 10, undefined, true, 956],
  [{ reads: 500, writes: 491 }, 10, undefined, false, 0],
  [{ reads: 500, writes: 490 }, 10, undefined, true, 0],
  [{ reads: 500, writes: 1000 }, 10, { limit: 5000, nearLimit: false }, true, 3490],
  [{ reads: 5, writes: 1 }, 10, { limit: 5000, remaining: 5, nearLimit: false }, false, 5],
])('a plan of %j after %i requests under %j fits: %s, and leaves %i', (plan, sent, rateLimit, fits, left) => {
  const log = recordingLog();
  const budget = callBudget({ requestsSent: sent, rateLimit }, log);
  budget.announce('inline', plan);
  expect(log.lines).toHaveLength(1);
  expect(log.lines[0]).toMatch(fits ? /^debug plan of inline / : /^warn inline takes more .*an hour/);
  expect(budget.left).toBe(left);
});

it('counts what is planned once, sent or not', () => {
  const connection = { requestsSent: 100, rateLimit: undefined };
  const budget = callBudget(connection, recordingLog());
  budget.announce('insights', { reads: 0, writes: 60 });
  budget.announce('inline', { reads: 1, writes: 39 });
  expect(budget.left).toBe(800);
  connection.requestsSent = 200;
  expect(budget.left).toBe(800);
  connection.requestsSent = 250;
  expect(budget.left).toBe(750);
});

it.each([
  [{}, undefined],
  [
    { 'x-ratelimit-limit': '1000', 'x-ratelimit-resource': 'api' },
    { limit: 1000, resource: 'api', nearLimit: false },
  ],
  [{ 'x-ratelimit-nearlimit': 'True' }, { nearLimit: true }],
  [{ 'x-ratelimit-remaining': '17' }, { remaining: 17, nearLimit: false }],
  [{ 'x-ratelimit-limit': 'many' }, undefined],
])('reads %j', (headers, rateLimit) => {
  expect(rateLimitIn({ status: 200, headers, text: '' })).toEqual(rateLimit);
});

it('remembers what Bitbucket told last, and warns once', async () => {
  const server = await scriptedServer(reply(404, {}, { 'x-ratelimit-nearlimit': 'true' }));
  const { bitbucket, connection, log } = open(`${server.origin}/2.0`);
  await bitbucket.report(head, 'a');
  await bitbucket.report(head, 'b');
  expect(connection.rateLimit).toEqual({ nearLimit: true });
  expect(connection.requestsSent).toBe(2);
  expect(log.lines.filter((line) => line.startsWith('warn'))).toHaveLength(1);
});
