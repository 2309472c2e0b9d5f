import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import type { Publication, Report } from '../../src/core/report.ts';
import { reportMarkdown } from '../../src/reports/report-markdown.ts';
import { quietLine, summaryMarkdown } from '../../src/reports/summary-markdown.ts';
import { timelessText } from '../../src/reports/timeless.ts';
import { makeFinding, makeReport } from './make-report.ts';
import { samples } from './sample-reports.ts';

const publications: readonly Publication[] = [
  { publisher: 'insights', outcome: 'published', writes: 1, leftOut: 0 },
  { publisher: 'inline', outcome: 'published', writes: 1, leftOut: 3 },
];

const markdown = new MarkdownIt({ html: false, linkify: true });

function sample(name: string): Report {
  const report = samples[name];
  if (report === undefined) throw new Error(`no sample ${name}`);
  return report;
}

function render(report: Report, limit = 30_000): string {
  return summaryMarkdown(report, { limit, publications });
}

describe('the summary', () => {
  test.each(['failed', 'incomplete', 'hostile'])('reads as it should: %s', async (name) => {
    await expect(`${render(sample(name))}\n`).toMatchFileSnapshot(`../golden/summary/${name}.md`);
  });

  test('is one line where all is well', async () => {
    const line = quietLine(sample('quiet'));
    expect(line).not.toContain('\n');
    await expect(`${line}\n`).toMatchFileSnapshot('../golden/summary/quiet.md');
  });

  test('does not repeat as a warning what makes the run incomplete', () => {
    const why = { code: 'sarif-unreadable', message: 'the file breaks off' };
    const other = { code: 'other', message: 'the clone is shallow' };
    const text = render({
      ...makeReport({ findings: [] }),
      verdict: { outcome: 'incomplete', reasons: [why.message] },
      warnings: [why, other],
    });
    expect(text.split(why.message)).toHaveLength(2);
    expect(text).toContain(other.message);
  });

  test('groups the digits of every figure', () => {
    const many = { fixed: 1234, unsure: 2345, suppressed: 3456, baselined: 4567, outsideChange: 56_789 };
    const told = { ...sample('failed'), counts: { ...sample('failed').counts, ...many } };
    expect(render(told)).toContain(
      '1,234 fixed · 2,345 perhaps moved · 3,456 suppressed · 4,567 known before · 56,789 outside the change',
    );
    const quiet = {
      ...sample('quiet'),
      counts: { ...sample('quiet').counts, fixed: 1234, suppressed: 3456 },
    };
    expect(quietLine(quiet)).toMatch(/1,234 fixed, 3,456 suppressed/);
  });

  test('holds no link but those to Bitbucket, whatever the text says', () => {
    for (const text of [
      render(sample('hostile')),
      quietLine(sample('hostile')),
      reportMarkdown(sample('hostile')),
    ]) {
      const tokens = markdown.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
      const targets = tokens.flatMap((token) => token.attrGet('href') ?? []);
      for (const target of targets) expect(target).toMatch(/^https:\/\/bitbucket\.org\/acme\/shop\//);
      expect(
        tokens.filter(({ type }) => type === 'html_block' || type === 'html_inline' || type === 'image'),
      ).toEqual([]);
      expect(tokens.filter(({ type }) => type === 'table_open').length).toBeLessThanOrEqual(1);
      expect(
        tokens.filter(({ type, tag }) => type === 'heading_open' && tag !== 'h3' && tag !== 'h1'),
      ).toEqual([]);
    }
  });

  test.each([400, 1000, 5000, 30_000])(
    'keeps to %i characters, says what it drops, and keeps the worst',
    (limit) => {
      const findings = Array.from({ length: 1000 }, (_, line) =>
        makeFinding({
          line: line + 1,
          rule: `rule-${line}`,
          severity: line === 999 ? 'critical' : 'low',
          message: `${'é😀'.repeat(100)} ${line}`,
        }),
      );
      const text = render(
        { ...makeReport({ findings }), warnings: [{ code: 'w', message: 'w'.repeat(600) }] },
        limit,
      );
      expect(text.length).toBeLessThanOrEqual(limit);
      expect(text.isWellFormed()).toBe(true);
      expect(text).toMatch(/^\*\*Code scan failed\*\*: 1,000 new findings/);
      if (limit >= 1000) expect(text).toContain('**Critical**');
      if (limit >= 1000) expect(text).toMatch(/… and \d+ more in the full report/);
      if (limit <= 1000) expect(text).not.toContain('### Scanners');
    },
  );

  test('tells the many of one rule in one line, at the place of the first, so that they hide nothing', async () => {
    const findings = [
      makeFinding({ line: 3, severity: 'critical' }),
      ...Array.from({ length: 40 }, (_, index) =>
        makeFinding({ line: index + 1, severity: 'low', rule: 'js/todo', title: 'A note to do', cwe: [] }),
      ),
      ...Array.from({ length: 5 }, (_, index) =>
        makeFinding({ line: index + 60, severity: 'low', rule: 'js/xss', title: 'Unescaped output here' }),
      ),
    ];
    const text = render(makeReport({ findings }));
    await expect(`${text}\n`).toMatchFileSnapshot('../golden/summary/many-of-a-rule.md');
    expect(text).toContain('### New (46)');
    expect(text).not.toContain('more in the full report');
  });

  test('says of what has no place where the message says it is', () => {
    const { place: _, ...secret } = makeFinding({
      title: 'A key in clear',
      message: 'A key in clear: commit 1',
    });
    expect(render(makeReport({ findings: [secret] }))).toContain('**High** A key in clear: commit 1 (');
  });

  test('says nothing that two runs with the same result would say differently, once times are taken out', () => {
    const report = sample('failed');
    const later: Report = {
      ...report,
      seconds: 77,
      startedAt: new Date(),
      resultUrl: 'https://bitbucket.org/acme/shop/pipelines/results/8',
      scanners: report.scanners.map((scanner) => ({ ...scanner, seconds: scanner.seconds * 3 })),
    };
    expect(timelessText(render(later))).toBe(timelessText(render(report)));
    expect(render(later)).not.toBe(render(report));
  });

  test('links to lines of the commit, with the path encoded', () => {
    expect(render(sample('failed'))).toContain(
      '[`config/prod (old).env:3`](https://bitbucket.org/acme/shop/src/a1b2c3d4e5f60718293a4b5c6d7e8f9001122334/config/prod%20%28old%29.env#lines-3)',
    );
  });

  test('outside Bitbucket there are places and no links', () => {
    const { repositoryUrl: _page, resultUrl: _run, ...local } = sample('failed');
    expect(render(local)).not.toMatch(/\]\(/);
    expect(render(local)).toContain('`src/db.js:5`');
  });
});
