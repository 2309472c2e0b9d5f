/**
 * Speed and memory of reading SARIF beside `JSON.parse`, each row in a process of its own, so that one row's garbage
 * is not another one's peak. `node bench/sarif-read.ts [--large]`; `--large` adds 1,000 MB, which `JSON.parse` cannot
 * read at all. What bounds the figures is told in `docs/reading-sarif.md`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { PathLocator } from '../src/sarif/normalise/locate-path.ts';
import { readLog } from '../src/sarif/read/read-log.ts';
import { readLogFile } from '../src/sarif/read-log-file.ts';
import { writeGeneratedLog } from './sarif-log.ts';

interface Measured {
  readonly seconds: number;
  readonly results: number;
  readonly peakMegabytes: number;
}

type Way = 'JSON.parse' | 'stream' | 'findings';

const repeats = 3;

async function measure(way: Way, path: string): Promise<Measured> {
  const started = performance.now();
  const results = await work[way](path);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, results, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
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

function isolated(way: Way, path: string): Measured | undefined {
  const runs = Array.from({ length: repeats }, () => {
    const { stdout, status } = spawnSync(
      process.execPath,
      ['--max-old-space-size=8192', import.meta.filename, way, path],
      { encoding: 'utf8' },
    );
    if (status !== 0) return undefined;
    const measured: Measured = JSON.parse(stdout);
    return measured;
  }).filter((run) => run !== undefined);
  return runs.sort((a, b) => a.seconds - b.seconds)[Math.floor(runs.length / 2)];
}

async function main(sizes: readonly number[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sarif-bench-'));
  console.log(
    `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node.js ${process.version}, median of ${repeats}`,
  );
  const rows: Record<string, unknown>[] = [];
  try {
    for (const megabytes of sizes) {
      for (const shape of [
        { name: 'one line', indent: 0, toolFirst: true },
        { name: 'indented', indent: 2, toolFirst: true },
        { name: 'results first', indent: 0, toolFirst: false },
      ]) {
        const path = join(folder, 'log.sarif');
        await writeGeneratedLog(path, { ...shape, bytes: megabytes * 1e6 });
        rows.push(...rowsOf(path, `${megabytes} MB, ${shape.name}`));
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  console.table(rows);
  console.log('Targets: stream at least 1.0 × JSON.parse, peak at most 512 MB.');
}

function rowsOf(path: string, log: string): Record<string, unknown>[] {
  const megabytes = statSync(path).size / 1e6;
  const parse = isolated('JSON.parse', path);
  return (['JSON.parse', 'stream', 'findings'] as const).map((way) => {
    const measured = way === 'JSON.parse' ? parse : isolated(way, path);
    if (measured === undefined) return { log, way, results: 'fails' };
    const ratio = parse === undefined ? '' : (parse.seconds / measured.seconds).toFixed(2);
    return {
      log,
      way,
      results: measured.results,
      'MB/s': Math.round(megabytes / measured.seconds),
      'peak MB': Math.round(measured.peakMegabytes),
      '× JSON.parse': ratio,
    };
  });
}

const [first, path] = process.argv.slice(2);
if (path !== undefined && (first === 'JSON.parse' || first === 'stream' || first === 'findings')) {
  console.log(JSON.stringify(await measure(first, path)));
} else {
  await main(first === '--large' ? [10, 100, 1000] : [10, 100]);
}
