// npm run fuzz -- [--cases 1000000] [--seed 7] [--target sarif] [--path 12:0:1]
import { parseArgs } from 'node:util';
import { campaign } from './campaign.ts';
import { targets } from './targets.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: process.env['FUZZ_CASES'] ?? '20000' },
    seed: { type: 'string', default: process.env['FUZZ_SEED'] ?? String(Date.now() % 1_000_000_000) },
    target: { type: 'string', multiple: true },
    path: { type: 'string' },
  },
});
const chosen = targets.filter(({ name }) => values.target === undefined || values.target.includes(name));
const [cases, seed] = [Number(values.cases), Number(values.seed)];
const isWhole = (number: number) => Number.isSafeInteger(number) && number > 0;
if (chosen.length === 0 || !isWhole(cases) || !isWhole(seed)) {
  console.error(
    `--cases and --seed take whole numbers above 0, --target one of: ${targets.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}
console.info(`seed ${seed}, ${cases} cases`);
const outcomes = await campaign({
  targets: chosen,
  seed,
  cases,
  ...(values.path !== undefined && { path: values.path }),
  tell: (line) => console.info(line),
});
const failed = new Set(outcomes.flatMap(({ target, failure }) => (failure === undefined ? [] : [target])));
const lived = outcomes.reduce((sum, outcome) => sum + outcome.cases, 0);
console.info(
  `${lived} cases, ${failed.size === 0 ? 'none failed' : `failed: ${[...failed].join(', ')}`} (seed ${seed})`,
);
process.exitCode = failed.size === 0 ? 0 : 1;
