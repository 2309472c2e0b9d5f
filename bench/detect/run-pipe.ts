import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportFile } from './report-file.ts';
import { readReport } from './report-file.ts';

export interface PipeRun {
  readonly report: ReportFile;
  readonly seconds: number;
  /** Of all its processes together, at the most; undefined where the system has no `/proc`. */
  readonly peakMegabytes: number | undefined;
}

/** Runs the built pipe on a folder as a user would, with no credential: it writes its files and nothing else. */
export async function runPipe(
  folder: string,
  options: { readonly bundle: string; readonly output: string; readonly scanners?: string },
): Promise<PipeRun> {
  const started = performance.now();
  const child = spawn(process.execPath, [options.bundle], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: options.output,
      MODE: 'scan',
      SCANNERS: options.scanners ?? 'auto',
      FAIL_ON: 'never',
      PUBLISH: 'none',
      // Everything counts, and nothing is scanned twice.
      BASELINE: 'none',
      OUTPUT_DIR: options.output,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, residentMegabytes(child.pid ?? 0));
  }, 100);
  await once(child, 'close');
  clearInterval(watch);
  const seconds = (performance.now() - started) / 1000;
  // An incomplete run has a report too, which says what failed.
  if (child.exitCode !== 0 && child.exitCode !== 3) {
    throw new Error(`the pipe ended with exit code ${child.exitCode}:\n${said.join('').slice(-2000)}`);
  }
  const report = readReport(readFileSync(join(options.output, 'report.json'), 'utf8'));
  return { report, seconds, peakMegabytes: peak === 0 ? undefined : Math.round(peak) };
}

/** Memory of a process and all below it. Pages that several share count several times. */
function residentMegabytes(root: number): number {
  const children = new Map<number, number[]>();
  const pages = new Map<number, number>();
  for (const entry of listProcesses()) {
    const stat = statOf(entry);
    if (stat === undefined) continue;
    pages.set(stat.process, stat.pages);
    children.set(stat.parent, [...(children.get(stat.parent) ?? []), stat.process]);
  }
  let sum = 0;
  const open = [root];
  for (let process = open.pop(); process !== undefined; process = open.pop()) {
    sum += pages.get(process) ?? 0;
    open.push(...(children.get(process) ?? []));
  }
  return (sum * 4096) / 2 ** 20;
}

function listProcesses(): readonly string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the name may hold blanks and brackets. */
function statOf(entry: string): { process: number; parent: number; pages: number } | undefined {
  try {
    const text = readFileSync(`/proc/${entry}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { process: Number(entry), parent: Number(fields[1]), pages: Number(fields[21]) };
  } catch {
    return undefined; // it has ended
  }
}
