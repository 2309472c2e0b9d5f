// What the start costs over an empty Node.js process: `node bench/start.ts [--quick]`.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { toolPath } from '../test/e2e/bundle.ts';
import { SampleRepository } from '../test/repository/sample-repository.ts';
import { isQuick, median, tell } from './figures.ts';

const rounds = isQuick ? 5 : 31;
const folder = mkdtempSync(join(tmpdir(), 'bench-start-'));
const empty = join(folder, 'empty.mjs');
writeFileSync(empty, "process.stdout.write('.');\n");
const main = resolve('dist/main.js');
const cache = join(folder, 'cache');
mkdirSync(cache);
const repository = new SampleRepository();
repository.commit({ 'one.txt': 'one line\n' }, 'One file');

/** Milliseconds until a program writes its first line; it is ended then. */
async function untilFirstLine(program: string, cwd: string, environment: Readonly<Record<string, string>>) {
  const started = performance.now();
  const child = spawn(process.execPath, [program], {
    cwd,
    env: { PATH: toolPath, OUTPUT_DIR: join(folder, 'output'), ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const closed = new Promise((done) => child.on('close', done));
  await new Promise((done) => child.stdout.once('data', done));
  const milliseconds = performance.now() - started;
  child.kill('SIGTERM');
  await closed;
  return milliseconds;
}

const ways = {
  empty: () => untilFirstLine(empty, folder, {}),
  wrong: () => untilFirstLine(main, folder, { MODE: 'nonsense' }),
  cached: () => untilFirstLine(main, repository.root, { NODE_COMPILE_CACHE: cache }),
  scan: () => untilFirstLine(main, repository.root, {}),
};
const measured: Record<keyof typeof ways, number[]> = { empty: [], wrong: [], cached: [], scan: [] };
// A run to the end, not to the first line only: Node.js writes what it compiled when it ends.
await new Promise((done) =>
  spawn(process.execPath, [main], {
    cwd: repository.root,
    env: { PATH: toolPath, OUTPUT_DIR: join(folder, 'output'), NODE_COMPILE_CACHE: cache },
  }).on('close', done),
);
// In turns, so that what else the machine does meets them alike.
for (let round = 0; round < rounds; round += 1) {
  measured.empty.push(await ways.empty());
  measured.wrong.push(await ways.wrong());
  measured.cached.push(await ways.cached());
  measured.scan.push(await ways.scan());
}
const over = (way: keyof typeof ways) =>
  median(measured[way].map((each, round) => each - (measured.empty[round] ?? 0)));
const milliseconds = (value: number) => `${value.toFixed(0)} ms`;
tell(`Start: medians of ${rounds} rounds`, [
  { what: 'an empty Node.js process to its first byte', figure: milliseconds(median(measured.empty)) },
  {
    what: 'the pipe to its first line of a scan, over the empty process',
    figure: milliseconds(over('scan')),
    target: '80 ms',
    met: over('scan') <= 80,
  },
  { what: '… with Node.js’s compile cache', figure: milliseconds(over('cached')) },
  { what: '… to the first line about a wrong variable', figure: milliseconds(over('wrong')) },
]);
