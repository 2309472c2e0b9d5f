// What the start costs over an empty Node.js process: `node bench/start.ts [--quick]`.
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ProgramJob } from '../src/scanners/own-program.ts';
import { toolPath } from '../test/e2e/bundle.ts';
import { SampleRepository } from '../test/repository/sample-repository.ts';
import { isQuick, median, tell } from './figures.ts';

const rounds = isQuick ? 5 : 31;
const folder = mkdtempSync(join(tmpdir(), 'bench-start-'));
const empty = join(folder, 'empty.mjs');
writeFileSync(empty, "process.stdout.write('.');\n");
const dist = resolve('dist');
const files = {
  secretlint: { 'one.txt': 'one line\n' },
  pipelines: { 'bitbucket-pipelines.yml': 'pipelines:\n  default:\n    - step:\n        script: [make]\n' },
  flow: { 'one.py': 'import os\n' },
};
const repository = new SampleRepository();
repository.commit(Object.assign({}, ...Object.values(files)), 'A file for each scanner of ours');

/** Milliseconds until a program writes its first line, at which it is ended, or until it ends by itself. */
async function run(until: 'first line' | 'end', args: readonly string[], environment = {}): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: repository.root,
    env: { PATH: toolPath, OUTPUT_DIR: join(folder, 'output'), ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const closed = new Promise<number | null>((done) => child.on('close', done));
  const told = new Promise((done) => child.stdout.once('data', done));
  await (until === 'end' ? closed : told);
  const milliseconds = performance.now() - started;
  if (until === 'first line') child.kill('SIGTERM');
  const code = await closed;
  if (until === 'end' && code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
  return milliseconds;
}

/** A job of one file, as the pipe gives it to a scanner of ours. */
function program(name: keyof typeof files): () => Promise<number> {
  const jobs = join(folder, `${name}.json`);
  const job: ProgramJob = {
    root: repository.root,
    files: Object.keys(files[name]),
    rules: join(dist, 'rules'),
    sarif: join(folder, `${name}.sarif`),
    report: join(folder, `${name}.report`),
  };
  writeFileSync(jobs, JSON.stringify([job]));
  return () => run('end', [join(dist, `${name}.js`), jobs]);
}

const main = join(dist, 'main.js');
const ways = {
  empty: () => run('first line', [empty]),
  scan: () => run('first line', [main]),
  whole: () => run('end', [main], { SCANNERS: 'secretlint', BASELINE: 'none' }),
  secretlint: program('secretlint'),
  pipelines: program('pipelines'),
  flow: program('flow'),
};
const names = Object.keys(ways) as (keyof typeof ways)[];
const measured = new Map(names.map((name) => [name, [] as number[]]));
// In turns, so that what else the machine does meets them alike.
for (let round = 0; round < rounds; round += 1) {
  for (const name of names) measured.get(name)?.push(await ways[name]());
}
const of = (name: keyof typeof ways) => measured.get(name) ?? [];
const over = (name: keyof typeof ways) =>
  median(of(name).map((each, round) => each - (of('empty')[round] ?? 0)));
const milliseconds = (value: number) => `${value.toFixed(0)} ms`;
const scanners = (['secretlint', 'pipelines', 'flow'] as const).map((name) => ({
  what: `… ${name} on one small file, a process of its own`,
  figure: milliseconds(over(name)),
}));
tell(`Start: medians of ${rounds} rounds`, [
  { what: 'an empty Node.js process to its first byte', figure: milliseconds(median(of('empty'))) },
  {
    what: 'the pipe to its first line of a scan, over the empty process',
    figure: milliseconds(over('scan')),
    target: '80 ms',
    met: over('scan') <= 80,
  },
  { what: '… a whole scan of three small files with secretlint', figure: milliseconds(over('whole')) },
  ...scanners,
]);
