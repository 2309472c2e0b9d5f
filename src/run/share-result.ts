import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { messageOf } from '../core/errors.ts';
import type { Report } from '../core/report.ts';
import { writeFile } from '../publishers/write-file.ts';
import { readRegularFile } from '../repository/source-trees.ts';
import type { Stage } from './stage.ts';

/** The file of the official toolkit's `SharedData`: one JSON object for all pipes of a step. */
const sharedName = '_shared_variables.json';

/**
 * Tells the result to what comes after the pipe: as output variables of the step, for later steps
 * (https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/, 50 variables and 100 KB in all), and in
 * the storage that the pipes of a step share. A place that cannot be written is a warning: the result is elsewhere too.
 */
export async function shareResult({ world, configuration, workshop }: Stage, report: Report): Promise<void> {
  const { settings, pipelines } = configuration;
  // A part knows no verdict, a preview is nobody's result, and `none` writes nowhere but to the output folder.
  if (settings.mode === 'collect' || settings.mode === 'preview' || settings.publish.includes('none')) return;
  const variables = resultVariables(report, relative(workshop.checkout.root, workshop.outputFolder));
  const attempt = async (where: string, share: () => Promise<void>) => {
    try {
      await share();
    } catch (error) {
      const message = `the result could not be written to ${where}: ${messageOf(error)}`;
      world.log.warn(message, { code: 'result-not-shared' });
    }
  };
  const { outputVariablesFile, sharedStorageDir } = pipelines;
  if (outputVariablesFile !== undefined) {
    await attempt('BITBUCKET_PIPELINES_VARIABLES_PATH', () => appendLines(outputVariablesFile, variables));
  }
  if (sharedStorageDir !== undefined) {
    await attempt('BITBUCKET_PIPE_SHARED_STORAGE_DIR', () => mergeInto(sharedStorageDir, variables));
  }
}

/** None of the values has a line break: they are numbers, a word, and a folder that the settings' check let pass. */
export function resultVariables(
  { verdict, counts }: Pick<Report, 'verdict' | 'counts'>,
  outputFolder: string,
): Readonly<Record<string, string>> {
  const { critical, high, medium, low } = counts.bySeverity;
  return {
    CODE_SCAN_VERDICT: verdict.outcome,
    CODE_SCAN_NEW: String(counts.new),
    CODE_SCAN_CRITICAL: String(critical),
    CODE_SCAN_HIGH: String(high),
    CODE_SCAN_MEDIUM: String(medium),
    CODE_SCAN_LOW: String(low),
    CODE_SCAN_FIXED: String(counts.fixed),
    CODE_SCAN_REPORTS: outputFolder,
  };
}

/** Pipelines makes the file; a link in its place could lead anywhere. */
async function appendLines(path: string, variables: Readonly<Record<string, string>>): Promise<void> {
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants;
  await using file = await open(path, O_APPEND | O_CREAT | O_NOFOLLOW | O_WRONLY, 0o644);
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  await file.writeFile(lines.join(''));
}

/** What other pipes put there stays. */
async function mergeInto(folder: string, variables: Readonly<Record<string, string>>): Promise<void> {
  const merged = { ...(await readShared(join(folder, sharedName))), ...variables };
  await writeFile(folder, folder, { name: sharedName, content: () => [JSON.stringify(merged)] });
}

async function readShared(path: string): Promise<object> {
  if ((await lstat(path).catch(() => undefined)) === undefined) return {};
  const bytes = await readRegularFile(path);
  const value: unknown = bytes === undefined ? undefined : JSON.parse(bytes.toString());
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new Error(`${path} is not what pipes share, a file with one JSON object`);
}
