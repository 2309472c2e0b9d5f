import { mkdtemp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Scripts } from '../core/code-name.ts';
import type { Finding } from '../core/finding.ts';
import type { Log } from '../core/log.ts';
import type { Progress } from '../core/progress.ts';
import type { ScannerRun, Warning } from '../core/report.ts';
import type { ScannerEnd } from '../gate/scanner-doubts.ts';
import type { ToolRequest } from '../process/run-tool.ts';
import type { ReadContext, ReadRun } from '../sarif/read-context.ts';
import { readSarifFiles } from '../sarif/read-sarif-files.ts';
import type { SarifPart } from '../sarif/write/sarif-report.ts';
import { runScanners, type ScanResources, type SideOutcome } from '../scanners/run-scanners.ts';
import type { Scanner } from '../scanners/scanner.ts';
import type { StartedAhead } from '../scanners/start-ahead.ts';
import type { Covered } from '../triage/coverage.ts';
import type { Workshop } from './workshop.ts';

/** One side of the change under the scanners. */
export interface Side {
  /** Absolute. */
  readonly root: string;
  readonly files: readonly string[];
  /** What scanners that look across files get. */
  readonly allFiles: readonly string[];
  /** Those of all these whose first line alone tells their language. */
  readonly scripts?: Scripts;
  /** They get these too, which are not in `root`, for they are as they are in this folder. */
  readonly beside?: { readonly root: string; readonly files: readonly string[] };
  /** True where what is found on this side, and what is not, counts for those files too. */
  readonly speaksOfBeside?: boolean;
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
 *
 * @param ahead those of the scanners that have started already
 */
export async function scan(
  scanners: readonly Scanner[],
  sides: readonly Side[],
  options: ScanOptions,
  ahead?: StartedAhead,
): Promise<readonly Scanned[]> {
  const { log, signal } = options;
  const resources = { ...(await scanResources(options)), ...(ahead && { ahead: ahead.scanners }) };
  const scanSides = sides.map((side) => ({
    target: { root: side.root, files: side.files, ...(side.scripts && { scripts: side.scripts }) },
    across: {
      root: side.root,
      files: side.allFiles,
      ...(side.scripts && { scripts: side.scripts }),
      ...(side.beside && { beside: side.beside }),
      ...(side.changed && { changed: side.changed }),
    },
    ...(side.name !== undefined && { name: side.name }),
    // The scanners say the same of all sides; one of them is enough in the log.
    log: side.name === undefined ? log : { ...log, info: log.debug },
  }));
  const repositoryFiles = sides.map(
    ({ allFiles, beside, speaksOfBeside }) =>
      new Set(speaksOfBeside ? [...allFiles, ...(beside?.files ?? [])] : allFiles),
  );
  const read = (outcome: SideOutcome) =>
    readOutcome(outcome, {
      root: sides[outcome.side]?.root ?? '',
      repositoryFiles: repositoryFiles[outcome.side] ?? new Set(),
      log,
      signal,
    });
  const scanned = await runScanners(scanners, scanSides, resources, read);
  return scanned.map(merge);
}

/** What scanners run with, and a folder to work in. */
export async function scanResources({
  workshop,
  signal,
  timeoutSeconds,
  progress,
}: Omit<ScanOptions, 'log'>): Promise<ScanResources & Pick<Workshop, 'budget'>> {
  const { runTool, limits, installation, cores, memoryMegabytes, budget } = workshop;
  return {
    runTool: (request: ToolRequest) => runTool({ ...request, ...(limits && { limits }) }),
    installation,
    timeoutSeconds,
    signal,
    workFolder: await mkdtemp(join(workshop.workFolder, 'scan-')),
    cores,
    memoryMegabytes,
    // What else is scanned at the same time shares one memory.
    budget,
    ...(progress && { progress }),
  };
}

async function readOutcome(
  { run, sarif, files, scanner: { kind } }: SideOutcome,
  context: Pick<ReadContext, 'root' | 'repositoryFiles' | 'log' | 'signal'>,
): Promise<Scanned> {
  const read = await readSarifFiles(sarif, { ...context, scanner: { name: run.name, kind } });
  const known = files.filter((file) => context.repositoryFiles.has(file));
  const unreadable = read.errors.map(
    ({ message }) => `the output of ${run.name} could not be read: ${message}`,
  );
  return {
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
    covered: run.outcome === 'ok' && unreadable.length === 0 ? coveredBy(read.runs, run.name, known) : [],
    elsewhere: [],
    incompleteReasons: [],
    sarif: sarif.map((path) => ({ path, file: basename(path), scanner: { name: run.name, kind } })),
  };
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
