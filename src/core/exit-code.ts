import type { Publication, Verdict } from './report.ts';

/** What the process ends with. The first that applies of 2, 70, 3, 1, 4, 0. */
export const exitCodes = {
  passed: 0,
  failed: 1,
  configuration: 2,
  incomplete: 3,
  notPublished: 4,
  internal: 70,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * What `MODE=collect` ends with: a part decides nothing, but one that is not whole, or was not written, must not be
 * taken for one.
 */
export function exitCodeOfPart(verdict: Verdict, publications: readonly Publication[]): ExitCode {
  const isWritten = publications.every(({ outcome }) => outcome !== 'failed');
  return verdict.outcome !== 'incomplete' && isWritten ? exitCodes.passed : exitCodes.incomplete;
}

export function exitCodeFor(verdict: Verdict, publications: readonly Publication[]): ExitCode {
  switch (verdict.outcome) {
    case 'incomplete':
      return exitCodes.incomplete;
    case 'failed':
      return exitCodes.failed;
    case 'passed':
      return publications.some(({ outcome }) => outcome === 'failed')
        ? exitCodes.notPublished
        : exitCodes.passed;
  }
}
