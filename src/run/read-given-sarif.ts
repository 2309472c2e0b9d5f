import { relative } from 'node:path';
import type { InputError } from '../core/errors.ts';
import { isInside } from '../core/is-inside.ts';
import type { Log } from '../core/log.ts';
import type { ScannerRun, Warning } from '../core/report.ts';
import { expandSarifPatterns } from '../sarif/expand-sarif-patterns.ts';
import { readSarifFiles } from '../sarif/read-sarif-files.ts';
import type { Covered } from '../triage/coverage.ts';
import type { Scanned } from './scan.ts';

/** A scanner's turn that an earlier step wrote down. */
export interface GivenRun extends ScannerRun {
  /** The log, as findings call it. */
  readonly file: string;
}

/**
 * Reads `SARIF_FILES`. A pattern that matches nothing and a file that cannot be read make the run incomplete; what
 * the other files say counts all the same.
 */
export async function readGivenSarif(
  patterns: readonly string[],
  context: {
    readonly root: string;
    readonly files: readonly string[];
    readonly log: Log;
    readonly signal: AbortSignal;
  },
): Promise<Scanned & { readonly paths: readonly string[]; readonly runs: readonly GivenRun[] }> {
  const { files: paths, unmatched } = await expandSarifPatterns(patterns, context.root);
  const read = await readSarifFiles(paths, {
    root: context.root,
    repositoryFiles: new Set(context.files),
    log: context.log,
    signal: context.signal,
  });
  const warnings: Warning[] = [
    ...read.warnings,
    ...unmatched.map(({ pattern, detail }) => ({
      code: 'sarif-missing',
      message: `SARIF_FILES ${JSON.stringify(pattern)}: ${detail}`,
    })),
    ...read.errors.map((error) => ({ code: 'sarif-unreadable', message: nameOf(error) })),
  ];
  const runs: GivenRun[] = read.runs.map(({ file, tool, version, outcome, findings, detail }) => ({
    file,
    name: tool,
    version,
    outcome,
    seconds: 0,
    findings,
    // Several logs may be of one tool: which one to look at is part of what went wrong.
    ...(detail !== undefined && { detail: outcome === 'failed' ? `${file}: ${detail}` : detail }),
  }));
  const failed = new Set(runs.filter(({ outcome }) => outcome === 'failed').map(({ name }) => name));
  const covered: Covered[] = read.runs
    .filter(({ tool }) => !failed.has(tool))
    .map(({ tool, reach }) => ({ scanner: tool, files: 'all', ...reach }));
  return {
    paths,
    findings: read.findings,
    runs,
    warnings,
    covered,
    elsewhere: [],
    incompleteReasons: warnings.filter(({ code }) => isDoubt(code)).map(({ message }) => message),
    sarif: paths.map((path) => ({ path, file: nameInside(context.root, path) })),
  };
}

/** As findings call the file that they came from. */
function nameInside(root: string, path: string): string {
  return isInside(root, path) ? relative(root, path) : path;
}

function isDoubt(code: string): boolean {
  return code === 'sarif-missing' || code === 'sarif-unreadable';
}

function nameOf({ file, pointer, message }: InputError): string {
  return `${file}${pointer === undefined || pointer === '' ? '' : ` at ${pointer}`}: ${message}`;
}
