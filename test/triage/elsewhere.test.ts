// Findings without lines: in a resource, a class, a file that is none of the repository.
import { expect, test } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { mergeEqualResults } from '../../src/triage/equal-results.ts';
import { identify } from '../../src/triage/fingerprint.ts';
import { matchFindings } from '../../src/triage/matching/match-findings.ts';
import { finding } from './finding.ts';

const at = (...places: readonly string[]): readonly Finding[] =>
  places.map((elsewhere, result) => finding({ elsewhere, source: { file: 's', run: 0, result } }));

test('the same words of two resources are two findings, and of one resource one', () => {
  const merged = mergeEqualResults(at('bucket.logs', 'bucket.photos', 'bucket.logs'));
  expect(merged.map(({ finding: { elsewhere }, times }) => [elsewhere, times])).toEqual([
    ['bucket.logs', 2],
    ['bucket.photos', 1],
  ]);
});

test.each<[string, readonly string[], readonly string[], readonly string[]]>([
  ['another resource is new', ['bucket.logs'], ['bucket.photos', 'bucket.logs'], ['bucket.logs']],
  ['one in place of another is new', ['bucket.logs'], ['bucket.photos'], []],
  ['a path of another machine is the same file', ['/home/a/x.js'], ['/build/7/x.js'], ['/build/7/x.js']],
  ['the same path before one that ends alike', ['/a/x.js'], ['/b/x.js', '/a/x.js'], ['/a/x.js']],
  ['lines of a file outside shift', ['/usr/h.h 7 1 7 9'], ['/usr/h.h 9 1 9 9'], ['/usr/h.h 9 1 9 9']],
])('%s', async (_, before, after, known) => {
  const sides = { before: at(...before), after: at(...after), renames: new Map() };
  const { pairs, ambiguities } = await matchFindings(sides);
  expect(pairs.map((pair) => sides.after[pair.after]?.elsewhere)).toEqual(known);
  expect(ambiguities).toEqual([]);
});

test('fingerprints tell resources apart, and not machines', async () => {
  const of = async (...places: readonly string[]) =>
    (await identify(at(...places), undefined)).map(({ fingerprint }) => fingerprint);
  const [logs, photos, here] = await of('bucket.logs', 'bucket.photos', '/home/a/x.js 7');
  expect(new Set([logs, photos, here]).size).toBe(3);
  expect(await of('bucket.photos', '/build/7/x.js 8')).toEqual([photos, here]);
});
