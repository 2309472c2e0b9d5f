import type { Bitbucket } from '../bitbucket/bitbucket.ts';
import type { Change } from '../core/change.ts';
import type { ScannerEnd } from '../gate/scanner-doubts.ts';
import type { TriageBaseline } from '../triage/triage-input.ts';
import type { Configuration } from './configuration.ts';
import type { Scanned } from './scan.ts';
import type { Targets } from './targets.ts';
import type { Workshop } from './workshop.ts';
import type { World } from './world.ts';

export interface FoundBaseline {
  readonly baseline: TriageBaseline;
  /** One line for log and summary: which one, and why not a better one. */
  readonly detail: string;
  /** How the scanners of the merge base ended. */
  readonly ends: readonly ScannerEnd[];
  readonly incompleteReasons: readonly string[];
  /** What a scan of the merge base wrote, and where it looked. */
  readonly sarif: Scanned['sarif'];
  readonly covered: Scanned['covered'];
}

/** What finding a baseline needs to know. */
export interface BaselineInputs {
  readonly world: World;
  readonly configuration: Configuration;
  readonly workshop: Workshop;
  readonly change: Change;
  readonly targets: Targets;
  /** Logs of `SARIF_FILES`, beside which `MODE=collect` wrote a `baseline.sarif`. */
  readonly givenSarif: readonly string[];
  readonly reading: Bitbucket | undefined;
}

/** Of a baseline that no scan of this run made. */
export const notScanned = { ends: [], incompleteReasons: [], sarif: [], covered: [] } as const;
