import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSarifFiles } from '../../src/sarif/read-sarif-files.ts';
import { readContext } from './read-context.ts';

const corpora = join(import.meta.dirname, '../../../shared/corpora');

/** Counts by other means than the reader's: the whole file as one value, and the plain words of the contract. */
function counted(path: string): { runs: number; results: number; findings: number } {
  const log: { runs?: { results?: Record<string, unknown>[] | null }[] | null } = JSON.parse(
    readFileSync(path, 'utf8').replace(/^\uFEFF/, ''),
  );
  const results = (log.runs ?? []).map((run) => run.results ?? []);
  const open = results.map((list, run) =>
    list
      .filter((result) => !['pass', 'notApplicable', 'informational'].includes(String(result['kind'])))
      .filter((result) => result['baselineState'] !== 'absent')
      .map((result) =>
        JSON.stringify([
          run,
          result['ruleId'],
          result['rule'],
          result['ruleIndex'],
          result['message'],
          result['locations'],
        ]),
      ),
  );
  return { runs: results.length, results: results.flat().length, findings: new Set(open.flat()).size };
}

function logsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ['.sarif', '.json'].includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const folder = join(corpora, 'sarif');
if (!existsSync(folder)) console.log(`skipped: the SARIF corpora, as ${relative('.', folder)} is not there`);

describe.skipIf(!existsSync(folder))('the corpora', () => {
  test('every log is read with the counts that it has', async () => {
    const table: Record<string, unknown> = {};
    const read: Record<string, unknown> = {};
    const expected: Record<string, unknown> = {};
    for (const path of logsIn(folder)) {
      const name = relative(folder, path);
      const { runs, findings, warnings, errors } = await readSarifFiles([path], readContext());
      const results = runs.reduce((sum, run) => sum + run.results, 0);
      read[name] = { runs: runs.length, results, findings: findings.length };
      expected[name] = counted(path);
      table[name] = {
        runs: runs.length,
        results,
        findings: findings.length,
        warnings: warnings.length,
        error: errors[0]?.message ?? '',
      };
    }
    console.table(table);
    expect(read).toEqual(expected);
  });

  test('a log of a failed query, and runs that say they failed, are no clean logs', async () => {
    const folderOf = join(folder, 'tutorials/ExceptionalConditions');
    const noRuns = await readSarifFiles([join(folderOf, 'No runs.sarif')], readContext());
    expect(noRuns.errors.map((error) => error.pointer)).toEqual(['/runs']);
    for (const kind of ['configuration', 'execution']) {
      const failed = await readSarifFiles(
        [join(folderOf, `Catastrophic ${kind} error.sarif`)],
        readContext(),
      );
      expect(failed.runs).toMatchObject([{ tool: 'CodeScanner', outcome: 'failed' }]);
      expect(failed.runs[0]?.detail).toMatch(/no-such-ruleset|Out of memory/);
    }
  });
});
