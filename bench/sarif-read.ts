/**
 * Speed and memory of reading SARIF beside `JSON.parse`, each row in a process of its own, so that one row's garbage
 * is not another one's peak. `node bench/sarif-read.ts [--large | --quick]`; `--large` adds 1,000 MB, which `JSON.parse` cannot
 * read at all. What bounds the figures is told in `docs/decisions`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { PathLocator } from '../src/sarif/normalise/locate-path.ts';
import { readLog } from '../src/sarif/read/read-log.ts';
import { readLogFile } from '../src/sarif/read-log-file.ts';
import { type Row, tell } from './figures.ts';
import { writeGeneratedLog } from './sarif-log.ts';

interface Measured {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly results: number;
  readonly peakMegabytes: number;
}

type Way = (typeof ways)[number];

const ways = ['JSON.parse', 'stream', 'findings'] as const;
const rounds = 3;
const shapes = [
  { name: 'one line', indent: 0, toolFirst: true },
  { name: 'indented', indent: 2, toolFirst: true },
  { name: 'results first', indent: 0, toolFirst: false },
];

async function measure(way: Way, path: string): Promise<Measured> {
  const started = performance.now();
  const before = process.cpuUsage();
  const results = await work[way](path);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  return {
    seconds,
    cpuSeconds: (user + system) / 1e6,
    results,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
}

const work: Readonly<Record<Way, (path: string) => Promise<number>>> = {
  async 'JSON.parse'(path) {
    const log: { runs: { results: unknown[] }[] } = JSON.parse(readFileSync(path, 'utf8'));
    return log.runs[0]?.results.length ?? 0;
  },
  async stream(path) {
    let results = 0;
    for await (const event of readLog({ path, name: path }, { results: 'read', signal: undefined })) {
      if (event.kind === 'elements' && event.of === 'results') results += event.values.length;
    }
    return results;
  },
  async findings(path) {
    const none = () => {};
    const log = { debug: none, info: none, warn: none, error: none };
    const context = { root: '/nowhere', repositoryFiles: new Set<string>(), log };
    const locator = new PathLocator(context.root, context.repositoryFiles);
    const { runs } = await readLogFile({ path, name: path }, locator, context);
    return runs[0]?.results ?? 0;
  },
};

/** One measurement in a process of its own; undefined where that fails, as `JSON.parse` does on the largest log. */
function isolated(way: Way, path: string): Measured | undefined {
  const args = ['--max-old-space-size=8192', import.meta.filename, way, path];
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
    for (const megabytes of sizes) {
      for (const shape of shapes) {
        const path = join(folder, 'log.sarif');
        await writeGeneratedLog(path, { ...shape, bytes: megabytes * 1e6 });
        rows.push(...rowsOf(path, `${megabytes} MB, ${shape.name}`));
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
function rowsOf(path: string, log: string): Record<string, unknown>[] {
  const megabytes = statSync(path).size / 1e6;
  const measured = Array.from({ length: rounds }, () => ways.map((way) => isolated(way, path)));
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

const [first, path] = process.argv.slice(2);
const wanted = ways.find((way) => way === first);
if (path !== undefined && wanted !== undefined) {
  console.log(JSON.stringify(await measure(wanted, path)));
} else {
  await main(first === '--large' ? [10, 100, 1000] : first === '--quick' ? [10] : [10, 100]);
}
