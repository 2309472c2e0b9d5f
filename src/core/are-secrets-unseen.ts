import type { ScannerRun } from './report.ts';

/** True where the search for secrets did not end well: nobody knows then which lines hold one. */
export function areSecretsUnseen(scanners: readonly Pick<ScannerRun, 'name' | 'outcome'>[]): boolean {
  return scanners.some(
    ({ name, outcome }) => name === 'secretlint' && (outcome === 'failed' || outcome === 'timed-out'),
  );
}
