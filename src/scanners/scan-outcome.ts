import type { ScanOutcome } from './scanner.ts';
import type { Failure } from './tool-failure.ts';

export interface ScanEnding {
  readonly version: string;
  /** Of `performance.now()`, in milliseconds. */
  readonly startedAt: number;
  readonly failure?: Failure | undefined;
  readonly findings?: number;
  /** What a reader must know although the scanner did its work. */
  readonly notes?: readonly string[];
  readonly sarif?: readonly string[];
}

export function scanOutcome(name: string, ending: ScanEnding): ScanOutcome {
  const { failure, findings = 0, notes = [], sarif = [] } = ending;
  const detail = [...(failure === undefined ? [] : [failure.detail]), ...notes].join('; ');
  return {
    run: {
      name,
      version: ending.version,
      outcome: failure?.outcome ?? 'ok',
      seconds: (performance.now() - ending.startedAt) / 1000,
      findings,
      ...(detail !== '' && { detail }),
    },
    sarif,
  };
}
