import { isAbsolute, relative, resolve } from 'node:path';
import type { InputError } from '../core/errors.ts';
import { isInside } from '../core/is-inside.ts';
import type { Warning } from '../core/report.ts';
import { FindingSet } from './finding-set.ts';
import { PathLocator } from './normalise/locate-path.ts';
import type { LogFile } from './read/log-events.ts';
import type { ReadContext, ReadResult, ReadRun } from './read-context.ts';
import { readLogFile } from './read-log-file.ts';

/**
 * Reads SARIF logs, and reports of the other formats in `formats/`, into findings. `files` are absolute or relative
 * to `context.root`. Findings with the same scanner, rule, message and place count once, also across files. Throws
 * only when `context.signal` is aborted: what is wrong with a file is in the result, beside what is right.
 */
export async function readSarifFiles(files: readonly string[], context: ReadContext): Promise<ReadResult> {
  const locator = new PathLocator(context.root, context.repositoryFiles);
  let all = new FindingSet();
  const runs: ReadRun[] = [];
  const warnings: Warning[] = [];
  const errors: InputError[] = [];
  for (const file of files) {
    const started = performance.now();
    const reading = await readLogFile(logFile(file, context.root), locator, context);
    if (all.size === 0) {
      all = reading.findings;
      runs.push(...reading.runs);
    } else {
      const added = addAll(all, reading.findings);
      runs.push(...reading.runs.map((run) => ({ ...run, findings: added.get(run.run) ?? 0 })));
    }
    warnings.push(...reading.warnings);
    if (reading.error !== undefined) errors.push(reading.error);
    context.log.debug('read SARIF', {
      file,
      findings: reading.findings.size,
      milliseconds: Math.round(performance.now() - started),
    });
  }
  return { findings: all.findings, runs, warnings, errors };
}

/** How many findings of each run were new to `all`. */
function addAll(all: FindingSet, more: FindingSet): ReadonlyMap<number, number> {
  const added = new Map<number, number>();
  more.findings.forEach((finding, index) => {
    const { run } = finding.source;
    if (all.add(finding, more.elsewhereOf(index))) added.set(run, (added.get(run) ?? 0) + 1);
  });
  return added;
}

function logFile(file: string, root: string): LogFile {
  const path = isAbsolute(file) ? file : resolve(root, file);
  return { path, name: isInside(root, path) ? relative(root, path) : path };
}
