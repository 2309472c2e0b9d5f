import type { Finding } from '../../src/core/finding.ts';
import type { ReadContext, ReadResult } from '../../src/sarif/read-context.ts';
import { readSarifFiles } from '../../src/sarif/read-sarif-files.ts';
import { readContext } from './read-context.ts';
import { logOf, temporaryFile } from './temporary-file.ts';

/** Reads one log in a repository with these files. */
export async function readText(
  content: string | Buffer,
  files: readonly string[] = [],
  more: Partial<ReadContext> = {},
): Promise<ReadResult> {
  return await readSarifFiles([temporaryFile(content)], readContext(files, more));
}

/** The findings of a log of one run with these results. */
export async function findingsOf(
  results: readonly unknown[],
  run: Record<string, unknown> = {},
  files: readonly string[] = [],
): Promise<readonly Finding[]> {
  const { findings, errors } = await readText(JSON.stringify(logOf(results, run)), files);
  if (errors[0] !== undefined) throw errors[0];
  return findings;
}

/** The one finding of a log with this one result. */
export async function findingOf(
  result: Record<string, unknown>,
  run: Record<string, unknown> = {},
  files: readonly string[] = [],
): Promise<Finding> {
  const findings = await findingsOf([{ message: { text: 'found' }, ...result }], run, files);
  const [finding] = findings;
  if (finding === undefined || findings.length > 1)
    throw new Error(`expected one finding, got ${findings.length}`);
  return finding;
}
