import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { FindingSet } from '../../src/sarif/finding-set.ts';

const finding = fc.record({
  rule: fc.constantFrom('a', 'b'),
  message: fc.constantFrom('x', 'y', ''),
  scanner: fc.constantFrom('s', 't'),
  path: fc.constantFrom('p', 'q', undefined),
  line: fc.constantFrom(1, 2, undefined),
  columns: fc.constantFrom(
    {},
    { startColumn: 1 },
    { startColumn: 2, endColumn: 3 },
    { startColumn: 2, endColumn: 4 },
  ),
  elsewhere: fc.constantFrom('', 'there'),
});

test('holds what a list compared by its parts would hold, also beyond its first size', () => {
  fc.assert(
    fc.property(fc.array(finding, { maxLength: 200, size: 'max' }), fc.nat(3000), (list, many) => {
      const set = new FindingSet();
      const distinct = new Set<string>();
      const all = [...list, ...Array.from({ length: many }, (_, line) => ({ ...list[0], line })), ...list];
      for (const one of all) {
        const { rule = '', message = '', scanner = '', path, line, columns, elsewhere = '' } = one;
        const region = line === undefined ? {} : { region: { startLine: line, endLine: line, ...columns } };
        const place = path === undefined ? {} : { place: { path, ...region } };
        const made: Finding = {
          ...{
            rule,
            message,
            scanner,
            ...place,
            title: 't',
            severity: 'low',
            category: 'bug',
            cwe: [],
            related: [],
          },
          ...{ ruleInformation: {}, flows: [], fixes: [], suppressions: [], givenFingerprints: {} },
          source: { file: 'f', run: 0, result: 0 },
        };
        const key = JSON.stringify([made.rule, message, scanner, made.place, elsewhere]);
        expect(set.add(made, elsewhere)).toBe(!distinct.has(key));
        distinct.add(key);
      }
      expect(set.size).toBe(distinct.size);
      expect(set.findings).toHaveLength(distinct.size);
    }),
    { numRuns: 30 },
  );
});

test('counts how often one run says the same, and not what two logs both say', () => {
  const one = (file: string, run: number): Finding => ({
    ...{ rule: 'r', message: 'm', scanner: 's', title: 't', severity: 'low', category: 'bug', cwe: [] },
    ...{ ruleInformation: {}, related: [], flows: [], fixes: [], suppressions: [], givenFingerprints: {} },
    source: { file, run, result: 0 },
  });
  const timesOf = (...findings: readonly Finding[]) => {
    const set = new FindingSet();
    for (const each of findings) set.add(each, '');
    return set.findings.map(({ times }) => times);
  };
  expect(timesOf(one('a', 0))).toEqual([undefined]);
  expect(timesOf(one('a', 0), one('b', 0), one('a', 1))).toEqual([undefined]);
  expect(timesOf(one('a', 0), one('a', 0))).toEqual([2]);
  expect(timesOf(one('a', 0), one('b', 0), one('b', 0), one('b', 0), one('c', 0))).toEqual([3]);
  expect(timesOf(one('a', 0), { ...one('b', 0), times: 2 }, { ...one('c', 0), times: 4 })).toEqual([4]);
});
