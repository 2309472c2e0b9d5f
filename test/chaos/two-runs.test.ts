import { expect, it } from 'vitest';
import { pipe } from '../bitbucket/open-bitbucket.ts';
import { makeFinding } from '../reports/make-report.ts';
import { Life } from './life.ts';
import { reviewedLife, type Step } from './pull-request-life.ts';
import { repeated, standing } from './visible-state.ts';

/** A first push, a second one, and one whose findings stand where others stood. */
const [opened, changed] = reviewedLife;
if (opened === undefined || changed === undefined) throw new Error('the life has no two steps');
const neighbour = (line: number) =>
  makeFinding({ path: 'src/app.js', line, rule: 'rule/new', fingerprint: `v1:new-${line}` });
const later: Step = {
  name: 'more on the same lines',
  push: true,
  findings: [...changed.findings, ...[12, 30, 33, 70].map(neighbour)],
};
const steps = [opened, changed, later];

/** A life of these steps; at step `at` a second run begins when the first one sends its request `from`. */
async function liveWithTwoRuns(at?: number, from = 0) {
  const life = await Life.open();
  const standings: unknown[] = [];
  let [requests, isOver] = [0, false];
  for (const [index, step] of steps.entries()) {
    await life.prepare(step, index);
    const first = life.sandbox.calls.length;
    let second: Promise<unknown> | undefined;
    if (index === at) {
      life.sandbox.faults = (target) => {
        if (target.index >= first + from) second ??= life.run(step);
        return undefined;
      };
    }
    await life.run(step);
    if (index === at) isOver = second === undefined;
    life.sandbox.faults = undefined;
    await second;
    requests = life.sandbox.calls.length - first;
    expect(repeated(life.sandbox.state, pipe.account.uuid), `${step.name}, from ${from}`).toEqual([]);
    standings.push(standing(life.state));
  }
  const { writes } = await life.run(later);
  expect(
    writes.map((write) => write.split('/').at(-1)),
    `from ${from}`,
  ).toEqual(['build', 'build']);
  await life.close();
  return { standings, requests, isOver };
}

/** Every second request is enough for each build; a long campaign takes them all. */
const stride = process.env['CHAOS_RUNS'] === undefined ? 2 : 1;

it.each([0, 1])(
  'two runs of one commit at the same time end in one state, in step %i, however they overlap',
  async (at) => {
    const { standings: expected } = await liveWithTwoRuns();
    let from = 0;
    for (; ; from += stride) {
      const { standings, isOver } = await liveWithTwoRuns(at, from);
      if (isOver) break;
      expect(standings, `from request ${from}`).toEqual(expected);
    }
    expect(from).toBeGreaterThan(15);
    console.info(`step ${at}: second runs began at up to ${from} requests of the first one`);
  },
  600_000,
);
