import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../../src/core/finding.ts';
import { type MatchInput, matchFindings } from '../../../src/triage/matching/match-findings.ts';
import { finding, treeOf } from '../finding.ts';

// Few different lines, so that copies, ties and moves happen all the time.
const words = ['eval(userInput);', 'run(command, options);', 'if (ready) {', '}', 'log(message);', ''];
const paths = ['a.js', 'lib/b.js', 'lib/c.js'];
const runs = Number(process.env['MATCHING_RUNS'] ?? 300);

const side = fc
  .record({
    files: fc.uniqueArray(
      fc.record({
        path: fc.constantFrom(...paths),
        lines: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 14 }),
      }),
      { selector: ({ path }) => path, minLength: 1 },
    ),
    picks: fc.array(
      fc.record({
        file: fc.nat(2),
        line: fc.nat(15),
        rule: fc.constantFrom('r1', 'r2'),
        message: fc.constantFrom('Message one', 'Message two'),
        column: fc.constantFrom(undefined, 1, 3),
      }),
      { maxLength: 10 },
    ),
  })
  .map(({ files, picks }) => ({
    tree: treeOf(Object.fromEntries(files.map(({ path, lines }) => [path, lines.join('\n')]))),
    findings: picks.map(({ file, line, rule, message, column }, result): Finding => {
      const { path, lines } = files[file % files.length] ?? { path: 'a.js', lines: [''] };
      const number = line % (lines.length + 1);
      const region = {
        startLine: number,
        endLine: number,
        ...(column !== undefined && { startColumn: column }),
      };
      return finding({
        rule,
        message,
        place: number === 0 ? { path } : { path, region },
        source: { file: 's', run: 0, result },
      });
    }),
  }));

const renames = fc.constantFrom<ReadonlyMap<string, string>>(
  new Map(),
  new Map([['a.js', 'lib/b.js']]),
  new Map([
    ['a.js', 'lib/b.js'],
    ['lib/b.js', 'a.js'],
  ]),
);

const sourced = fc.constantFrom('both', 'before', 'after', 'none');
const input = fc.record({ before: side, after: side, renames, sourced }).map(
  ({ before, after, sourced, ...rest }): MatchInput => ({
    before: before.findings,
    after: after.findings,
    ...rest,
    ...(['both', 'before'].includes(sourced) && { beforeTree: before.tree }),
    ...(['both', 'after'].includes(sourced) && { afterTree: after.tree }),
  }),
);

test('one to one: no finding is in two matches, or in a match and open', async () => {
  await fc.assert(
    fc.asyncProperty(input, async (given) => {
      const { pairs, ambiguities } = await matchFindings(given);
      for (const name of ['before', 'after'] as const) {
        const used = [...pairs.map((pair) => pair[name]), ...ambiguities.flatMap((open) => open[name])];
        expect(new Set(used).size).toBe(used.length);
        for (const index of used) expect(given[name][index]).toBeDefined();
      }
      for (const open of ambiguities) {
        expect(open.before.length).toBeGreaterThan(0);
        expect(open.after.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: runs },
  );
});

test('the same findings match themselves, each its own or its like', async () => {
  await fc.assert(
    fc.asyncProperty(side, fc.boolean(), async ({ findings, tree }, sourced) => {
      const trees = sourced ? { beforeTree: tree, afterTree: tree } : {};
      const { pairs } = await matchFindings({
        before: findings,
        after: findings,
        renames: new Map(),
        ...trees,
      });
      const matched = new Set(pairs.map(({ after }) => after));
      expect(matched.size).toBe(findings.length);
      for (const pair of pairs) expect(findings[pair.before]?.place).toEqual(findings[pair.after]?.place);
    }),
    { numRuns: runs },
  );
});

test('it does not matter which side came first', async () => {
  await fc.assert(
    fc.asyncProperty(input, async (given) => {
      const forth = await matchFindings(given);
      const back = await matchFindings({
        before: given.after,
        after: given.before,
        renames: new Map([...given.renames].map(([from, to]) => [to, from])),
        ...(given.beforeTree && { afterTree: given.beforeTree }),
        ...(given.afterTree && { beforeTree: given.afterTree }),
      });
      const told = (pairs: readonly (readonly [number, number])[]) =>
        pairs.map((pair) => pair.join(' ')).toSorted();
      expect(told(back.pairs.map((pair) => [pair.after, pair.before]))).toEqual(
        told(forth.pairs.map((pair) => [pair.before, pair.after])),
      );
      expect(new Set(back.ambiguities.flatMap((open) => open.before))).toEqual(
        new Set(forth.ambiguities.flatMap((open) => open.after)),
      );
    }),
    { numRuns: runs },
  );
});

test('equal findings that are open for one reason are not open for another one as well', async () => {
  const twice = (line: number, startColumn?: number) =>
    finding({
      place: {
        path: 'a.js',
        region: { startLine: line, endLine: line, ...(startColumn !== undefined && { startColumn }) },
      },
    });
  const { pairs, ambiguities } = await matchFindings({
    before: [twice(2), twice(2), twice(1, 3)],
    after: [twice(1, 3), twice(1, 3)],
    renames: new Map(),
  });
  const used = [...pairs.map(({ before }) => before), ...ambiguities.flatMap(({ before }) => before)];
  expect(new Set(used).size).toBe(used.length);
});
