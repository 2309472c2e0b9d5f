import type { Scripts } from '../core/code-name.ts';
import type { ScannerRun } from '../core/report.ts';
import type { RunTool } from '../process/run-tool.ts';
import type { Installation } from './installation.ts';

/** A tree of files to scan: the scanned checkout or the merge base's copy outside the clone. */
export interface ScanTarget {
  /** Absolute path of the folder that `files` are relative to. */
  readonly root: string;
  /** Regular files only: no symbolic link, no submodule, none that is generated or vendored. With `/`. */
  readonly files: readonly string[];
  /** Those of them and of `beside` whose first line alone tells their language. */
  readonly scripts?: Scripts;
  /** More files of the same tree, which are as they are in another folder. Only for a scanner that looks across files. */
  readonly beside?: { readonly root: string; readonly files: readonly string[] };
  /** Where only that is of interest which these files can alter. Only for a scanner that looks across files. */
  readonly changed?: readonly string[];
}

export interface ScanContext {
  readonly runTool: RunTool;
  /** Where a scanner may write: a fresh folder of its own, outside the repository. */
  readonly workFolder: string;
  /** Where the pipe's own files are: `rules/`, scanner programs. */
  readonly installation: Installation;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
  /** Most processes or threads that one scanner may use. */
  readonly parallelism: number;
}

export interface ScanOutcome {
  /** `findings` counts the results that the scanner's SARIF holds, where the scanner knows; else 0. */
  readonly run: ScannerRun;
  /** SARIF 2.1.0 files that the scanner wrote, absolute paths. Also of a scanner that failed half way. */
  readonly sarif: readonly string[];
}

/** A scanner that has started before its targets are known. */
export interface ScanAhead {
  /** As `scanSides`. */
  scanSides(targets: readonly ScanTarget[]): Promise<readonly ScanOutcome[]>;
  /** There is nothing to scan after all. Without effect once there are targets. */
  cancel(): void;
  /** Settled when it has ended. */
  readonly ended: Promise<unknown>;
}

/** An executable that is no part of the pipe, and how it is asked for its version. */
export interface ScannerProgram {
  /** As `Installation.find` takes it. */
  readonly name: string;
  readonly versionArguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export type ScannerKind = 'code' | 'secrets' | 'dependencies' | 'configuration';

export interface Scanner {
  /** What `SCANNERS` takes. */
  readonly name: string;
  readonly kind: ScannerKind;
  /** One line for tables and documentation. */
  readonly description: string;
  /**
   * When `SCANNERS=auto` takes it, files for it given: `always` (the pipe brings it, and where it is missing the
   * scan is incomplete), where it is `installed`, or `never`, only by name.
   */
  readonly auto: 'always' | 'installed' | 'never';
  /** What it runs; absent where it is part of the pipe, or the repository's own. */
  readonly program?: ScannerProgram;
  /** True where it asks a server on the internet; the others get an environment without a way out. */
  readonly needsNetwork: boolean;
  /** What it is expected to need at its peak, in MiB: decides how many run at once. */
  readonly memoryMegabytes: number;
  /** True where a finding can depend on other files than its own: then it gets all files, of the baseline too. */
  readonly looksAcrossFiles: boolean;
  /** The files that this scanner would look at; none means that `auto` leaves it out. */
  selects(files: readonly string[], scripts?: Scripts): readonly string[];
  /** What is not installed, as a phrase such as `ast-grep is not on the PATH`; undefined where it can run. */
  missing(installation: Installation): string | undefined;
  /** Never throws for what the tool does; throws only when the signal is aborted. */
  scan(target: ScanTarget, context: ScanContext): Promise<ScanOutcome>;
  /** The same of both sides of a change in one start, where that costs less than two; in the targets' order. */
  scanSides?(targets: readonly ScanTarget[], context: ScanContext): Promise<readonly ScanOutcome[]>;
  /**
   * Starts before the targets are known, where much of the work depends on files that no target will have otherwise.
   *
   * @param target the files of the tree that the change does not touch, and the changed ones of either side
   */
  startAhead?(target: ScanTarget, context: ScanContext): Promise<ScanAhead>;
}
