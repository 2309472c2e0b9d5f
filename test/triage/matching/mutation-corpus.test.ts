// A small part of the corpus of `node bench/matching-corpus.ts`: real files, seeded edits, truth by construction.
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { caseNames, makeCase } from '../../../bench/matching/corpus.ts';
import { evaluate, type Score } from '../../../bench/matching/evaluate.ts';
import { sourcePool } from '../../../bench/matching/project.ts';
import { matchFindings } from '../../../src/triage/matching/match-findings.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const floors = {
  sources: { precision: 0.998, recall: 0.985 },
  snippets: { precision: 0.98, recall: 0.93 },
  bare: { precision: 0.98, recall: 0.93 },
} as const;
type Mode = keyof typeof floors;
const modes: readonly Mode[] = ['sources', 'snippets', 'bare'];

describe('real files with known edits', async () => {
  const pool = sourcePool(root);
  const scores: Record<Mode, Score[]> = { sources: [], snippets: [], bare: [] };
  for (const [seed, name] of caseNames.entries()) {
    const made = makeCase(name, 500 + seed, { root, pool, programs: ['ast-grep'], steps: 12 });
    for (const mode of modes) scores[mode].push(evaluate(await matchFindings(made.inputs[mode]), made.truth));
  }
  const sum = (mode: Mode, count: (score: Score) => number) =>
    scores[mode].map(count).reduce((a, b) => a + b, 0);
  const table = modes.map((mode) => {
    const right = sum(mode, (score) => score.right);
    return {
      mode,
      pairs: sum(mode, ({ truePairs }) => truePairs),
      precision: right / sum(mode, ({ matched }) => matched),
      recall: right / sum(mode, ({ truePairs }) => truePairs),
      silent: sum(mode, ({ silent }) => silent),
    };
  });

  afterAll(() => console.table(table));

  test.each(table)('$mode', ({ mode, pairs, precision, recall, silent }) => {
    expect(pairs).toBeGreaterThan(3_000);
    expect(precision).toBeGreaterThanOrEqual(floors[mode].precision);
    expect(recall).toBeGreaterThanOrEqual(floors[mode].recall);
    expect(silent).toBe(0);
  });
});
