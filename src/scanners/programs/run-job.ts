import { readFile, writeFile } from 'node:fs/promises';
import type { Scripts } from '../../core/code-name.ts';
import { fieldsOf, listOf, parseJson, textOf } from '../json-fields.ts';
import type { ProgramJob, ProgramReport } from '../own-program.ts';
import { type SarifSource, writeSarif } from '../sarif-log.ts';

export interface JobResult {
  readonly source: SarifSource;
  readonly notes: readonly string[];
}

/** The child's side of a scanner of ours: reads its jobs, does the work, and writes SARIF and then the report of each. */
export async function runJob(
  jobFile: string | undefined,
  work: (jobs: readonly ProgramJob[]) => Promise<readonly JobResult[]>,
): Promise<void> {
  await runJobs(await readJobs(jobFile), work);
}

export async function readJobs(jobFile: string | undefined): Promise<readonly ProgramJob[]> {
  const jobs = jobFile === undefined ? undefined : decodeJobs(await readFile(jobFile, 'utf8'));
  if (jobs === undefined) throw new TypeError('The first argument must name a file with jobs of the pipe');
  return jobs;
}

/** Does the work, and writes SARIF and then the report of each job. */
export async function runJobs(
  jobs: readonly ProgramJob[],
  work: (jobs: readonly ProgramJob[]) => Promise<readonly JobResult[]>,
): Promise<void> {
  const results = await work(jobs);
  for (const [index, { source, notes }] of results.entries()) {
    const job = jobs[index];
    if (job === undefined) continue;
    await writeSarif(job.sarif, source);
    const report: ProgramReport = { version: source.tool.version, findings: source.results.length, notes };
    await writeFile(job.report, JSON.stringify(report));
  }
}

/** One job after the other, where they have nothing in common but the start. */
export function eachByItself(work: (job: ProgramJob) => Promise<JobResult>) {
  return async (jobs: readonly ProgramJob[]): Promise<readonly JobResult[]> => {
    const results: JobResult[] = [];
    for (const job of jobs) results.push(await work(job));
    return results;
  };
}

function decodeJobs(text: string): readonly ProgramJob[] | undefined {
  const jobs = listOf(parseJson(text)).map(decodeJob);
  const known = jobs.filter((job) => job !== undefined);
  return known.length === 0 || known.length < jobs.length ? undefined : known;
}

function decodeJob(value: unknown): ProgramJob | undefined {
  const fields = fieldsOf(value);
  const root = textOf(fields?.['root']);
  const rules = textOf(fields?.['rules']);
  const sarif = textOf(fields?.['sarif']);
  const report = textOf(fields?.['report']);
  if (root === undefined || rules === undefined || sarif === undefined || report === undefined)
    return undefined;
  const beside = fieldsOf(fields?.['beside']);
  const besideRoot = textOf(beside?.['root']);
  const changed = fields?.['changed'];
  return {
    root,
    files: pathsIn(fields?.['files']),
    scripts: scriptsIn(fields?.['scripts']),
    rules,
    sarif,
    report,
    ...(besideRoot !== undefined && { beside: { root: besideRoot, files: pathsIn(beside?.['files']) } }),
    ...(changed !== undefined && { changed: pathsIn(changed) }),
  };
}

function scriptsIn(value: unknown): Scripts {
  return new Map(
    listOf(value)
      .map((pair) => pathsIn(pair))
      .flatMap(([file, name]) => (file && name ? [[file, name]] : [])),
  );
}

function pathsIn(value: unknown): readonly string[] {
  return listOf(value).filter((path) => typeof path === 'string');
}
