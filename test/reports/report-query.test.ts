import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  emptyQuery,
  FindingIndex,
  facets,
  type Query,
  sortKeys,
} from '../../src/reports/report-html/page/query.ts';
import { readQuery, writeQuery } from '../../src/reports/report-html/page/query-address.ts';
import type { PageData, PageFinding } from '../../src/reports/report-html/page-data.ts';

const finding = fc.record({
  fingerprint: fc.uuid(),
  rule: fc.integer({ min: 0, max: 2 }),
  severity: fc.constantFrom('critical', 'high', 'medium', 'low'),
  category: fc.constantFrom('bug', 'secret'),
  disposition: fc.constantFrom('active', 'moved?', 'suppressed'),
  title: fc.constantFrom('Eval of input', 'Weak hash', 'A key'),
  cwe: fc.constant([79]),
  path: fc.constantFrom('a/b/c.js', 'a/d.js', 'e.js'),
  startLine: fc.integer({ min: 1, max: 3 }),
});

const data: fc.Arbitrary<PageData> = fc.array(finding, { maxLength: 30 }).map((findings: PageFinding[]) => ({
  findings,
  rules: ['x', 'y', 'z'].map((id) => ({ id, scanner: `s-${id}` })),
}));

const values = {
  severity: ['critical', 'high', 'medium', 'low'],
  disposition: ['active', 'moved?', 'suppressed'],
  category: ['bug', 'secret'],
  scanner: ['s-x', 's-y', 's-z'],
  rule: ['x', 'y', 'z'],
  folder: ['a/b', 'a', '.'],
};

const query: fc.Arbitrary<Query> = fc.record({
  text: fc.constantFrom('', 'eval', 'a/ hash', 'cwe-79', 'nowhere', 'a&b=c #d'),
  chosen: fc.record({
    severity: fc.subarray(values.severity),
    disposition: fc.subarray(values.disposition),
    category: fc.subarray(values.category),
    scanner: fc.subarray(values.scanner),
    rule: fc.subarray(values.rule),
    folder: fc.subarray(values.folder),
  }),
  sort: fc.constantFrom(...sortKeys),
  descending: fc.boolean(),
  page: fc.nat(5),
});

describe('the list of the page', () => {
  test('each count is what choosing that value alone would leave', () => {
    fc.assert(
      fc.property(data, query, (page, asked) => {
        const index = new FindingIndex(page);
        const { counts } = index.select(asked);
        for (const facet of facets) {
          for (const value of values[facet]) {
            const alone = { ...asked, chosen: { ...asked.chosen, [facet]: [value] } };
            expect(counts[facet].get(value) ?? 0).toBe(index.select(alone).found.length);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test('sorting loses nothing and keeps the report’s order among equals', () => {
    fc.assert(
      fc.property(data, fc.constantFrom(...sortKeys), (page, sort) => {
        const index = new FindingIndex(page);
        const up = index.select({ ...emptyQuery, sort }).found;
        const down = index.select({ ...emptyQuery, sort, descending: true }).found;
        expect(up.toSorted((a, b) => a - b)).toEqual(page.findings.map((_, at) => at));
        expect(down.toSorted((a, b) => a - b)).toEqual(page.findings.map((_, at) => at));
      }),
      { numRuns: 50 },
    );
  });

  test('an address brings the query back', () => {
    fc.assert(
      fc.property(query, (asked) => {
        expect(readQuery(`#${writeQuery(asked)}`)).toEqual(asked);
      }),
    );
  });

  test('an address that makes no sense is an empty query', () => {
    expect(readQuery('#sort=__proto__&page=-3&page=x&constructor=1')).toEqual(emptyQuery);
  });
});
