import type { Outcome, Target } from './target.ts';

export interface Campaign {
  readonly targets: readonly Target[];
  readonly seed: number;
  /** Of all targets together. */
  readonly cases: number;
  readonly path?: string;
  readonly tell: (line: string) => void;
}

/** Cases after which a target tells how far it is, and goes on with the next seed. */
const round = 20_000;

/** Goes over the targets one after the other; what fails is told as it is found. */
export async function campaign({ targets, seed, cases, path, tell }: Campaign): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const shares = targets.reduce((sum, { share }) => sum + share, 0);
  for (const target of targets) {
    const wanted = Math.ceil((cases * target.share) / shares);
    const done = { cases: 0, seconds: 0 };
    for (let from = seed; done.cases < wanted; from += 1) {
      const plan = { seed: from, cases: Math.min(round, wanted - done.cases) };
      const outcome = await target.attack(path === undefined ? plan : { ...plan, path });
      outcomes.push(outcome);
      done.cases += outcome.cases;
      done.seconds += outcome.seconds;
      if (outcome.failure !== undefined) {
        const { failure } = outcome;
        tell(`${target.name}: FAILED with seed ${failure.seed}, path ${failure.path}`);
        tell(`  ${failure.shrunk}`);
        tell(failure.error.replace(/^/gm, '  '));
        tell(`  npm run fuzz -- --target '${target.name}' --seed ${failure.seed} --path ${failure.path}`);
        break;
      }
      tell(`${target.name}: ${done.cases} of ${wanted} cases, ${done.seconds.toFixed(1)} s (seed ${from})`);
    }
  }
  return outcomes;
}
