import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, ToolError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { noProgress, type Progress } from '../core/progress.ts';
import { Budget } from './budget.ts';
import { logScanner } from './log-scanner.ts';
import { scanOutcome } from './scan-outcome.ts';
import type { ScanContext, Scanner, ScanOutcome, ScanTarget } from './scanner.ts';
import { failed } from './tool-failure.ts';

export interface ScanResources
  extends Pick<ScanContext, 'runTool' | 'installation' | 'timeoutSeconds' | 'signal'> {
  /** An empty folder outside the repository; each scanner gets one of its own in it. */
  readonly workFolder: string;
  /** Processors that the container may use. */
  readonly cores: number;
  /** MiB that all scanners share. A pipe has 1024 MB unless the docker service is given more. */
  readonly memoryMegabytes: number;
  readonly log: Log;
  readonly progress?: Progress;
  /** What sets this run apart in the log, such as ` on the merge base`. */
  readonly sideName?: string;
  /** Shared by runs that go on at the same time; without it each run has a budget of its own. */
  readonly budget?: Budget;
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

/**
 * Runs every scanner on its files, as many at once as cores and memory allow; outcomes in the scanners' order.
 * Never throws for a scanner that fails: that is its outcome. Throws only when the signal is aborted.
 */
export async function runScanners(
  scanners: readonly Scanner[],
  target: ScanTarget,
  resources: ScanResources,
): Promise<ScanOutcome[]> {
  const budget = resources.budget ?? scanBudget(resources);
  return Promise.all(
    scanners.map((scanner) =>
      budget.run({ cores: 1, memoryMegabytes: scanner.memoryMegabytes }, () =>
        runScanner(scanner, target, resources),
      ),
    ),
  );
}

async function runScanner(
  scanner: Scanner,
  target: ScanTarget,
  resources: ScanResources,
): Promise<ScanOutcome> {
  const { log, signal, progress = noProgress, sideName = '' } = resources;
  signal.throwIfAborted();
  const startedAt = performance.now();
  const over = progress.start(`${scanner.name}${sideName}`);
  const outcome = await scanWith(scanner, target, resources)
    .catch((error: unknown) => {
      signal.throwIfAborted();
      return scanOutcome(scanner.name, { version: '', startedAt, failure: failed(messageOf(error)) });
    })
    .finally(over);
  logScanner(log, outcome.run, sideName);
  return outcome;
}

async function scanWith(
  scanner: Scanner,
  target: ScanTarget,
  resources: ScanResources,
): Promise<ScanOutcome> {
  const files = scanner.selects(target.files);
  if (files.length === 0) {
    const ending = { version: '', startedAt: performance.now(), notes: ['no file for it'] };
    const { run } = scanOutcome(scanner.name, ending);
    return { run: { ...run, outcome: 'skipped' }, sarif: [] };
  }
  const missing = scanner.missing(resources.installation);
  if (missing !== undefined) throw new ToolError(scanner.name, missing);
  const workFolder = join(resources.workFolder, scanner.name);
  await mkdir(workFolder, { recursive: true });
  return scanner.scan(
    { root: target.root, files },
    {
      runTool: resources.runTool,
      workFolder,
      installation: resources.installation,
      timeoutSeconds: resources.timeoutSeconds,
      signal: resources.signal,
      parallelism: Math.max(1, resources.cores),
    },
  );
}
