import { removeOldReports } from '../publishers/files-publisher.ts';
import { collectedNames } from './sarif-files.ts';
import type { Workshop } from './workshop.ts';

/** Removes an earlier run's reports, so that none of them can be taken for this one's if it breaks. */
export async function clearOutput({ outputFolder, checkout }: Workshop): Promise<void> {
  await removeOldReports({
    outputFolder,
    repositoryFolder: checkout.root,
    files: collectedNames.map((name) => ({ name })),
  });
}
