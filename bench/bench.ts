// `npm run bench`: every bench in a process of its own, then all their figures beside what they must reach.
// `--quick` for small sizes, `--large` for a log of 1 GB too, names for some of them: `npm run bench -- start publishing`.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine, print, type Row } from './figures.ts';

/** In this order, each with the seconds that it may take: one that hangs must not keep the others from being told. */
const benches = {
  start: 60,
  repository: 600,
  'chosen-files': 180,
  'sarif-read': 900,
  'matching-curve': 180,
  publishing: 120,
  slopes: 420,
  container: 330,
};

const words = process.argv.slice(2);
const flags = words.filter((word) => word.startsWith('--'));
const wanted = words.filter((word) => !word.startsWith('--'));
/** For the temporary files of all benches: they go with it. */
const work = mkdtempSync(join(tmpdir(), 'bench-'));
const file = join(work, 'rows');
const failures: Row[] = [];
const started = performance.now();
for (const [name, seconds] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const failure = await runBench(name, seconds);
  if (failure !== undefined)
    failures.push({ what: `the bench “${name}”`, figure: failure, target: 'ends', met: false });
}
const minutes = (performance.now() - started) / 60_000;
console.log(`\nAll figures, in ${minutes.toFixed(1)} minutes\n${machine()}`);
const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
const rows: Row[] = text
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line));
print([...rows, ...failures]);
rmSync(work, { recursive: true, force: true, maxRetries: 5 });

/** Resolves with what went wrong, if anything did. */
async function runBench(name: string, seconds: number): Promise<string | undefined> {
  const child = spawn(process.execPath, [join(import.meta.dirname, `${name}.ts`), ...flags], {
    stdio: 'inherit',
    env: { ...process.env, BENCH_ROWS: file, TMPDIR: work },
  });
  const timer = setTimeout(() => child.kill(), seconds * 1000);
  const [code, signal] = await new Promise<[number | null, string | null]>((done) => {
    child.on('error', () => done([null, 'no start']));
    child.on('close', (exitCode, by) => done([exitCode, by]));
  });
  clearTimeout(timer);
  if (code === 0) return undefined;
  return code === null ? `was ended after ${seconds} s at the most (${signal})` : `ended with ${code}`;
}
