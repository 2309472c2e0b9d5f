import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ReportJson, toolPath } from '../test/e2e/bundle.ts';

export interface MeasuredRun {
  readonly exitCode: number | null;
  readonly seconds: number;
  /** Processor time of the run and everything that it started. */
  readonly cpuSeconds: number;
  /** Most memory of the whole process tree at one time, as shared pages count once; undefined outside Linux. */
  readonly peakMegabytes: number | undefined;
  /** The folder with the reports. */
  readonly output: string;
  readonly log: string;
}

const main = resolve('dist/main.js');

/** Runs the bundle in a folder with exactly this environment. */
export async function measuredRun(
  cwd: string,
  environment: Readonly<Record<string, string>>,
): Promise<MeasuredRun> {
  if (!existsSync(main)) throw new Error('dist/ is missing: npm run build');
  const output = mkdtempSync(join(tmpdir(), 'bench-output-'));
  const started = performance.now();
  // The shell's `times` is the one portable way to the processor time of a process tree that has ended.
  const child = spawn('sh', ['-c', '"$@"; code=$?; times >&3; exit $code', 'sh', process.execPath, main], {
    cwd,
    env: { PATH: toolPath, OUTPUT_DIR: output, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const texts = { log: '', times: '' };
  child.stdio[1]?.on('data', (chunk: Buffer) => (texts.log += chunk.toString()));
  child.stdio[2]?.on('data', (chunk: Buffer) => (texts.log += chunk.toString()));
  child.stdio[3]?.on('data', (chunk: Buffer) => (texts.times += chunk.toString()));
  let peak: number | undefined;
  const timer = setInterval(() => {
    const now = treeMegabytes(child.pid ?? -1);
    if (now !== undefined) peak = Math.max(peak ?? 0, now);
  }, 100);
  const exitCode = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  clearInterval(timer);
  const seconds = (performance.now() - started) / 1000;
  return {
    exitCode,
    seconds,
    cpuSeconds: secondsIn(texts.times),
    peakMegabytes: peak,
    output,
    log: texts.log,
  };
}

export function reportOf({ output, log }: Pick<MeasuredRun, 'output' | 'log'>): ReportJson {
  const path = join(output, 'report.json');
  if (!existsSync(path)) throw new Error(`there is no report.json:\n${log}`);
  const report: ReportJson = JSON.parse(readFileSync(path, 'utf8'));
  return report;
}

/** `times` prints minutes and seconds: of the shell in its first line, of its children in the second. */
function secondsIn(times: string): number {
  const [, children = ''] = times.trim().split('\n');
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}

/** The proportional set size of a process and all below it: https://docs.kernel.org/filesystems/proc.html */
function treeMegabytes(root: number): number | undefined {
  try {
    const parents = new Map<number, number>();
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      const parent = parentOf(Number(name));
      if (parent !== undefined) parents.set(Number(name), parent);
    }
    const isBelow = (pid: number): boolean => {
      const parent = parents.get(pid);
      return pid === root || (parent !== undefined && parent > 1 && isBelow(parent));
    };
    return [...parents.keys()].filter(isBelow).reduce((sum, pid) => sum + proportionalMegabytes(pid), 0);
  } catch {
    return undefined;
  }
}

function parentOf(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\)/s, '').trim().split(' ');
    return Number(fields[1]);
  } catch {
    return undefined;
  }
}

function proportionalMegabytes(pid: number): number {
  try {
    const [, kilobytes] = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1')) ?? [];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}
