import type { Report } from '../core/report.ts';

/**
 * The report without what differs between two runs that found the same: how long they took and which run it was.
 * What is rendered from it tells whether a text that stands on Bitbucket needs to be changed.
 */
export function timeless({ resultUrl: _run, ...report }: Report): Report {
  return {
    ...report,
    seconds: 0,
    startedAt: new Date(0),
    scanners: report.scanners.map((scanner) => ({ ...scanner, seconds: 0 })),
  };
}
