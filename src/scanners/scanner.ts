import type { ScannerRun } from '../core/report.ts';
import type { RunTool } from '../process/run-tool.ts';

/** A tree of files to scan: the scanned checkout or the merge base's copy outside the clone. */
export interface ScanTarget {
  /** Absolute path of the folder that `files` are relative to. */
  readonly root: string;
  /** Regular files only: no symbolic link, no submodule, none that is generated or vendored. With `/`. */
  readonly files: readonly string[];
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

/** Where this copy of the pipe keeps its data and programs. */
export interface Installation {
  /** The folder with `rules/`. */
  readonly root: string;
  /** Absolute path of an executable by name, looked for beside the bundle and on the PATH; undefined if absent. */
  find(program: string): string | undefined;
  /** The Node.js that runs the pipe, for scanners written for it. */
  readonly node: string;
  /** PATH, HOME, TMPDIR and locale for children; nothing of ours. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface ScanOutcome {
  readonly run: ScannerRun;
  /** SARIF 2.1.0 files that the scanner wrote, absolute paths. Also of a scanner that failed half way. */
  readonly sarif: readonly string[];
}

export interface Scanner {
  /** What `SCANNERS` takes. */
  readonly name: string;
  readonly kind: 'code' | 'secrets' | 'dependencies' | 'configuration';
  /** The files that this scanner would look at; none means that `auto` leaves it out. */
  selects(files: readonly string[]): readonly string[];
  /** True where a finding can depend on other files than its own: then the baseline scans everything. */
  readonly looksAcrossFiles: boolean;
  /** Never throws for what the tool does; throws only when the signal is aborted. */
  scan(target: ScanTarget, context: ScanContext): Promise<ScanOutcome>;
}
