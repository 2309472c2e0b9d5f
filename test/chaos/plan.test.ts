import { expect, it } from 'vitest';
import { limits } from '../../src/bitbucket/limits.ts';
import type { TriagedFinding } from '../../src/core/finding.ts';
import { makeFinding } from '../reports/make-report.ts';
import { Life } from './life.ts';
import { rescannedLife, reviewedLife, type Step } from './pull-request-life.ts';

/** Which publication the requests of a plan are counted in. */
const publisherOf: Readonly<Record<string, string>> = { tasks: 'inline', review: 'summary' };

it.each([
  ['reviewed', reviewedLife],
  ['scanned again and again', rescannedLife],
])('what a publisher sends is known before it sends anything: a pull request %s', async (_what, steps) => {
  const life = await Life.open();
  for (const [index, step] of steps.entries()) {
    await life.prepare(step, index);
    const before = life.sandbox.calls.length;
    const { publications, plans, writes } = await life.run(step);
    const requests = life.sandbox.calls.length - before;
    for (const { publisher, writes: done } of publications) {
      if (publisher === 'files') continue;
      const own = plans.filter(({ what }) => (publisherOf[what] ?? what) === publisher);
      const planned = own.reduce((sum, plan) => sum + plan.writes, 0);
      // The first of the two statuses is sent before there is anything to plan.
      expect(done, `${step.name}: ${publisher}`).toBe(planned + Number(publisher === 'status'));
    }
    // Whoever plans first has sent nothing: only the first status is there.
    expect(plans[0]?.writesBefore, step.name).toBe(1);
    const planned = plans.reduce((sum, plan) => sum + plan.writes, 1);
    expect(writes.length, step.name).toBe(planned);
    expect(requests, step.name).toBeLessThan(limits.requestsPerHour / 10);
  }
  await life.close();
});

/** One finding a rule, so that each has a thread of its own. */
function flood(from: number, to: number): readonly TriagedFinding[] {
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const name = `flood-${from + index}`;
    const line = ((from + index) % 200) + 1;
    return makeFinding({ path: 'src/app.js', line, rule: `rule/${name}`, fingerprint: `v1:${name}` });
  });
}

it('a flood of findings stays within the requests of an hour, and the next hour goes on with it', async () => {
  const steps: readonly Step[] = [
    { name: 'a flood', push: false, findings: flood(1, 1200) },
    { name: 'the same an hour later', push: false, findings: flood(1, 1200) },
  ];
  const life = await Life.open();
  const threads: number[] = [];
  for (const [index, step] of steps.entries()) {
    await life.prepare(step, index);
    const before = life.sandbox.calls.length;
    const { publications, claimsAll } = await life.run(step, { inlineLimit: 900 });
    const calls = life.sandbox.calls.slice(before);
    expect(claimsAll, step.name).toBe(true);
    expect(calls.length, step.name).toBeLessThanOrEqual(limits.requestsPerHour);
    expect(
      calls.some(({ status }) => status === 429),
      step.name,
    ).toBe(false);
    const open = life.sandbox.state.comments.filter(({ inline, deleted }) => inline && !deleted).length;
    expect(publications.find(({ publisher }) => publisher === 'inline')?.leftOut).toBe(1200 - open);
    threads.push(open);
  }
  expect(threads[0]).toBeGreaterThan(300);
  expect(threads[1]).toBe(900);
  await life.close();
}, 120_000);
