import { ConfigError } from '../core/errors.ts';
import { removeOldReports } from '../publishers/files-publisher.ts';
import { WayOutError } from '../publishers/write-file.ts';
import { collectedNames } from './sarif-files.ts';
import type { Workshop } from './workshop.ts';

/**
 * Removes an earlier run's reports, so that none of them can be taken for this one's if it breaks.
 *
 * @throws ConfigError where a symbolic link leads the output folder out of the repository, or it is no folder.
 */
export async function clearOutput({ outputFolder, checkout }: Workshop): Promise<void> {
  try {
    await removeOldReports({
      outputFolder,
      repositoryFolder: checkout.root,
      files: collectedNames.map((name) => ({ name })),
    });
  } catch (error) {
    if (error instanceof WayOutError) throw problem(error.message);
    if (isNoFolder(error))
      throw problem(`${outputFolder}, or what it lies in, is a file; accepted: a folder`);
    throw error;
  }
}

function problem(message: string): ConfigError {
  return new ConfigError([{ where: 'OUTPUT_DIR', message }]);
}

function isNoFolder(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOTDIR';
}
