import { expect, it } from 'vitest';
import { announcePlan } from '../../src/bitbucket/call-plan.ts';
import { rateLimitIn } from '../../src/bitbucket/rate-limit.ts';
import { recordingLog } from '../http/recording-log.ts';
import { reply, scriptedServer } from '../http/scripted-server.ts';
import { head, open } from './open-bitbucket.ts';

it.each([
  [{ reads: 4, writes: 30 }, 10, undefined, true],
  [{ reads: 500, writes: 491 }, 10, undefined, false],
  [{ reads: 500, writes: 490 }, 10, undefined, true],
  [{ reads: 500, writes: 1000 }, 10, { limit: 5000, nearLimit: false }, true],
  [{ reads: 5, writes: 1 }, 10, { limit: 5000, remaining: 5, nearLimit: false }, false],
])('a plan of %j after %i requests fits under %j: %s', (plan, sent, rateLimit, fits) => {
  const log = recordingLog();
  expect(announcePlan(plan, sent, rateLimit, log)).toBe(fits);
  expect(log.lines).toHaveLength(1);
  expect(log.lines[0]).toMatch(fits ? /^info / : /^warn .*requests an hour/);
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
