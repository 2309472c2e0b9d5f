import { beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { commit, makeFinding, makeReport } from '../reports/make-report.ts';
import { failure, MemoryBitbucket } from './memory-bitbucket.ts';
import { publish } from './published.ts';

let bitbucket: MemoryBitbucket;
beforeEach(() => {
  bitbucket = new MemoryBitbucket();
});

const only = { publish: ['insights'] } as const;

function annotations() {
  return [...(bitbucket.reports.get(`${commit} code-scan`)?.annotations.values() ?? [])];
}

function stored() {
  return bitbucket.reports.get(`${commit} code-scan`)?.report;
}

function many(count: number, more: Parameters<typeof makeFinding>[0] = {}) {
  return Array.from({ length: count }, (_, index) =>
    makeFinding({ ...more, line: index + 1, fingerprint: `v1:${more.rule ?? 'r'}.${index}` }),
  );
}

describe('Code Insights', () => {
  test('a report of ten data fields with the figures', async () => {
    await publish(
      bitbucket,
      makeReport({ findings: [makeFinding(), makeFinding({ line: 40, severity: 'low' })] }),
      only,
    );
    expect(stored()).toMatchObject({
      external_id: 'code-scan',
      title: 'Code scan',
      report_type: 'SECURITY',
      result: 'FAILED',
      link: 'https://bitbucket.org/acme/shop/pipelines/results/7',
    });
    expect(stored()?.details).toContain('Failed: 2 new findings (1 high, 1 low).');
    const data = Object.fromEntries(stored()?.data.map(({ title, value }) => [title, value]) ?? []);
    expect(data).toEqual({
      New: 2,
      Critical: 0,
      High: 1,
      Medium: 0,
      Low: 1,
      Fixed: 0,
      Suppressed: 0,
      'Known before': 0,
      Baseline: 'merge-base',
      Duration: 4200,
    });
  });

  test('annotations say once what the finding and its rule say', async () => {
    const help = 'Revoke it, and read the new one from a variable.';
    const finding = makeFinding({ message: `A key in clear. ${help}`, ruleInformation: { help } });
    await publish(bitbucket, makeReport({ findings: [finding] }), only);
    expect(annotations()[0]?.details?.split(help)).toHaveLength(2);
  });

  test('annotations as people read them', async () => {
    const findings = [
      makeFinding(),
      makeFinding({
        line: 30,
        rule: 'py-unsafe-yaml-load',
        title: 'YAML loader that builds any object',
        message: '`yaml.load` builds whatever the text names.\nA `Loader` in **bold** does not help.',
        ruleInformation: {
          help: 'Use `yaml.safe_load`:\n\n```python\nconfig = yaml.safe_load(text)\n```\n\nSee [PyYAML](https://pyyaml.org/wiki/PyYAMLDocumentation).',
        },
      }),
    ];
    await publish(bitbucket, makeReport({ findings }), only);
    const text = annotations()
      .map(({ severity, summary, details }) => `${severity} ${summary}\n\n${details}\n`)
      .join('\n---\n\n');
    await expect(text).toMatchFileSnapshot('../golden/annotations/two.txt');
  });

  test('an annotation says what, where and how bad, at the line of the commit', async () => {
    const region = { startLine: 7, endLine: 8 };
    await publish(bitbucket, makeReport({ findings: [makeFinding({ commitRegion: region })] }), only);
    expect(annotations()).toEqual([
      {
        external_id: 'v1:jssqlinjection.srcdbjs.12',
        annotation_type: 'VULNERABILITY',
        summary: 'SQL statement built from input: The value of name becomes part of the statement.',
        details: expect.stringContaining('js/sql-injection, CWE-89 (ast-grep)'),
        severity: 'HIGH',
        result: 'FAILED',
        path: 'src/db.js',
        line: 7,
        link: 'https://example.com/rules/sql-injection',
      },
    ]);
  });

  test.each([
    ['a path without lines', { commitRegion: undefined }, { path: 'src/db.js', line: undefined }],
    ['no place at all', { place: undefined, commitRegion: undefined }, { path: undefined, line: undefined }],
    [
      'a rule without a public page',
      { ruleInformation: { helpUri: 'http://localhost/x' } },
      { link: undefined },
    ],
    ['a bug', { category: 'bug' }, { annotation_type: 'BUG' }],
    ['style', { category: 'style' }, { annotation_type: 'CODE_SMELL' }],
  ] as const)('%s', async (_name, change, expected) => {
    const finding = Object.fromEntries(
      Object.entries({ ...makeFinding(), ...change }).filter(([, value]) => value !== undefined),
    ) as unknown as ReturnType<typeof makeFinding>;
    await publish(bitbucket, makeReport({ findings: [finding] }), only);
    expect(annotations()[0]).toMatchObject(
      Object.fromEntries(Object.entries(expected).filter(([, value]) => value !== undefined)),
    );
    for (const [name, value] of Object.entries(expected)) {
      if (value === undefined) expect(annotations()[0]).not.toHaveProperty(name);
    }
  });

  test('suppressed, baselined and unsure findings are not annotated; with GATE_SCOPE=all the baselined follow', async () => {
    const findings = [
      makeFinding({ line: 1, disposition: 'suppressed' }),
      makeFinding({ line: 2, disposition: 'baselined' }),
      makeFinding({ line: 3, disposition: 'moved?' }),
      makeFinding({ line: 4, disposition: 'outside-change' }),
      makeFinding({ line: 5 }),
    ];
    await publish(bitbucket, makeReport({ findings }), only);
    expect(annotations().map(({ line }) => line)).toEqual([5]);
    await publish(bitbucket, makeReport({ findings }), { ...only, gateScope: 'all' });
    expect(annotations().map(({ line }) => line)).toEqual([5, 2, 4]);
  });

  test('a second run writes nothing, whatever it took and whichever run it was', async () => {
    const findings = many(250);
    const first = await publish(bitbucket, makeReport({ findings }), only);
    expect(first.writes).toEqual([
      'putReport',
      'postAnnotations 100',
      'postAnnotations 100',
      'postAnnotations 50',
    ]);
    const again = await publish(
      bitbucket,
      makeReport({ findings, seconds: 99, resultUrl: 'https://bitbucket.org/8' }),
      only,
    );
    expect(again.writes).toEqual([]);
    expect(again.of('insights')).toEqual({
      publisher: 'insights',
      outcome: 'unchanged',
      writes: 0,
      leftOut: 0,
    });
  });

  test('only what differs is sent, and what is gone is deleted', async () => {
    const findings = many(250);
    await publish(bitbucket, makeReport({ findings }), only);
    const changed = findings
      .slice(1)
      .map((finding, index) => (index === 0 ? { ...finding, title: 'Another' } : finding));
    const { writes } = await publish(bitbucket, makeReport({ findings: changed }), only);
    expect(writes.toSorted()).toEqual(['deleteAnnotation', 'postAnnotations 1', 'putReport']);
    expect(annotations()).toHaveLength(249);
  });

  test('when very many are gone, the report is made anew rather than emptied one by one', async () => {
    await publish(bitbucket, makeReport({ findings: many(400) }), only);
    const { writes } = await publish(bitbucket, makeReport({ findings: many(20) }), only);
    expect(writes).toEqual(['deleteReport', 'putReport', 'postAnnotations 20']);
    expect(annotations()).toHaveLength(20);
  });

  test('what is gone takes no room of what is there', async () => {
    await publish(bitbucket, makeReport({ findings: many(20) }), only);
    await publish(bitbucket, makeReport({ findings: many(1000, { rule: 'other' }) }), only);
    expect(annotations()).toHaveLength(1000);
    expect(annotations().filter(({ external_id }) => external_id.startsWith('v1:r.'))).toEqual([]);
  });

  test('an incomplete run removes nothing and fails the report', async () => {
    await publish(bitbucket, makeReport({ findings: many(990) }), only);
    const incomplete: Report = {
      ...makeReport({ findings: many(30, { rule: 'other' }) }),
      verdict: { outcome: 'incomplete', reasons: ['ast-grep failed: out of memory'] },
    };
    const { of } = await publish(bitbucket, incomplete, only);
    expect(annotations()).toHaveLength(1000);
    expect(of('insights').leftOut).toBe(20);
    expect(stored()?.result).toBe('FAILED');
    expect(stored()?.details).toContain('out of memory');
  });

  test('over 1,000 the worst survive, every rule gets its share, and the report says what is left out', async () => {
    const findings = [
      ...many(1500, { rule: 'noisy', severity: 'low' }),
      ...many(300, { rule: 'rare', severity: 'low' }),
      ...many(10, { rule: 'bad', severity: 'critical' }),
    ];
    const { of } = await publish(bitbucket, makeReport({ findings }), only);
    const count = (rule: string) =>
      annotations().filter(({ external_id }) => external_id.startsWith(`v1:${rule}.`)).length;
    expect([count('bad'), count('rare'), count('noisy')]).toEqual([10, 300, 690]);
    expect(of('insights').leftOut).toBe(810);
    expect(stored()?.details).toContain('810 findings had no room here');
  });

  test('one annotation that Bitbucket refuses does not cost the others', async () => {
    const findings = many(150);
    const post = bitbucket.postAnnotations.bind(bitbucket);
    bitbucket.postAnnotations = async (at, id, batch) => {
      if (batch.some(({ external_id }) => external_id === 'v1:r.42')) throw failure('rejected', 400, 'no');
      return post(at, id, batch);
    };
    const { of } = await publish(bitbucket, makeReport({ findings }), only);
    expect(annotations()).toHaveLength(149);
    expect(of('insights')).toMatchObject({
      outcome: 'failed',
      leftOut: 1,
      detail: expect.stringContaining('v1:r.42'),
    });
  });

  test('long and odd text fits the limits', async () => {
    const findings = [
      makeFinding({ title: '😀'.repeat(400), message: `${'é'.repeat(3000)}\ud800`, rule: 'r'.repeat(500) }),
    ];
    const { of } = await publish(bitbucket, makeReport({ findings }), only);
    expect(of('insights').outcome).toBe('published');
    const [annotation] = annotations();
    expect(annotation?.summary.length).toBeLessThanOrEqual(450);
    expect(annotation?.details?.isWellFormed()).toBe(true);
  });

  test('the same fingerprint twice is one annotation', async () => {
    const { of } = await publish(bitbucket, makeReport({ findings: [makeFinding(), makeFinding()] }), only);
    expect(of('insights').outcome).toBe('published');
    expect(annotations()).toHaveLength(1);
  });

  test('one report a scanner, each with its own figures and verdict, where that is set', async () => {
    const findings = [
      makeFinding(),
      makeFinding({ line: 3, scanner: 'My tool/2', severity: 'low', disposition: 'baselined' }),
    ];
    const more = { ...only, insightsPerScanner: true };
    const { writes } = await publish(bitbucket, makeReport({ findings }), more);
    expect(writes.filter((write) => write === 'putReport')).toHaveLength(3);
    const reports = [...bitbucket.reports.values()].map(({ report, annotations: own }) => [
      report.title,
      report.result,
      own.size,
    ]);
    expect(reports).toEqual([
      ['Code scan: ast-grep', 'FAILED', 1],
      ['Code scan: secretlint', 'PASSED', 0],
      ['Code scan: My tool/2', 'PASSED', 0],
    ]);
    const ids = [...bitbucket.reports.keys()].map((key) => key.split(' ')[1]);
    expect(ids).toEqual([
      'code-scan.ast-grep',
      'code-scan.secretlint',
      expect.stringMatching(/^code-scan\.My-tool-2-[0-9a-f]{6}$/),
    ]);
    expect((await publish(bitbucket, makeReport({ findings }), more)).writes).toEqual([]);
  });

  describe('of several scanners', () => {
    const own = (name: string, scanner: Partial<Report['scanners'][number]> = {}) =>
      ({ name, version: '1', outcome: 'ok', seconds: 1, findings: 1, ...scanner }) as const;

    test.each<[what: string, parts: Parameters<typeof makeReport>[0], results: Record<string, string>]>([
      [
        'a gate that one of them broke is not the fault of another, whose finding is below it',
        { verdict: { outcome: 'failed', reasons: ['1 of high'], brokenBy: ['ast-grep'] } },
        { 'ast-grep': 'FAILED', shellcheck: 'PASSED' },
      ],
      [
        'a gate that looks at all findings may be broken by what was there before',
        { verdict: { outcome: 'failed', reasons: ['1 of low'], brokenBy: ['shellcheck'] } },
        { 'ast-grep': 'PASSED', shellcheck: 'FAILED' },
      ],
      [
        'doubt that none of them brought is told by each',
        { verdict: { outcome: 'incomplete', reasons: ['SARIF_FILES "x.sarif": no such file'] } },
        { 'ast-grep': 'FAILED', shellcheck: 'FAILED' },
      ],
      [
        'doubt is told by the one that did not finish, in any of its turns',
        {
          verdict: { outcome: 'incomplete', reasons: ['shellcheck failed: b.sarif: broken'] },
          scanners: [
            own('ast-grep'),
            own('shellcheck', { outcome: 'failed', detail: 'b.sarif: broken' }),
            own('shellcheck'),
          ],
        },
        { 'ast-grep': 'PASSED', shellcheck: 'FAILED' },
      ],
    ])('%s', async (_what, parts, results) => {
      const report = makeReport({
        findings: [makeFinding(), makeFinding({ line: 3, scanner: 'shellcheck', severity: 'low' })],
        scanners: [own('ast-grep'), own('shellcheck')],
        ...parts,
      });
      await publish(bitbucket, report, { ...only, insightsPerScanner: true });
      const stored = [...bitbucket.reports.values()].map(({ report: { title, result } }) => [
        title.replace('Code scan: ', ''),
        result,
      ]);
      expect(Object.fromEntries(stored)).toEqual(results);
    });

    test('each counts what was fixed of its own', async () => {
      const { place, ...gone } = makeFinding({ fingerprint: 'v1:gone' });
      const fixed = [{ ...gone, how: 'fixed' as const, ...(place && { place }) }];
      const report = makeReport({ fixed, scanners: [own('ast-grep'), own('shellcheck')] });
      await publish(bitbucket, report, { ...only, insightsPerScanner: true });
      const figures = [...bitbucket.reports.values()].map(
        ({ report: { data } }) => data.find(({ title }) => title === 'Fixed')?.value,
      );
      expect(figures).toEqual([1, 0]);
    });
  });
});
