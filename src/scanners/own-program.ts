import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { begin } from '../core/begin.ts';
import type { ToolOutcome, ToolRequest } from '../process/run-tool.ts';
import { childEnvironment } from './child-environment.ts';
import { countOf, fieldsOf, listOf, parseJson, textOf } from './json-fields.ts';
import { scanOutcome } from './scan-outcome.ts';
import type { ScanAhead, ScanContext, Scanner, ScanOutcome, ScanTarget } from './scanner.ts';
import { failed, failureOf } from './tool-failure.ts';

/** What one of our own scanner programs does with one tree; a JSON file that its first argument names has one or more. */
export interface ProgramJob extends ScanTarget {
  /** The folder with the rule data. */
  readonly rules: string;
  /** Where the SARIF goes. */
  readonly sarif: string;
  /** Where the report goes. */
  readonly report: string;
}

/** What it says of its work, beside the SARIF. */
export interface ProgramReport {
  readonly version: string;
  readonly findings: number;
  /** Sentences on what was not looked at. */
  readonly notes: readonly string[];
}

export interface OwnProgram {
  readonly scanner: string;
  /** The bundle's name beside the pipe's own. */
  readonly file: string;
  /** Of the JavaScript heap. */
  readonly heapMegabytes: number;
  /** True where it can start before its jobs are known, by `--ahead`. */
  readonly startsAhead?: boolean;
  /** Options of Node.js that it needs for these files. */
  nodeOptions?(files: readonly string[]): readonly string[];
}

type Described = Pick<Scanner, 'kind' | 'description' | 'memoryMegabytes' | 'looksAcrossFiles' | 'selects'>;

/** A scanner of ours. Both sides of a change take one start: that of Node.js and the rules costs more than 30 files. */
export function ownScanner(program: OwnProgram, described: Described): Scanner {
  return {
    name: program.scanner,
    auto: 'always',
    needsNetwork: false,
    ...described,
    missing: ({ programs }) =>
      existsSync(join(programs, program.file))
        ? undefined
        : `${program.file} is not beside the pipe's main.js`,
    async scan(target, context) {
      const [outcome] = await runOwnProgram(program, [target], context);
      return outcome ?? noOutcome(program);
    },
    scanSides: (targets, context) => runOwnProgram(program, targets, context),
    ...(program.startsAhead && {
      startAhead: (target: ScanTarget, context: ScanContext) => startOwnProgram(program, target, context),
    }),
  };
}

/**
 * Runs a scanner of ours as a process of its own: hostile files can then cost no more than its time and memory.
 * What it throws ends it with a code that is a failure here.
 */
async function runOwnProgram(
  program: OwnProgram,
  targets: readonly ScanTarget[],
  context: ScanContext,
): Promise<readonly ScanOutcome[]> {
  const startedAt = performance.now();
  const { jobs, jobFile } = await writeJobs(program, targets, context);
  const ended = await context.runTool(requestOf(program, targets, context, [jobFile]));
  return Promise.all(jobs.map((job) => outcomeOf(program, job, { ended, startedAt })));
}

/**
 * The process gets a job to look ahead by, and on its standard input the name of the file with the jobs. Resolves when
 * there is a process: what its caller does next may keep this one from starting it.
 */
async function startOwnProgram(
  program: OwnProgram,
  target: ScanTarget,
  context: ScanContext,
): Promise<ScanAhead> {
  const startedAt = performance.now();
  const { jobFile: aheadFile } = await writeJobs(program, [target], {
    ...context,
    workFolder: join(context.workFolder, 'ahead'),
  });
  const { promise: input, resolve: tell } = Promise.withResolvers<Buffer>();
  const { promise: started, resolve: onStart } = Promise.withResolvers<void>();
  const seen = { ...target, files: [...target.files, ...(target.changed ?? [])] };
  const request = requestOf(program, [seen], context, ['--ahead', aheadFile]);
  const ended = begin(context.runTool({ ...request, input, onStart }));
  await Promise.race([started, ended]);
  return {
    ended,
    async scanSides(targets) {
      const { jobs, jobFile } = await writeJobs(program, targets, context);
      tell(Buffer.from(jobFile));
      const outcome = await ended;
      return Promise.all(jobs.map((job) => outcomeOf(program, job, { ended: outcome, startedAt })));
    },
    cancel: () => tell(Buffer.alloc(0)),
  };
}

async function writeJobs(
  program: OwnProgram,
  targets: readonly ScanTarget[],
  context: ScanContext,
): Promise<{ readonly jobs: readonly ProgramJob[]; readonly jobFile: string }> {
  const jobs = await Promise.all(targets.map((target, side) => jobOf(program, target, side, context)));
  const jobFile = join(context.workFolder, 'jobs.json');
  await writeFile(
    jobFile,
    JSON.stringify(jobs.map(({ scripts, ...job }) => ({ ...job, scripts: [...(scripts ?? [])] }))),
  );
  return { jobs, jobFile };
}

function requestOf(
  program: OwnProgram,
  targets: readonly ScanTarget[],
  context: ScanContext,
  args: readonly string[],
): ToolRequest {
  return {
    tool: context.installation.node,
    args: [
      `--max-old-space-size=${program.heapMegabytes}`,
      ...(program.nodeOptions?.(targets.flatMap(({ files }) => files)) ?? []),
      join(context.installation.programs, program.file),
      ...args,
    ],
    cwd: context.workFolder,
    env: childEnvironment(context, { network: false }),
    timeoutSeconds: context.timeoutSeconds,
    maxOutputBytes: 1024 * 1024,
    signal: context.signal,
  };
}

async function jobOf(
  { scanner }: OwnProgram,
  target: ScanTarget,
  side: number,
  { workFolder, installation }: ScanContext,
): Promise<ProgramJob> {
  const folder = join(workFolder, String(side));
  await mkdir(folder, { recursive: true });
  return {
    ...target,
    rules: join(installation.root, 'rules'),
    sarif: join(folder, `${scanner}.sarif`),
    report: join(folder, 'report.json'),
  };
}

async function outcomeOf(
  { scanner }: OwnProgram,
  job: ProgramJob,
  { ended, startedAt }: { readonly ended: ToolOutcome; readonly startedAt: number },
): Promise<ScanOutcome> {
  const report = decodeReport(await readFile(job.report, 'utf8').catch(() => ''));
  const failure = failureOf(ended, [0]) ?? (report === undefined ? failed('wrote no report') : undefined);
  return scanOutcome(scanner, {
    version: report?.version ?? '',
    startedAt,
    failure,
    findings: report?.findings ?? 0,
    notes: report?.notes ?? [],
    sarif: failure === undefined ? [job.sarif] : [],
  });
}

function noOutcome({ scanner }: OwnProgram): never {
  throw new TypeError(`${scanner} has no outcome for its target`);
}

function decodeReport(text: string): ProgramReport | undefined {
  const fields = fieldsOf(parseJson(text));
  const version = textOf(fields?.['version']);
  const findings = countOf(fields?.['findings']);
  if (version === undefined || findings === undefined) return undefined;
  const notes = listOf(fields?.['notes']).filter((note) => typeof note === 'string');
  return { version, findings, notes };
}
