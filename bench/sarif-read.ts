/**
 * Speed and memory of reading SARIF beside `JSON.parse`, each row in a process of its own, so that one row's garbage
 * is not another one's peak. `node bench/sarif-read.ts [--large | --quick]`; `--large` adds 1,000 MB, which `JSON.parse` cannot
 * read at all. What bounds the figures is told in `docs/decisions`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Row, tell } from './figures.ts';
import { writeGeneratedLog } from './sarif-log.ts';
import { type Measured, type Way, ways } from './sarif-ways.ts';

const rounds = 3;
const shapes = [
  { name: 'one line', indent: 0, toolFirst: true },
  { name: 'indented', indent: 2, toolFirst: true },
  { name: 'results first', indent: 0, toolFirst: false },
];

/**
 * What is measured, as JavaScript, as users run it. In a process that is started on TypeScript the code that takes the
 * types off goes on being optimised meanwhile, in other threads: of 10 MB that was a fifth of all processor time.
 */
async function bundle(folder: string): Promise<string> {
  const outfile = join(folder, 'sarif-ways.mjs');
  const entryPoints = [join(import.meta.dirname, 'sarif-ways.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm' });
  return outfile;
}

/** One measurement in a process of its own; undefined where that fails, as `JSON.parse` does on the largest log. */
function isolated(program: string, way: Way, path: string): Measured | undefined {
  const args = ['--max-old-space-size=8192', program, way, path];
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const measured: Measured = JSON.parse(stdout);
  return measured;
}

async function main(sizes: readonly number[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sarif-bench-'));
  const processor = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores`;
  console.log(`${processor}, Node.js ${process.version}, medians of ${rounds} rounds`);
  const rows: Record<string, unknown>[] = [];
  try {
    const program = await bundle(folder);
    for (const megabytes of sizes) {
      for (const shape of shapes) {
        const path = join(folder, 'log.sarif');
        await writeGeneratedLog(path, { ...shape, bytes: megabytes * 1e6 });
        rows.push(...rowsOf(program, path, `${megabytes} MB, ${shape.name}`));
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  console.table(rows);
  tell('Reading SARIF beside JSON.parse', rows.flatMap(figureOf));
}

/** `findings`, with normalisation, is measured without a target; so is the time, which what else runs decides. */
function figureOf(row: Record<string, unknown>): Row[] {
  if (row['way'] === 'JSON.parse')
    return row['results'] === 'fails' ? [{ what: `${row['log']}: JSON.parse`, figure: 'fails' }] : [];
  const ratio = Number(row['× JSON.parse (CPU)']);
  const peak = Number(row['peak MB']);
  const isRead = row['way'] === 'stream';
  return [
    {
      what: `${row['log']}: ${isRead ? 'reading' : 'reading and normalising'} ÷ JSON.parse, in speed; most memory`,
      figure: `${ratio > 0 ? `${ratio.toFixed(2)} ×` : 'JSON.parse fails'}, ${row['MB/s']} MB/s, ${peak} MB`,
      ...(isRead && { target: '1.00 ×, 512 MB', met: (ratio >= 1 || !(ratio > 0)) && peak < 512 }),
    },
  ];
}

/** The ways take turns, so that what else the machine does meets them alike. */
function rowsOf(program: string, path: string, log: string): Record<string, unknown>[] {
  const megabytes = statSync(path).size / 1e6;
  const measured = Array.from({ length: rounds }, () => ways.map((way) => isolated(program, way, path)));
  return ways.map((way, index) => {
    const own = measured.flatMap((round) => round[index] ?? []);
    const [one] = own;
    if (one === undefined) return { log, way, results: 'fails' };
    return {
      log,
      way,
      results: one.results,
      seconds: median(own.map(({ seconds }) => seconds)).toFixed(2),
      'MB/s': Math.round(megabytes / median(own.map(({ seconds }) => seconds))),
      'CPU s': median(own.map(({ cpuSeconds }) => cpuSeconds)).toFixed(2),
      'peak MB': Math.round(median(own.map(({ peakMegabytes }) => peakMegabytes))),
      '× JSON.parse (CPU)': ratioOf(measured, index, 'cpuSeconds'),
      '× JSON.parse (time)': ratioOf(measured, index, 'seconds'),
    };
  });
}

function ratioOf(
  measured: readonly (readonly (Measured | undefined)[])[],
  index: number,
  what: 'seconds' | 'cpuSeconds',
): string {
  const ratios = measured.flatMap((round) => {
    const [parse, other] = [round[0], round[index]];
    return parse === undefined || other === undefined ? [] : [parse[what] / other[what]];
  });
  return ratios.length === 0 ? '' : median(ratios).toFixed(2);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const [size] = process.argv.slice(2);
await main(size === '--large' ? [10, 100, 1000] : size === '--quick' ? [10] : [10, 100]);
