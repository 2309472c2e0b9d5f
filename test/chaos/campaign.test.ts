import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import { pipe } from '../bitbucket/open-bitbucket.ts';
import { troubleOf } from './fault-menu.ts';
import { Life } from './life.ts';
import { rescannedLife, reviewedLife, type Step } from './pull-request-life.ts';
import { repeated, type VisibleState } from './visible-state.ts';

/** Runs under faults, two thirds of them in a pull request under review. `CHAOS_RUNS=5000` for a long campaign. */
const runs = Number(process.env['CHAOS_RUNS'] ?? 200);

/** A failure names the one that its life began with: `CHAOS_SEED=1751 CHAOS_RUNS=1` lives it again. */
const firstSeed = Number(process.env['CHAOS_SEED'] ?? 1);

/** Counts of all that happened, for whoever reads the log. */
class Figures {
  readonly #counts = new Map<string, number>();

  add(name: string, count = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + count);
  }

  toString(): string {
    return [...this.#counts].map(([name, count]) => `${name}: ${count}`).join(', ');
  }
}

/** The states after each step when nothing goes wrong. */
async function faultless(steps: readonly Step[]): Promise<readonly VisibleState[]> {
  const life = await Life.open();
  const states: VisibleState[] = [];
  for (const [index, step] of steps.entries()) {
    await life.prepare(step, index);
    const { claimsAll } = await life.run(step);
    expect(claimsAll, step.name).toBe(true);
    states.push(life.state);
  }
  await life.close();
  return states;
}

async function livesUnderFaults(steps: readonly Step[], wanted: number, figures: Figures): Promise<void> {
  const expected = await faultless(steps);
  for (let born = firstSeed; born < firstSeed + wanted; born += steps.length) {
    await liveUnderFaults(steps, { born, expected, figures, patience: 1 });
  }
}

interface Birth {
  /** The seed of the first step; each step takes the next one. */
  readonly born: number;
  readonly expected: readonly VisibleState[];
  readonly figures: Figures;
  readonly patience: number;
}

/** Most times that a life is lived again, each with twice the patience of the one before. */
const mostPatience = 64;

/**
 * A request that goes unanswered is given up in real time. Where the machine stood still for as long, a life tells of
 * the machine and not of the pipe: where it went wrong, it is lived again with more patience.
 */
async function liveUnderFaults(steps: readonly Step[], birth: Birth): Promise<void> {
  const stillness = monitorEventLoopDelay({ resolution: 5 });
  stillness.enable();
  const life = await Life.open();
  try {
    for (const [index, step] of steps.entries()) {
      const seed = birth.born + index;
      await life.prepare(step, index);
      const hint = `${step.name}, seed ${seed}, CHAOS_SEED=${birth.born}`;
      await runUnderFaults(life, step, { ...birth, seed, hint, expected: birth.expected[index] });
    }
  } catch (error) {
    const stoodStill = stillness.max / 1e6;
    if (birth.patience >= mostPatience || stoodStill < 40 * birth.patience) throw error;
    birth.figures.add('lived again on a machine that stood still');
    return await liveUnderFaults(steps, { ...birth, patience: birth.patience * 2 });
  } finally {
    stillness.disable();
    await life.close();
  }
  for (const { fault } of life.sandbox.calls) if (fault !== undefined) birth.figures.add(fault);
  birth.figures.add('requests', life.sandbox.calls.length);
}

interface Trial extends Pick<Birth, 'figures' | 'patience'> {
  readonly seed: number;
  readonly hint: string;
  readonly expected: VisibleState | undefined;
}

async function runUnderFaults(
  life: Life,
  step: Step,
  { seed, hint, expected, figures, patience }: Trial,
): Promise<void> {
  const { sandbox } = life;
  const { plan, endsAt, requestTimeout } = troubleOf(seed, sandbox.calls.length, patience);
  const end = new AbortController();
  sandbox.faults = (target) => {
    if (endsAt === undefined || target.index < endsAt) return plan(target);
    end.abort(new Error('the run was ended'));
    return { kind: 'reset', applied: seed % 2 === 0 };
  };
  const { claimsAll } = await life.run(step, { cut: end.signal, requestTimeout });
  sandbox.faults = undefined;
  figures.add('runs');
  if (end.signal.aborted) figures.add('ended in the middle');
  if (!claimsAll || end.signal.aborted) {
    figures.add('run again');
    const again = await life.run(step);
    expect(again.claimsAll, `${hint}: the second run`).toBe(true);
  }
  expect(repeated(sandbox.state, pipe.account.uuid), hint).toEqual([]);
  expect(life.state, hint).toEqual(expected);
  if (seed % 10 !== 0) return;
  const { writes } = await life.run(step);
  expect(
    writes.map((write) => write.split('/').at(-1)),
    `${hint}: one more run`,
  ).toEqual(['build', 'build']);
}

it.each([
  ['a pull request under review', reviewedLife, Math.ceil((runs * 2) / 3)],
  ['one commit scanned again and again', rescannedLife, Math.ceil(runs / 3)],
])(
  '%s ends as without faults, after at most one more run, whatever goes wrong',
  async (name, steps, wanted) => {
    const figures = new Figures();
    await livesUnderFaults(steps, wanted, figures);
    console.info(`${name}: ${figures}`);
  },
  7_200_000,
);
