import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { childEnvironment } from './child-environment.ts';
import { countOf, fieldsOf, listOf, parseJson, textOf } from './json-fields.ts';
import { scanOutcome } from './scan-outcome.ts';
import type { ScanContext, ScanOutcome, ScanTarget } from './scanner.ts';
import { failed, failureOf } from './tool-failure.ts';

/** What one of our own scanner programs gets, as a JSON file that its first argument names. */
export interface ProgramJob {
  /** What `files` are relative to. */
  readonly root: string;
  readonly files: readonly string[];
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
}

/**
 * Runs a scanner of ours as a process of its own: hostile files can then cost no more than its time and memory.
 * What it throws ends it with a code that is a failure here.
 */
export async function runOwnProgram(
  program: OwnProgram,
  target: ScanTarget,
  context: ScanContext,
): Promise<ScanOutcome> {
  const startedAt = performance.now();
  const jobFile = join(context.workFolder, 'job.json');
  const job: ProgramJob = {
    root: target.root,
    files: target.files,
    rules: join(context.installation.root, 'rules'),
    sarif: join(context.workFolder, `${program.scanner}.sarif`),
    report: join(context.workFolder, 'report.json'),
  };
  await writeFile(jobFile, JSON.stringify(job));
  const ended = await context.runTool({
    tool: context.installation.node,
    args: [
      `--max-old-space-size=${program.heapMegabytes}`,
      join(context.installation.programs, program.file),
      jobFile,
    ],
    cwd: context.workFolder,
    env: childEnvironment(context, { network: false }),
    timeoutSeconds: context.timeoutSeconds,
    maxOutputBytes: 1024 * 1024,
    signal: context.signal,
  });
  const report = decodeReport(await readFile(job.report, 'utf8').catch(() => ''));
  const failure = failureOf(ended, [0]) ?? (report === undefined ? failed('wrote no report') : undefined);
  return scanOutcome(program.scanner, {
    version: report?.version ?? '',
    startedAt,
    failure,
    findings: report?.findings ?? 0,
    notes: report?.notes ?? [],
    sarif: failure === undefined ? [job.sarif] : [],
  });
}

function decodeReport(text: string): ProgramReport | undefined {
  const fields = fieldsOf(parseJson(text));
  const version = textOf(fields?.['version']);
  const findings = countOf(fields?.['findings']);
  if (version === undefined || findings === undefined) return undefined;
  const notes = listOf(fields?.['notes']).filter((note) => typeof note === 'string');
  return { version, findings, notes };
}
