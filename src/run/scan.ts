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
import { runScanners } from '../scanners/run-scanners.ts';
import type { Scanner } from '../scanners/scanner.ts';
import type { Covered } from '../triage/coverage.ts';
import type { Workshop } from './workshop.ts';

/** One side of the change under the scanners. */
export interface Side {
  /** Absolute. */
  readonly root: string;
  readonly files: readonly string[];
  /** What scanners that look across files get. */
  readonly allFiles: readonly string[];
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
  /** What sets this side apart in the log, such as ` on the merge base`. */
  readonly sideName?: string;
}

/** Runs the scanners over one side and reads what they wrote. A scanner that failed is an outcome. */
export async function scan(
  scanners: readonly Scanner[],
  side: Side,
  { workshop, log, signal, timeoutSeconds, progress, sideName = '' }: ScanOptions,
): Promise<Scanned> {
  const workFolder = await mkdtemp(join(workshop.workFolder, 'scan-'));
  const across = scanners.filter(({ looksAcrossFiles }) => looksAcrossFiles);
  const single = scanners.filter(({ looksAcrossFiles }) => !looksAcrossFiles);
  const resources = {
    runTool: (request: ToolRequest) =>
      workshop.runTool({ ...request, ...(workshop.limits && { limits: workshop.limits }) }),
    installation: workshop.installation,
    timeoutSeconds,
    signal,
    workFolder,
    cores: workshop.cores,
    memoryMegabytes: workshop.memoryMegabytes,
    // Both sides of a change are scanned at the same time, within one memory.
    budget: workshop.budget,
    log,
    ...(progress && { progress }),
    sideName,
  };
  const outcomes = (
    await Promise.all([
      runScanners(single, { root: side.root, files: side.files }, resources),
      runScanners(across, { root: side.root, files: side.allFiles }, resources),
    ])
  ).flat();

  const repositoryFiles = new Set(side.allFiles);
  const scanned: Scanned[] = [];
  for (const { run, sarif } of outcomes) {
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
    const files = scanner?.looksAcrossFiles ? side.allFiles : side.files;
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
      covered:
        run.outcome === 'ok' && unreadable.length === 0
          ? coveredBy(read.runs, run.name, scanner?.selects(files) ?? [])
          : [],
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
