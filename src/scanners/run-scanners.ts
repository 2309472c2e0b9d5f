import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, ToolError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { noProgress, type Progress } from '../core/progress.ts';
import { Budget } from './budget.ts';
import { logScanner } from './log-scanner.ts';
import { scanOutcome } from './scan-outcome.ts';
import type { ScanAhead, ScanContext, Scanner, ScanOutcome, ScanTarget } from './scanner.ts';
import { failed } from './tool-failure.ts';

export interface ScanResources
  extends Pick<ScanContext, 'runTool' | 'installation' | 'timeoutSeconds' | 'signal'> {
  /** An empty folder outside the repository; each scanner gets one of its own in it. */
  readonly workFolder: string;
  /** Processors that the container may use. */
  readonly cores: number;
  /** MiB that all scanners share. A pipe has 1024 MB unless the docker service is given more. */
  readonly memoryMegabytes: number;
  readonly progress?: Progress;
  /** Shared by runs that go on at the same time; without it each run has a budget of its own. */
  readonly budget?: Budget;
  /** Those that have started already, with their part of the budget: see `start-ahead.ts`. */
  readonly ahead?: ReadonlyMap<Scanner, ScanAhead>;
}

/** A part of the budget that is the pipe's own: Node.js, the findings, git. */
const ownMegabytes = 256;

/** What scanners may use at once, of what the container has. */
export function scanBudget({
  cores,
  memoryMegabytes,
}: Pick<ScanResources, 'cores' | 'memoryMegabytes'>): Budget {
  return new Budget({ cores, memoryMegabytes: Math.max(0, memoryMegabytes - ownMegabytes) });
}

/** One tree to scan: the change's own, or what it is compared with. */
export interface ScanSide {
  /** For scanners that look at one file at a time. */
  readonly target: ScanTarget;
  /** For those that look across files. */
  readonly across: ScanTarget;
  /** What sets it apart in the log, such as ` on the merge base`. */
  readonly name?: string;
  readonly log: Log;
}

/** What became of one scanner on one side. */
export interface SideOutcome extends ScanOutcome {
  readonly scanner: Scanner;
  /** Of the side's, by its place among the sides. */
  readonly side: number;
  /** Those that it was to look at. */
  readonly files: readonly string[];
}

/**
 * Runs every scanner on its files of each side, as many at once as cores and memory allow; what `read` makes of the
 * outcomes for each side in the scanners' order, each as soon as it is there. Those with the most files begin: the
 * longest part must not be the last.
 * Never throws for a scanner that fails: that is its outcome. Throws when the signal is aborted, and what `read` does.
 */
export async function runScanners<Result>(
  scanners: readonly Scanner[],
  sides: readonly ScanSide[],
  resources: ScanResources,
  read: (outcome: SideOutcome) => Promise<Result>,
): Promise<readonly (readonly Result[])[]> {
  const budget = resources.budget ?? scanBudget(resources);
  const startAll = async (scanner: Scanner, jobs: readonly Job[]) => {
    const need = needOf(scanner);
    const starts = scanner.scanSides === undefined ? jobs.map((job) => [job]) : [jobs];
    const outcomes = await Promise.all(
      starts.map((together) => {
        const start = () => runScanner(scanner, together, resources);
        return resources.ahead?.has(scanner) ? start() : budget.run(need, start);
      }),
    );
    return Promise.all(
      outcomes
        .flat()
        .map((outcome, side) => read({ ...outcome, scanner, side, files: filesOf(jobs[side]?.target) })),
    );
  };
  const started = new Map(
    scanners
      .map((scanner) => ({
        scanner,
        jobs: jobsOf(scanner, sides),
      }))
      .sort((a, b) => fileCount(b.jobs) - fileCount(a.jobs))
      .map(({ scanner, jobs }) => [scanner, startAll(scanner, jobs)]),
  );
  const outcomes = await Promise.all(scanners.map((scanner) => started.get(scanner) ?? []));
  return sides.map((_, side) => outcomes.flatMap((each) => each.slice(side, side + 1)));
}

/** What a scanner takes of the budget. */
export function needOf({ memoryMegabytes }: Scanner) {
  return { cores: 1, memoryMegabytes };
}

/** What one scanner has to do on one side. */
interface Job {
  readonly side: ScanSide;
  /** Or why there is nothing to do. */
  readonly target: ScanTarget | string;
}

function fileCount(jobs: readonly Job[]): number {
  return jobs
    .flatMap(({ target }) => (typeof target === 'string' ? [] : [target, target.beside]))
    .reduce((sum, target) => sum + (target?.files.length ?? 0), 0);
}

