// Labelled logs that others made, through whole runs: reading a log may not lose what matching would need. The folder
// lies beside the project where it is developed.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { comparedLogs } from './compared-logs.ts';

const folder = resolve(import.meta.dirname, '../../../shared/corpora/matching');
const cases = existsSync(folder)
  ? readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'malformed-json')
      .map(({ name }) => name)
  : [];

interface Place {
  readonly run: number;
  readonly result: number;
}

interface Report {
  readonly findings: readonly {
    readonly disposition: string;
    readonly source: Place;
    readonly previous?: { readonly source: Place };
  }[];
  readonly fixed: readonly unknown[];
}

interface Labels {
  readonly pairs: readonly { readonly baselineKey: string; readonly candidateKey: string }[];
  readonly expectedAmbiguous: readonly string[];
  readonly expectedNew: readonly string[];
  readonly expectedResolved: readonly string[];
}

const key = ({ run: number, result }: Place) => `${number}:${result}`;

if (cases.length === 0) console.log('skipped: the labelled corpora, which are not beside the project');
describe.skipIf(cases.length === 0)('labelled corpora (shared/corpora/matching), by MODE=publish', () => {
  test.for(cases)('%s', async (name) => {
    const root = mkdtempSync(join(tmpdir(), 'corpus-'));
    onTestFinished(() => rmSync(root, { recursive: true }));
    for (const log of ['baseline.sarif', 'candidate.sarif']) cpSync(join(folder, name, log), join(root, log));
    const report = (await comparedLogs(root)) as Report;
    const labels: Labels = JSON.parse(readFileSync(join(folder, name, 'labels.json'), 'utf8'));
    const keysOf = (disposition: string) =>
      report.findings
        .filter((finding) => finding.disposition === disposition)
        .map(({ source }) => `candidate:${key(source)}`);

    const pairs = report.findings.flatMap(({ source, previous }) =>
      previous === undefined ? [] : [`baseline:${key(previous.source)} candidate:${key(source)}`],
    );
    expect(pairs.toSorted()).toEqual(
      labels.pairs.map((pair) => `${pair.baselineKey} ${pair.candidateKey}`).toSorted(),
    );
    expect(keysOf('active').toSorted()).toEqual(labels.expectedNew.toSorted());
    expect(report.fixed).toHaveLength(labels.expectedResolved.length);
    // Equal results count once, so that not every ambiguous one is there; none is more.
    expect(labels.expectedAmbiguous).toEqual(expect.arrayContaining(keysOf('moved?')));
    expect(keysOf('moved?').length > 0).toBe(labels.expectedAmbiguous.length > 0);
  });
});
