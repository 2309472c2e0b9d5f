import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { Publication } from '../../src/core/report.ts';
import schema from '../../src/reports/report.schema.json' with { type: 'json' };
import { reportJson } from '../../src/reports/report-json.ts';
import { makeFinding, makeReport } from './make-report.ts';

const valid = new Ajv({ strict: true, allErrors: true }).compile(schema);

const publications: readonly Publication[] = [
  { publisher: 'files', outcome: 'published', writes: 0, leftOut: 0 },
  { publisher: 'inline', outcome: 'failed', writes: 2, leftOut: 1, detail: 'refused' },
];

const full = makeReport({
  findings: [
    makeFinding({
      previous: {
        fingerprint: 'v1:old',
        place: { path: 'src/old.js' },
        how: 'renamed',
        source: { file: 'baseline.sarif', run: 0, result: 3 },
      },
    }),
    makeFinding({ line: 30, disposition: 'moved?', candidates: ['v1:x', 'v1:y'] }),
    makeFinding({ line: 31, disposition: 'suppressed', suppressedBy: 'Ada', reason: 'a test' }),
    withoutPlace(),
  ],
  fixed: [
    {
      fingerprint: 'v1:gone',
      scanner: 's',
      rule: 'r',
      severity: 'low',
      title: 't',
      how: 'fixed',
      place: { path: 'a', region: { startLine: 2, endLine: 3 } },
    },
  ],
  warnings: [{ code: 'policy-changed', message: 'a "warning"\nof two lines' }],
});

function withoutPlace() {
  const {
    place: _place,
    commitRegion: _region,
    anchor: _anchor,
    ...finding
  } = makeFinding({ fingerprint: 'v1:none' });
  return finding;
}

function parse(report = full): Record<string, unknown> {
  return JSON.parse([...reportJson(report, publications)].join(''));
}

describe('report.json', () => {
  test.each([
    ['with everything', full],
    ['of nothing found', makeReport()],
    ['without pull request and commit', makeReport({ change: { commit: '', pullRequests: [] } })],
  ])('is valid by its own schema: %s', (_name, report) => {
    valid(parse(report));
    expect(valid.errors).toBeNull();
  });

  test('the schema refuses another shape', () => {
    expect(valid({ ...parse(), verdict: 'fine' })).toBe(false);
    expect(valid({ ...parse(), extra: 1 })).toBe(false);
  });

  test('holds one finding a line', () => {
    const lines = [...reportJson(full, publications)].join('').split('\n');
    expect(lines.filter((line) => line.includes('"disposition":'))).toHaveLength(4);
  });

  test('says who suppressed and why, and gives no place where there is none', () => {
    const { findings } = parse();
    expect(findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ disposition: 'suppressed', reason: 'Ada: a test' }),
        expect.not.objectContaining({ path: expect.anything() }),
        expect.objectContaining({
          startLine: 12,
          startColumn: 3,
          previous: {
            fingerprint: 'v1:old',
            path: 'src/old.js',
            how: 'renamed',
            source: { run: 0, result: 3 },
          },
        }),
      ]),
    );
  });

  test('comes in small pieces, however many findings there are, and loses none', () => {
    const findings = Array.from({ length: 20_000 }, (_, line) => makeFinding({ line: line + 1 }));
    let longest = 0;
    let count = 0;
    for (const piece of reportJson({ ...full, findings }, publications)) {
      longest = Math.max(longest, piece.length);
      count += piece.split('"disposition":').length - 1;
    }
    expect(count).toBe(20_000);
    expect(longest).toBeLessThan(2000);
  });
});
