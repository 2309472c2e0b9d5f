import { expect, it } from 'vitest';
import { isWrite } from '../../src/sandbox/call.ts';
import type { SandboxState } from '../../src/sandbox/state.ts';
import { pipe } from '../bitbucket/open-bitbucket.ts';
import { Life } from './life.ts';
import { reviewedLife, type Step } from './pull-request-life.ts';
import { repeated, type VisibleState } from './visible-state.ts';

// `kill.test.ts` ends the bundle itself, in two simple pushes. Here the publishing half is ended in the steps of a whole
// review, with tasks, answers and threads that come back.

/** One step, what was there before it and what is there after a run of it that nothing disturbs. */
interface Expected {
  readonly step: Step;
  readonly before: SandboxState;
  readonly after: VisibleState;
  readonly requests: number;
}

async function undisturbed(): Promise<readonly Expected[]> {
  const life = await Life.open();
  const expected: Expected[] = [];
  for (const [index, step] of reviewedLife.entries()) {
    await life.prepare(step, index);
    const [before, sent] = [life.sandbox.state, life.sandbox.calls.length];
    await life.run(step);
    expected.push({ step, before, after: life.state, requests: life.sandbox.calls.length - sent });
  }
  await life.close();
  return expected;
}

/** Ends a run at its n-th request; false where that is one whose application makes no difference. */
async function endAndRunAgain(
  { step, before, after }: Expected,
  at: number,
  applied: boolean,
): Promise<boolean> {
  const life = await Life.open(before);
  const { sandbox } = life;
  const end = new AbortController();
  let isWorthIt = !applied;
  sandbox.faults = (target) => {
    if (target.index < at) return undefined;
    if (target.index === at) isWorthIt ||= isWrite(target);
    end.abort(new Error('the run was ended'));
    return { kind: 'reset', applied: applied && target.index === at };
  };
  await life.run(step, { cut: end.signal });
  sandbox.faults = undefined;
  if (isWorthIt) {
    await life.run(step);
    const hint = `${step.name}, ended ${applied ? 'after' : 'before'} request ${at}`;
    expect(repeated(sandbox.state, pipe.account.uuid), hint).toEqual([]);
    expect(life.state, hint).toEqual(after);
  }
  await life.close();
  return isWorthIt;
}

const expected = await undisturbed();
/** Each build ends the step in which threads come back; a long campaign ends all of them. */
const chosen = expected.filter(
  ({ step }) => process.env['CHAOS_RUNS'] !== undefined || step.name === 'one is back, one is suppressed',
);

it.each(chosen)(
  'ended before any request or after any write, the next run completes: $step.name',
  async (each) => {
    let ended = 0;
    for (let at = 0; at < each.requests; at += 1) {
      for (const applied of [false, true]) ended += Number(await endAndRunAgain(each, at, applied));
    }
    expect(ended).toBeGreaterThan(each.requests);
    console.info(`${each.step.name}: ended ${ended} times at ${each.requests} requests, all completed alike`);
  },
  600_000,
);
