import { expect, it } from 'vitest';
import { limit } from '../../src/http/limit.ts';
import type { Lane } from '../../src/http/send.ts';
import { makeRequest } from './make-request.ts';

function setUp(places = { read: 3, write: 2, notify: 1 }) {
  const under = { read: 0, write: 0, notify: 0 };
  const most = { read: 0, write: 0, notify: 0 };
  const started: string[] = [];
  const open: PromiseWithResolvers<void>[] = [];
  const send = limit(places)(async (request) => {
    under[request.lane] += 1;
    most[request.lane] = Math.max(most[request.lane], under[request.lane]);
    started.push(request.url.pathname);
    const gate = Promise.withResolvers<void>();
    open.push(gate);
    try {
      await gate.promise;
    } finally {
      under[request.lane] -= 1;
    }
    return { status: 200, headers: {}, text: '' };
  });
  return { send, most, started, open };
}

const request = (lane: Lane, name = 'x', signal = new AbortController().signal) =>
  makeRequest(`http://api.test/${name}`, { lane, signal });

const soon = () => new Promise<void>((resolve) => setImmediate(resolve));

it('keeps each lane to its places and lets no lane wait for another', async () => {
  const { send, most, started, open } = setUp();
  const lanes: Lane[] = ['read', 'write', 'notify'];
  const all = Promise.all(lanes.flatMap((lane) => Array.from({ length: 8 }, () => send(request(lane)))));
  await soon();
  expect(started).toHaveLength(6);
  for (let done = 0; done < 24; done += 1) {
    open[done]?.resolve();
    await soon();
  }
  await all;
  expect(most).toEqual({ read: 3, write: 2, notify: 1 });
});

it('serves first who came first', async () => {
  const { send, started, open } = setUp();
  const names = ['a', 'b', 'c', 'd'];
  const all = Promise.all(names.map((name) => send(request('notify', name))));
  for (let done = 0; done < 4; done += 1) {
    await soon();
    open[done]?.resolve();
  }
  await all;
  expect(started).toEqual(['/a', '/b', '/c', '/d']);
});

it('gives the place of a failed request to the next', async () => {
  const { send, started, open } = setUp();
  const first = send(request('notify', 'a'));
  const second = send(request('notify', 'b'));
  await soon();
  open[0]?.reject(new Error('broken'));
  await expect(first).rejects.toThrow('broken');
  await soon();
  open[1]?.resolve();
  expect(await second).toMatchObject({ status: 200 });
  expect(started).toEqual(['/a', '/b']);
});

it('lets somebody leave the line without losing a place', async () => {
  const { send, started, open } = setUp();
  const controller = new AbortController();
  const first = send(request('notify', 'a'));
  const second = send(request('notify', 'b', controller.signal));
  const third = send(request('notify', 'c'));
  await soon();
  controller.abort(new Error('no longer needed'));
  await expect(second).rejects.toThrow('no longer needed');
  await expect(send(request('notify', 'd', controller.signal))).rejects.toThrow('no longer needed');
  open[0]?.resolve();
  await first;
  await soon();
  open[1]?.resolve();
  await third;
  const last = send(request('notify', 'e'));
  await soon();
  open[2]?.resolve();
  await last;
  expect(started).toEqual(['/a', '/c', '/e']);
});
