import { expect, it } from 'vitest';
import { deadline } from '../../src/http/deadline.ts';
import { NetworkError } from '../../src/http/network-error.ts';
import { noPage } from '../../src/http/no-page.ts';
import type { HttpResponse } from '../../src/http/send.ts';
import { timeLimit } from '../../src/http/time-limit.ts';
import { trace } from '../../src/http/trace.ts';
import { transport } from '../../src/http/transport.ts';
import { wholeJson } from '../../src/http/whole-json.ts';
import { jumpingClock } from './jumping-clock.ts';
import { makeRequest } from './make-request.ts';
import { recordingLog } from './recording-log.ts';
import { scriptedServer, silence } from './scripted-server.ts';

it('ends a sending that is never answered', async () => {
  const server = await scriptedServer(silence);
  const outcome = timeLimit(50)(transport().send)(makeRequest(server.origin));
  await expect(outcome).rejects.toMatchObject({ failure: 'timed-out', passing: true });
  await expect(outcome).rejects.toThrow('0.05 s');
});

it('ends a sending whose body drips', async () => {
  const server = await scriptedServer((_request, response) => {
    const drip = setInterval(() => response.write('.'), 10);
    response.on('close', () => clearInterval(drip));
  });
  const outcome = timeLimit(100)(transport().send)(makeRequest(server.origin));
  await expect(outcome).rejects.toMatchObject({ failure: 'timed-out' });
});

it('tells the caller’s own end from a late answer', async () => {
  const server = await scriptedServer(silence);
  const { signal, endsAt } = deadline('publishing', 0.05, jumpingClock(1000));
  expect(endsAt).toBe(1050);
  const outcome = timeLimit(5000)(transport().send)(makeRequest(server.origin, { signal, endsAt }));
  await expect(outcome).rejects.toThrow('publishing took longer than 0.05 s');
});

it.each<[name: string, status: number, text: string, outcome: unknown]>([
  ['whole JSON', 200, '{"a":[1]}', { a: [1] }],
  ['a bare null', 200, 'null', null],
  ['JSON that breaks off', 200, '{"a":[1', 'broken'],
  ['nothing', 202, '', 'broken'],
  ['a page', 200, '<html>', 'broken'],
  ['an error page, which is an answer', 502, '<html>', undefined],
])('of an answer with %s', async (_name, status, text, outcome) => {
  const response: HttpResponse = { status, headers: {}, text };
  const given = wholeJson(async () => response)(makeRequest('http://api.test', { expects: 'json' }));
  if (outcome !== 'broken') expect((await given).json).toEqual(outcome);
  else await expect(given).rejects.toMatchObject({ failure: 'broken' });
});

it.each<[name: string, status: number, type: string, text: string, isAnswer: boolean]>([
  ['a login page with success', 200, 'text/html; charset=utf-8', '<html>Log in</html>', false],
  ['nothing under the type of a page', 204, 'text/html', '', true],
  ['a text', 200, 'text/plain', 'diff --git', true],
  ['an error page, which says what is wrong', 502, 'text/html', '<html>Bad gateway</html>', true],
])('takes %s for an answer of the API or not', async (_name, status, type, text, isAnswer) => {
  const response: HttpResponse = { status, headers: { 'content-type': type }, text };
  const given = noPage(async () => response)(makeRequest('http://api.test'));
  if (isAnswer) expect(await given).toBe(response);
  else await expect(given).rejects.toMatchObject({ failure: 'intercepted' });
});

it('leaves a body alone that need not be JSON', async () => {
  const send = wholeJson(async () => ({ status: 204, headers: {}, text: '' }));
  expect(await send(makeRequest('http://api.test'))).toEqual({ status: 204, headers: {}, text: '' });
});

it('logs neither headers nor query nor body', async () => {
  const log = recordingLog();
  const observed: number[] = [];
  const request = makeRequest('https://user:hidden1@api.test/x?token=hidden2', {
    method: 'POST',
    body: 'hidden3',
    headers: { authorization: 'hidden4' },
  });
  const layer = trace(log, jumpingClock(), ({ status }) => observed.push(status));
  await layer(async () => ({ status: 201, headers: { 'set-cookie': 'hidden5' }, text: 'hidden6' }))(request);
  const failing = layer(async () => {
    throw new NetworkError('lost', 'the connection broke');
  });
  await expect(failing(request)).rejects.toThrow('the connection broke');
  expect(log.lines).toHaveLength(2);
  expect(log.lines.join()).toContain('"path":"/x"');
  expect(log.lines.join()).not.toContain('hidden');
  expect(observed).toEqual([201]);
});
