import { readFile, writeFile } from 'node:fs/promises';
import { fieldsOf, listOf, parseJson, textOf } from '../json-fields.ts';
import type { ProgramJob, ProgramReport } from '../own-program.ts';
import { type SarifSource, writeSarif } from '../sarif-log.ts';

export interface JobResult {
  readonly source: SarifSource;
  readonly notes: readonly string[];
}

/** The child's side of `runOwnProgram`: reads the job, does the work, writes SARIF and then the report. */
export async function runJob(
  jobFile: string | undefined,
  work: (job: ProgramJob) => Promise<JobResult>,
): Promise<void> {
  const job = jobFile === undefined ? undefined : decodeJob(await readFile(jobFile, 'utf8'));
  if (job === undefined) throw new TypeError('The first argument must name a job file of the pipe');
  const { source, notes } = await work(job);
  await writeSarif(job.sarif, source);
  const report: ProgramReport = { version: source.tool.version, findings: source.results.length, notes };
  await writeFile(job.report, JSON.stringify(report));
}

function decodeJob(text: string): ProgramJob | undefined {
  const fields = fieldsOf(parseJson(text));
  const root = textOf(fields?.['root']);
  const rules = textOf(fields?.['rules']);
  const sarif = textOf(fields?.['sarif']);
  const report = textOf(fields?.['report']);
  const files = listOf(fields?.['files']).filter((file) => typeof file === 'string');
  if (root === undefined || rules === undefined || sarif === undefined || report === undefined)
    return undefined;
  return { root, files, rules, sarif, report };
}
