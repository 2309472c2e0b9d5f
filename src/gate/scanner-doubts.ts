import type { ScannerRun } from '../core/report.ts';

/** How a scanner ended, on the scanned tree or elsewhere. */
export interface ScannerEnd extends Pick<ScannerRun, 'name' | 'outcome' | 'detail'> {
  /** Such as `the merge base`; absent for the tree. */
  readonly on?: string;
}

/**
 * Sentences on scanners that did not do their work. The same scanner fails on both sides for the same reason, mostly:
 * that is one sentence, with the first detail.
 */
export function scannerDoubts(ends: readonly ScannerEnd[]): readonly string[] {
  const failed = ends.filter(({ outcome }) => outcome === 'failed' || outcome === 'timed-out');
  const alike = Map.groupBy(failed, ({ name, outcome }) => `${name} ${ways[outcome]}`);
  return [...alike].map(([what, group]) => {
    const places = group.flatMap(({ on }) => on ?? []);
    const more = places.length < group.length ? ', also on ' : ' on ';
    const where = places.length === 0 ? '' : `${more}${[...new Set(places)].join(' and ')}`;
    const detail = group.find((end) => end.detail !== undefined)?.detail;
    return `${what}${where}${detail === undefined ? '' : `: ${detail}`}`;
  });
}

const ways: Readonly<Record<ScannerRun['outcome'], string>> = {
  ok: 'worked',
  skipped: 'was skipped',
  failed: 'failed',
  'timed-out': 'ran out of time',
};
