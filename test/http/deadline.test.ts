import { once } from 'node:events';
import { expect, it } from 'vitest';
import type { Clock } from '../../src/core/clock.ts';
import { type Deadline, deadline, fromFirstRequest, stopwatch } from '../../src/http/deadline.ts';
import { jumpingClock } from './jumping-clock.ts';

const kinds: readonly [
  string,
  (what: string, seconds: number, clock: Clock, parent?: AbortSignal) => Deadline,
][] = [
  ['deadline', deadline],
  ['deadline from the first request', (...how) => fromFirstRequest(() => deadline(...how))],
  ['stopwatch', stopwatch],
];

it.each(kinds)('a %s ends with its parent', (_name, make) => {
  const parent = new AbortController();
  const { signal } = make('publishing', 60, jumpingClock(), parent.signal);
  parent.abort(new Error('ended by SIGTERM'));
  expect(signal.reason).toEqual(new Error('ended by SIGTERM'));
});

it.each(kinds)('a %s says what took too long', async (_name, make) => {
  const end = make('publishing', 0.02, jumpingClock());
  const hang = async () => once(end.signal, 'abort');
  await (end.during?.(hang) ?? hang());
  expect(end.signal.reason).toMatchObject({
    name: 'DeadlinePassed',
    message: 'publishing took longer than 0.02 s',
  });
});

it('begins with the first request', async () => {
  const clock = jumpingClock(0);
  const end = fromFirstRequest(() => deadline('publishing', 60, clock));
  await clock.sleep(500_000);
  expect(end.endsAt).toBe(560_000);
  await clock.sleep(10_000);
  expect(end.endsAt).toBe(560_000);
});

it('stops the watch while nothing is under way, and counts what is at the same time once', async () => {
  const clock = jumpingClock(0);
  const end = stopwatch('reading', 60, clock);
  await end.during?.(() => clock.sleep(10_000));
  await clock.sleep(500_000);
  expect(end.endsAt - clock.now()).toBe(50_000);
  await end.during?.(async () => {
    await end.during?.(() => clock.sleep(20_000));
    expect(end.endsAt - clock.now()).toBe(30_000);
    await clock.sleep(5000);
  });
  expect(end.endsAt - clock.now()).toBe(25_000);
  await end.during?.(() => Promise.reject(new Error('refused'))).catch(() => undefined);
  expect(end.signal.aborted).toBe(false);
  await end.during?.(() => clock.sleep(90_000));
  expect(end.endsAt - clock.now()).toBe(0);
});
