// How cost grows with the work, at three sizes of each: `node bench/slopes.ts [--quick]`.
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sarifLog } from '../test/e2e/sarif-log.ts';
import { SampleRepository } from '../test/repository/sample-repository.ts';
import { type MeasuredRun, measuredRun, reportOf } from './bundle-run.ts';
import { corpusRepository } from './corpus.ts';
import { isQuick, median, type Row, slopeOfIncrements, tell } from './figures.ts';
import { writeManyResults } from './many-results.ts';
import { openPullRequest, pullRequestEnvironment } from './pull-request.ts';

/** Beyond this exponent the cost grows faster than the work. */
const steepest = 1.1;
const scale = isQuick ? 10 : 1;
const rows: Row[] = [];

/** Measures one thing at each size: the processor time of three runs, the middle one of them. */
async function grow(
  what: string,
  sizes: readonly number[],
  cost: (size: number) => Promise<MeasuredRun>,
  more: (run: MeasuredRun) => string = () => '',
): Promise<void> {
  try {
    const runs: MeasuredRun[] = [];
    for (const size of sizes) {
      const all: MeasuredRun[] = [];
      // The largest takes long enough for one run to tell.
      for (let round = isQuick || size === sizes.at(-1) ? 1 : 3; round > 0; round -= 1)
        all.push(await cost(size));
      const middle = median(all.map(({ cpuSeconds }) => cpuSeconds));
      runs.push(...all.filter(({ cpuSeconds }) => cpuSeconds === middle).slice(0, 1));
    }
    const costs = runs.map(({ cpuSeconds }) => cpuSeconds);
    const exponent = slopeOfIncrements(sizes, costs);
    const each = sizes.map((size, index) => {
      const run = runs[index];
      return run === undefined
        ? ''
        : `${size.toLocaleString('en')}: ${(costs[index] ?? 0).toFixed(2)} s${more(run)}`;
    });
    rows.push({
      what: `${what}: exponent of the processor time`,
      figure: `${exponent.toFixed(2)} (${each.join(', ')})`,
      target: `${steepest}`,
      met: exponent <= steepest,
    });
  } catch (error) {
    rows.push({ what, figure: `could not be measured: ${String(error)}`, target: `${steepest}`, met: false });
  }
}

const memory = ({ peakMegabytes }: MeasuredRun) =>
  peakMegabytes === undefined ? '' : ` ${peakMegabytes.toFixed(0)} MB`;

await grow(
  'files of a whole scan',
  [1_250, 5_000, 20_000].map((size) => size / scale),
  async (size) => {
    const repository = corpusRepository(size);
    try {
      return await measuredRun(repository.root, { FAIL_ON: 'never', BASELINE: 'none' });
    } finally {
      rmSync(repository.root, { recursive: true });
    }
  },
  memory,
);

await grow(
  'findings of a report',
  [1_000, 10_000, 100_000].map((size) => size / scale),
  async (size) => {
    const folder = new SampleRepository();
    folder.commit({ 'README.md': 'Nothing\n' }, 'Nothing');
    await writeManyResults(join(folder.root, 'other.sarif'), size);
    const run = await measuredRun(folder.root, {
      MODE: 'publish',
      SARIF_FILES: 'other.sarif',
      FAIL_ON: 'never',
    });
    const found = reportOf(run).findings.length;
    if (found !== size) throw new Error(`${found} findings of ${size}:\n${run.log}`);
    rmSync(folder.root, { recursive: true });
    return run;
  },
  (run) =>
    `${memory(run)}, report.json ${(statSync(join(run.output, 'report.json')).size / 1e6).toFixed(1)} MB`,
);

await grow(
  'comments on the pull request',
  [100, 500, 2_500].map((size) => size / Math.min(scale, 5)),
  (size) => withPullRequest({ files: 1, comments: size }),
);

await grow(
  'files in the diff',
  [100, 400, 1_600].map((size) => size / scale),
  (size) => withPullRequest({ files: size, comments: 0 }),
);

tell('How cost grows', rows);

/** A pull request that adds so many files, on which people said so much; one finding of another tool in each file. */
async function withPullRequest(size: {
  readonly files: number;
  readonly comments: number;
}): Promise<MeasuredRun> {
  const repository = new SampleRepository();
  const base = repository.commit({ 'README.md': 'Nothing\n' }, 'Nothing');
  repository.git('checkout', '--quiet', '-b', 'feature');
  const paths = Array.from({ length: size.files }, (_, index) => `src/file-${index}.txt`);
  mkdirSync(join(repository.root, 'src'));
  for (const path of paths)
    writeFileSync(join(repository.root, path), `${'some words\n'.repeat(40)}${path}\n`);
  const head = repository.commit({}, 'Files');
  const results = paths.map((path) => ({ path, line: 7, message: `Words about ${path}` }));
  repository.write('other.sarif', sarifLog(results));
  const sandbox = await openPullRequest({ repository, base, head });
  const person = sandbox.as();
  for (let index = 0; index < size.comments; index += 1)
    person.comment(1, `What somebody said, number ${index}`);
  const run = await measuredRun(repository.root, {
    SARIF_FILES: 'other.sarif',
    FAIL_ON: 'never',
    ...pullRequestEnvironment(sandbox, { base, head }),
  });
  await sandbox.close();
  const failed = reportOf(run).publications.filter(({ outcome }) => outcome === 'failed');
  if (failed.length > 0) throw new Error(`publishing failed:\n${run.log}`);
  rmSync(repository.root, { recursive: true });
  return run;
}
