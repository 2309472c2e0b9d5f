import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { codeQualityJson } from '../../src/reports/code-quality-json.ts';
import { consoleTable } from '../../src/reports/console-table.ts';
import { csv } from '../../src/reports/csv.ts';
import { junitXml } from '../../src/reports/junit-xml.ts';
import { makeFinding, makeReport } from './make-report.ts';
import { samples } from './sample-reports.ts';

function sample(name: string): Report {
  return samples[name] ?? makeReport();
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Every element in order; throws where the text is no well-formed XML. */
function parseXml(text: string): readonly Element[] {
  const elements: Element[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) =>
    elements.push({ name, attributes: attributes as Record<string, string> }),
  );
  parser.write(text).close();
  return elements;
}

describe('junit.xml', () => {
  test.each(['failed', 'incomplete', 'hostile'])('reads as it should: %s', async (name) => {
    const text = [...junitXml(sample(name))].join('');
    await expect(text).toMatchFileSnapshot(`../golden/junit/${name}.xml`);
    expect(new Set(parseXml(text).map((element) => element.name))).toBeTruthy();
  });

  test('counts agree with what is there', () => {
    for (const name of Object.keys(samples)) {
      const [suites, ...others] = parseXml([...junitXml(sample(name))].join(''));
      const count = (kind: string) => String(others.filter((element) => element.name === kind).length);
      expect(suites?.attributes).toMatchObject({
        tests: count('testcase'),
        failures: count('failure'),
        errors: count('error'),
        skipped: count('skipped'),
      });
    }
  });

  test('is bounded', () => {
    const findings = Array.from({ length: 8000 }, (_, index) => makeFinding({ line: index + 1 }));
    expect(
      parseXml([...junitXml(makeReport({ findings }))].join('')).filter(({ name }) => name === 'testcase'),
    ).toHaveLength(5001);
  });
});

describe('report.csv', () => {
  test('holds every finding on a row of its own', async () => {
    const text = [...csv(sample('failed'))].join('');
    await expect(text).toMatchFileSnapshot('../golden/csv/failed.csv');
    expect(text.split('\r\n')).toHaveLength(sample('failed').findings.length + 2);
  });

  test('hostile text keeps to its field', () => {
    const [, row = ''] = [...csv(sample('hostile'))];
    expect(row.replace(/"(?:[^"]|"")*"/g, 'x').split(',')).toHaveLength(14);
  });
});

describe('code-quality.json', () => {
  test('has what GitLab’s form asks of each issue', async () => {
    const text = [...codeQualityJson(sample('failed'))].join('');
    await expect(text).toMatchFileSnapshot('../golden/code-quality/failed.json');
    const issues: unknown = JSON.parse(text);
    expect(issues).toHaveLength(6);
    expect(issues).toContainEqual(
      expect.objectContaining({
        check_name: 'js/sql-injection',
        severity: 'critical',
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        location: { path: 'src/db.js', lines: { begin: 5, end: 5 } },
      }),
    );
  });

  test('of nothing is an empty list', () => {
    expect(JSON.parse([...codeQualityJson(makeReport())].join(''))).toEqual([]);
  });
});

describe('the console table', () => {
  test('is aligned, worst first, fits the width, and leads to the lines', () => {
    const { rows, more } = consoleTable(sample('failed'), { width: 80 });
    expect(rows.map(({ text }) => text)).toEqual([
      'critical  config/prod (old).env:3  AWS access key (@secretlint/secretlint-rule-…',
      'high      src/db.js:5              SQL statement built from … (js/sql-injection)',
      'medium    src/views/page.tsx:40    Unescaped output (js/xss)',
    ]);
    expect(rows[1]?.link).toBe('https://bitbucket.org/acme/shop/src/a1b2c3d4e5f6/src/db.js#lines-5');
    expect(more).toBe(0);
  });

  test('hostile text neither steers nor breaks a line', () => {
    for (const { text, link = '' } of consoleTable(sample('hostile'), { width: 500 }).rows) {
      for (const bad of '\u0000\u001b\n\r\u202e') expect(text + link).not.toContain(bad);
    }
  });

  test('cuts long paths at their start and counts what it leaves out', () => {
    const findings = Array.from({ length: 40 }, (_, index) =>
      makeFinding({ path: `${'a/'.repeat(60)}b.js`, line: index + 1, rule: `rule-${index}` }),
    );
    const { rows, more } = consoleTable(makeReport({ findings }), { width: 100, most: 5 });
    expect(rows).toHaveLength(5);
    expect(rows[0]?.text).toMatch(/^high {6}…[a/]+b\.js:1 {2}/);
    expect(more).toBe(35);
  });

  test('tells the many of one rule in one row, and of what has no place where it says it is', () => {
    const findings = [
      ...Array.from({ length: 7 }, (_, index) => makeFinding({ line: index + 1, severity: 'low' })),
      makeFinding({ rule: 'leak', title: 'A key in clear', message: 'A key in clear: commit 1 added it' }),
    ].map(({ place, ...rest }) => ({ ...rest, ...(rest.rule !== 'leak' && { place }) }));
    const { rows, more } = consoleTable(makeReport({ findings }), { width: 100 });
    expect(rows.map(({ text }) => text)).toEqual([
      'high                   A key in clear: commit 1 added it (leak)',
      'low       src/db.js:1  SQL statement built from input (js/sql-injection), 7 places',
    ]);
    expect(more).toBe(0);
  });
});
