import { mkdtemp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Finding } from '../core/finding.ts';
import type { Log } from '../core/log.ts';
import type { Progress } from '../core/progress.ts';
import type { ScannerRun, Warning } from '../core/report.ts';
import type { ScannerEnd } from '../gate/scanner-doubts.ts';
import type { ToolRequest } from '../process/run-tool.ts';
import type { ReadRun } from '../sarif/read-context.ts';
import { readSarifFiles } from '../sarif/read-sarif-files.ts';
import type { SarifPart } from '../sarif/write/sarif-report.ts';
import { runScanners, type SideOutcome } from '../scanners/run-scanners.ts';
import type { Scanner, ScanTarget } from '../scanners/scanner.ts';
import type { Covered } from '../triage/coverage.ts';
import type { Workshop } from './workshop.ts';

/** One side of the change under the scanners. */
export interface Side {
  /** Absolute. */
  readonly root: string;
  readonly files: readonly string[];
  /** What scanners that look across files get. */
  readonly allFiles: readonly string[];
  /** Of `allFiles` those that are not in `root`, for they are as they are in this folder. */
  readonly beside?: { readonly root: string; readonly files: readonly string[] };
  /** Where only that is of interest which these files can alter. */
  readonly changed?: readonly string[];
  /** What sets it apart in the log, such as ` on the merge base`. */
  readonly name?: string;
}

export interface Scanned {
  readonly findings: readonly Finding[];
  readonly runs: readonly ScannerRun[];
  readonly warnings: readonly Warning[];
  readonly covered: readonly Covered[];
  /** How scanners ended elsewhere than on this side's tree. */
  readonly elsewhere: readonly ScannerEnd[];
  /** Sentences on what could not be seen. */
  readonly incompleteReasons: readonly string[];
  /** The files that all of it was read from. */
  readonly sarif: readonly SarifPart[];
}

export const nothingScanned: Scanned = {
  findings: [],
  runs: [],
  warnings: [],
  covered: [],
  elsewhere: [],
  incompleteReasons: [],
  sarif: [],
};

export interface ScanOptions {
  readonly workshop: Workshop;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly timeoutSeconds: number;
  readonly progress?: Progress;
}

/**
 * Runs the scanners over the sides of a change and reads what they wrote: what is found on each, in their order. A
 * scanner that failed is an outcome. Of all but the first side the log has only what went wrong.
 */
export async function scan(
  scanners: readonly Scanner[],
  sides: readonly Side[],
  { workshop, log, signal, timeoutSeconds, progress }: ScanOptions,
): Promise<readonly Scanned[]> {
  const workFolder = await mkdtemp(join(workshop.workFolder, 'scan-'));
  const limits = await workshop.limits;
  const resources = {
    runTool: (request: ToolRequest) => workshop.runTool({ ...request, ...(limits && { limits }) }),
    installation: workshop.installation,
    timeoutSeconds,
    signal,
    workFolder,
    cores: workshop.cores,
    memoryMegabytes: workshop.memoryMegabytes,
    // What else is scanned at the same time shares one memory.
    budget: workshop.budget,
    ...(progress && { progress }),
  };
  const scanSides = sides.map((side) => ({
    target: { root: side.root, files: side.files },
    across: acrossOf(side),
    ...(side.name !== undefined && { name: side.name }),
    // The scanners say the same of all sides; one of them is enough in the log.
    log: side.name === undefined ? log : { ...log, info: log.debug },
  }));
  const outcomes = await runScanners(scanners, scanSides, resources);
  return Promise.all(
    sides.map((side, index) => readOutcomes(outcomes[index] ?? [], side, { scanners, log, signal })),
  );
}

function acrossOf({ root, allFiles, beside, changed }: Side): ScanTarget {
  const elsewhere = new Set(beside?.files);
  return {
    root,
    files: beside === undefined ? allFiles : allFiles.filter((file) => !elsewhere.has(file)),
    ...(beside && { beside }),
    ...(changed && { changed }),
  };
}

async function readOutcomes(
  outcomes: readonly SideOutcome[],
  side: Side,
  { scanners, log, signal }: Pick<ScanOptions, 'log' | 'signal'> & { readonly scanners: readonly Scanner[] },
): Promise<Scanned> {
  const repositoryFiles = new Set(side.allFiles);
  const scanned: Scanned[] = [];
  for (const { run, sarif, files } of outcomes) {
    const scanner = scanners.find(({ name }) => name === run.name);
    const kind = scanner?.kind ?? 'code';
    const read = await readSarifFiles(sarif, {
      root: side.root,
      repositoryFiles,
      log,
      signal,
      scanner: { name: run.name, kind },
    });
    const unreadable = read.errors.map(
      ({ message }) => `the output of ${run.name} could not be read: ${message}`,
    );
    scanned.push({
      findings: read.findings.map((finding) => ({
        ...finding,
        source: { ...finding.source, file: basename(finding.source.file) },
      })),
      runs: [
        unreadable[0] === undefined
          ? { ...run, findings: Math.max(run.findings, read.findings.length) }
          : { ...run, outcome: 'failed', detail: unreadable[0] },
      ],
      warnings: read.warnings,
      covered: run.outcome === 'ok' && unreadable.length === 0 ? coveredBy(read.runs, run.name, files) : [],
      elsewhere: [],
      incompleteReasons: [],
      sarif: sarif.map((path) => ({ path, file: basename(path), scanner: { name: run.name, kind } })),
    });
  }
  return merge(scanned);
}

/** A scanner may write several logs: each tells what it can of itself. */
function coveredBy(
  runs: readonly Pick<ReadRun, 'reach'>[],
  scanner: string,
  files: readonly string[],
): readonly Covered[] {
  const unseen = runs.flatMap(({ reach }) => reach?.unseen ?? []);
  if (runs.length === 0) return [{ scanner, files }];
  return runs.map(({ reach }) => ({
    scanner,
    files,
    unseen,
    ...(reach?.rules !== undefined && { rules: reach.rules }),
  }));
}

/** The parts of a scan, put together. */
export function merge(parts: readonly Scanned[]): Scanned {
  return {
    findings: parts.flatMap(({ findings }) => findings),
    runs: parts.flatMap(({ runs }) => runs),
    warnings: parts.flatMap(({ warnings }) => warnings),
    covered: parts.flatMap(({ covered }) => covered),
    elsewhere: parts.flatMap(({ elsewhere }) => elsewhere),
    incompleteReasons: parts.flatMap(({ incompleteReasons }) => incompleteReasons),
    sarif: parts.flatMap(({ sarif }) => sarif),
  };
}
