// Labelled logs that others made: a floor, not a goal. The folder lies beside the project where it is developed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/core/finding.ts';
import { matchFindings } from '../../../src/triage/matching/match-findings.ts';
import { finding } from '../finding.ts';

const folder = path.resolve(import.meta.dirname, '../../../../shared/corpora/matching');
const cases = existsSync(folder)
  ? readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'malformed-json')
      .map(({ name }) => name)
  : [];
const table: Record<string, number | string>[] = [];

interface Labels {
  pairs: { baselineKey: string; candidateKey: string }[];
  expectedAmbiguous: string[];
  expectedResolved: string[];
  expectedNew: string[];
}

if (cases.length === 0) console.log('skipped: the labelled corpora, which are not beside the project');
describe.skipIf(cases.length === 0)('labelled corpora (shared/corpora/matching)', () => {
  afterAll(() => console.table(table));

  test.for(cases)('%s', async (name) => {
    const read = (file: string) => JSON.parse(readFileSync(path.join(folder, name, file), 'utf8'));
    const labels: Labels = read('labels.json');
    const aliases = existsSync(path.join(folder, name, 'config.json')) ? read('config.json') : {};
    const before = findingsOf(read('baseline.sarif'), aliases);
    const after = findingsOf(read('candidate.sarif'), aliases);
    const renames = new Map<string, string>(
      before.flatMap(({ finding: { place } }) =>
        (aliases.pathAliases ?? []).flatMap((alias: { baseline: string; candidate: string }) =>
          place?.path.startsWith(alias.baseline)
            ? [[place.path, alias.candidate + place.path.slice(alias.baseline.length)] as [string, string]]
            : [],
        ),
      ),
    );
    const matching = await matchFindings({
      before: before.map((each) => each.finding),
      after: after.map((each) => each.finding),
      renames,
    });
    const found = matching.pairs.map(
      (pair) => `baseline:${before[pair.before]?.key} candidate:${after[pair.after]?.key}`,
    );
    const expected = labels.pairs.map(({ baselineKey, candidateKey }) => `${baselineKey} ${candidateKey}`);
    const unsure = matching.ambiguities.flatMap((ambiguity) => [
      ...ambiguity.before.map((index) => `baseline:${before[index]?.key}`),
      ...ambiguity.after.map((index) => `candidate:${after[index]?.key}`),
    ]);
    table.push({
      case: name,
      pairs: expected.length,
      right: found.filter((pair) => expected.includes(pair)).length,
      unsure: unsure.length,
    });
    expect(found.toSorted()).toEqual(expected.toSorted());
    expect(unsure.toSorted()).toEqual(labels.expectedAmbiguous.toSorted());
  });
});

// biome-ignore lint/suspicious/noExplicitAny: labelled test data in SARIF's own shape
function findingsOf(log: any, aliases: any): { key: string; finding: Finding }[] {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  return log.runs.flatMap((run: any, runIndex: number) =>
    // biome-ignore lint/suspicious/noExplicitAny: as above
    (run.results ?? []).map((result: any, resultIndex: number) => {
      const { artifactLocation, region } = result.locations[0].physicalLocation;
      const rebased = (aliases.pathRebases ?? []).reduce(
        (uri: string, { from }: { from: string }) => uri.replace(from, ''),
        artifactLocation.uri,
      );
      return {
        key: `${runIndex}:${resultIndex}`,
        finding: finding({
          scanner: run.tool.driver.name,
          rule: result.ruleId,
          message: result.message.text,
          place: { path: rebased, region: { ...region } },
          ...(region.snippet && { snippet: region.snippet.text }),
          givenFingerprints: result.partialFingerprints ?? {},
        }),
      };
    }),
  );
}