function filesOf(target: ScanTarget | string | undefined): readonly string[] {
  if (target === undefined || typeof target === 'string') return [];
  return target.beside === undefined ? target.files : [...target.files, ...target.beside.files];
}

async function runScanner(
  scanner: Scanner,
  jobs: readonly Job[],
  resources: ScanResources,
): Promise<readonly ScanOutcome[]> {
  const { signal, progress = noProgress } = resources;
  signal.throwIfAborted();
  const startedAt = performance.now();
  const over = progress.start(`${scanner.name}${jobs.length === 1 ? (jobs[0]?.side.name ?? '') : ''}`);
  const outcomes = await scanWith(scanner, jobs, resources)
    .catch((error: unknown) => {
      signal.throwIfAborted();
      const failure = failed(messageOf(error));
      return jobs.map(() => scanOutcome(scanner.name, { version: '', startedAt, failure }));
    })
    .finally(over);
  for (const [index, { run }] of outcomes.entries()) {
    const side = jobs[index]?.side;
    if (side !== undefined) logScanner(side.log, run, side.name);
  }
  return outcomes;
}

async function scanWith(
  scanner: Scanner,
  jobs: readonly Job[],
  resources: ScanResources,
): Promise<readonly ScanOutcome[]> {
  const targets = jobs.map(({ target }) => target);
  const busy = targets.filter((target) => typeof target !== 'string');
  // It would keep its part of the budget from the others.
  if (busy.length === 0) resources.ahead?.get(scanner)?.cancel();
  const done = busy.length === 0 ? [] : await scanTargets(scanner, busy, resources);
  return targets.map((target) => {
    const outcome = typeof target === 'string' ? idle(scanner, target) : done[busy.indexOf(target)];
    if (outcome === undefined) throw new TypeError(`${scanner.name} has no outcome for one of its targets`);
    return outcome;
  });
}

function jobsOf(scanner: Scanner, sides: readonly ScanSide[]): readonly Job[] {
  if (!scanner.looksAcrossFiles) {
    return sides.map((side) => ({
      side,
      target: partTarget(side, scanner.selects(side.target.files, side.target.scripts)),
    }));
  }
  // Asked once for all: what else is in a tree decides for some, and each of many names takes its time.
  const trees = sides.map(({ across }) => across);
  const all = trees.flatMap(({ files, beside, changed }) => [files, beside?.files ?? [], changed ?? []]);
  const scripts = new Map(trees.flatMap((tree) => [...(tree.scripts ?? [])]));
  const selected = new Set(scanner.selects([...new Set(all.flat())], scripts));
  return sides.map((side) => ({ side, target: wholeTarget(side, selected) }));
}

function partTarget({ target }: ScanSide, files: readonly string[]): Job['target'] {
  return files.length === 0 ? 'no file for it' : { ...target, files };
}

function wholeTarget({ across }: ScanSide, selected: ReadonlySet<string>): Job['target'] {
  const { root, files, scripts, beside, changed } = across;
  const among = (list: readonly string[]) => list.filter((file) => selected.has(file));
  const own = among(files);
  const others = beside && { root: beside.root, files: among(beside.files) };
  if (own.length === 0 && (others?.files ?? []).length === 0) return 'no file for it';
  const touched = changed && among(changed);
  if (touched?.length === 0) return 'no changed file for it';
  return {
    root,
    files: own,
    ...(scripts && { scripts }),
    ...(others && { beside: others }),
    ...(touched && { changed: touched }),
  };
}

function idle({ name }: Scanner, why: string): ScanOutcome {
  const { run } = scanOutcome(name, { version: '', startedAt: performance.now(), notes: [why] });
  return { run: { ...run, outcome: 'skipped' }, sarif: [] };
}

async function scanTargets(
  scanner: Scanner,
  targets: readonly ScanTarget[],
  resources: ScanResources,
): Promise<readonly ScanOutcome[]> {
  const missing = scanner.missing(resources.installation);
  if (missing !== undefined) throw new ToolError(scanner.name, missing);
  const started = resources.ahead?.get(scanner);
  if (started !== undefined) return started.scanSides(targets);
  const context = await contextOf(scanner, resources);
  if (scanner.scanSides !== undefined) return scanner.scanSides(targets, context);
  return Promise.all(targets.map((target) => scanner.scan(target, context)));
}

/** With a folder of the scanner's own. */
export async function contextOf({ name }: Scanner, resources: ScanResources): Promise<ScanContext> {
  return {
    runTool: resources.runTool,
    workFolder: await mkdtemp(join(resources.workFolder, `${name}-`)),
    installation: resources.installation,
    timeoutSeconds: resources.timeoutSeconds,
    signal: resources.signal,
    parallelism: Math.max(1, resources.cores),
  };
}
