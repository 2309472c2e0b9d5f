import { expect, it } from 'vitest';
import { isWrite } from '../../src/sandbox/call.ts';
import type { FaultTarget } from '../../src/sandbox/fault.ts';
import { pipe } from '../bitbucket/open-bitbucket.ts';
import { Life } from './life.ts';
import { reviewedLife, type Step } from './pull-request-life.ts';
import { repeated, standing, type VisibleState } from './visible-state.ts';

const [opened] = reviewedLife;
if (opened === undefined) throw new Error('the life has no step');

const isNewComment = (target: FaultTarget) => isWrite(target) && target.path.endsWith('/comments');

/** The gateway gives up, but what is behind it goes on: the n-th new comment comes to pass so many requests later. */
async function liveWithLateComment(step: Step, nth?: number, later = 0): Promise<VisibleState> {
  const life = await Life.open();
  await life.prepare(step, 0);
  const { sandbox } = life;
  let [seen, late]: [number, FaultTarget | undefined] = [0, undefined];
  let landing: Promise<unknown> | undefined;
  const land = async ({ method, path, body }: FaultTarget) => {
    const headers = { authorization: `Bearer ${pipe.token}`, 'content-type': 'application/json' };
    await fetch(new URL(path, sandbox.url), { method, headers, body: JSON.stringify(body) });
  };
  sandbox.faults = (target) => {
    if (late !== undefined && target.index > late.index + later) landing ??= land(late);
    if (!isNewComment(target) || seen++ !== nth) return undefined;
    late = target;
    return { kind: 'server-error', status: 504 };
  };
  await life.run(step);
  sandbox.faults = undefined;
  if (late !== undefined && landing === undefined) landing = land(late);
  await landing;
  await life.run(step);
  expect(repeated(sandbox.state, pipe.account.uuid), `comment ${nth}, ${later} later`).toEqual([]);
  const state = standing(life.state);
  await life.close();
  return state;
}

it('a comment that is made after it was looked for and posted again stands once in the end', async () => {
  const expected = await liveWithLateComment(opened);
  for (const nth of [0, 2, 5]) {
    for (const later of [0, 1, 2, 3, 6, 100]) {
      const state = await liveWithLateComment(opened, nth, later);
      expect(state, `comment ${nth}, ${later} requests later`).toEqual(expected);
    }
  }
}, 60_000);
