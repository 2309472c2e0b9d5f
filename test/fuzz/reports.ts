import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import { limits } from '../../src/bitbucket/limits.ts';
import type { Report } from '../../src/core/report.ts';
import type { SourceTree } from '../../src/core/source-tree.ts';
import { annotationsOf, insightsReport } from '../../src/publishers/insights-content.ts';
import { codeQualityJson } from '../../src/reports/code-quality-json.ts';
import { csv } from '../../src/reports/csv.ts';
import { fixText } from '../../src/reports/fix-text.ts';
import { junitXml } from '../../src/reports/junit-xml.ts';
import { reportHtml } from '../../src/reports/report-html/report-html.ts';
import { reportJson } from '../../src/reports/report-json.ts';
import { SecretLines } from '../../src/reports/secret-lines.ts';
import { quietLine, summaryMarkdown } from '../../src/reports/summary-markdown.ts';
import { groupMarkdown, threadMarkdown } from '../../src/reports/thread-markdown.ts';
import { isTitle, reportOf, reportShape, type Say, sayHostile, sayTame, words } from './hostile-report.ts';
import { parsedHtml, parsedMarkdown, parsedXml } from './parsed.ts';
import { target } from './target.ts';

const cases = fc.record({ shape: reportShape, words });

/** Files whose every line is said by somebody outside too. */
function sourceOf(say: Say): SourceTree {
  return {
    lines: async () => Array.from({ length: 25 }, (_, index) => say(1000 + index).replace(/[\r\n]/g, ' ')),
  };
}

/** Links that a report makes itself, and those that a public address of a rule becomes. */
const ownLinks = /^https:\/\/(?:bitbucket\.org\/acme\/shop|cwe\.mitre\.org|example\.com)\//;

function sameMarkdown(hostile: string, tame: string): void {
  const [read, expected] = [parsedMarkdown(hostile), parsedMarkdown(tame)];
  assert.deepEqual(read.elements, expected.elements);
  for (const link of read.links) assert.match(link, ownLinks);
  // Titles are never cut at this length: each still says what only it says.
  for (const word of expected.text.match(/x\d+/g) ?? []) {
    if (isTitle(Number(word.slice(1)))) assert(read.text.includes(word), `${word} is lost`);
  }
}

async function comments(report: Report, say: Say): Promise<readonly string[]> {
  const source = sourceOf(say);
  const secrets = new SecretLines(report);
  const threads = report.findings.map(async (finding) => {
    const fix = await fixText(finding, source, secrets);
    const options = { suggestions: true, replies: true, ...(fix !== undefined && { fix }) };
    return threadMarkdown(finding, options);
  });
  const publications = [{ publisher: 'inline', outcome: 'published', writes: 1, leftOut: 3 }] as const;
  return [
    summaryMarkdown(report, { limit: 30_000, publications }),
    quietLine(report),
    groupMarkdown(report, report.findings, { replies: true }),
    ...(await Promise.all(threads)),
  ];
}

/** Summary, threads and the report as Markdown. */
export const markdown = target('markdown', 0.04, cases, () => ({
  async try({ shape, words: given }) {
    const hostile = sayHostile(given);
    const expected = await comments(ordered(shape, sayTame), sayTame);
    for (const [index, text] of (await comments(ordered(shape, hostile), hostile)).entries()) {
      sameMarkdown(text, expected[index] ?? '');
    }
  },
}));

/** In the order of the shape, so that one comment of each can be compared. */
function ordered(shape: Parameters<typeof reportOf>[0], say: Say): Report {
  const report = reportOf(shape, say);
  return {
    ...report,
    findings: report.findings.toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1)),
  };
}

const page = async (report: Report, say: Say) =>
  parsedHtml((await Array.fromAsync(reportHtml(report, sourceOf(say)))).join(''));

/** `report.html`: the elements of the page, its script, and the data that the script reads. */
export const html = target('html', 0.015, cases, () => ({
  async try({ shape, words: given }) {
    const hostile = sayHostile(given);
    const [read, expected] = [
      await page(reportOf(shape, hostile), hostile),
      await page(reportOf(shape, sayTame), sayTame),
    ];
    assert.deepEqual(read.elements, expected.elements);
    for (const link of read.links) if (!link.startsWith('#')) assert.match(link, ownLinks);
    assert.deepEqual(read.scripts.slice(1), expected.scripts.slice(1));
    const count = (json = '') => JSON.parse(json).findings.length;
    assert.equal(count(read.scripts[0]), count(expected.scripts[0]));
  },
}));

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones looked for
const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** Every other format: read back by a parser of its own, it holds as many of everything, and nothing that acts. */
export const files = target('files', 0.04, cases, () => {
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  const isReport = ajv.compile(JSON.parse(readFileSync('src/reports/report.schema.json', 'utf8')));
  return {
    try({ shape, words: given }) {
      const [hostile, tame] = [reportOf(shape, sayHostile(given)), reportOf(shape, sayTame)];
      assert.deepEqual(parsedXml([...junitXml(hostile)].join('')), parsedXml([...junitXml(tame)].join('')));

      const rows: string[][] = parseCsv([...csv(hostile)].join(''), { bom: true, relax_column_count: true });
      assert.equal(rows.length, shape.findings.length + 1);
      for (const row of rows) {
        assert.equal(row.length, rows[0]?.length);
        for (const cell of row) assert.doesNotMatch(cell, /^\s*[=+\-@]/, 'a formula');
      }

      const json: unknown = JSON.parse([...reportJson(hostile, [])].join(''));
      assert(isReport(json), JSON.stringify(isReport.errors));
      assert.equal(
        JSON.parse([...codeQualityJson(hostile)].join('')).length,
        JSON.parse([...codeQualityJson(tame)].join('')).length,
      );

      const insights = insightsReport(hostile, sayHostile(given)(1), 3);
      assert(insights.title !== '' && insights.title.length <= limits.reportTitle);
      assert(insights.details.length <= limits.reportDetails);
      assert.doesNotMatch(insights.title + insights.details, steering);
      for (const { summary, details = '' } of annotationsOf(hostile, 'all', 1000).annotations) {
        assert(summary !== '' && summary.length <= limits.annotationSummary);
        assert(details.length <= limits.annotationDetails);
        assert.doesNotMatch(summary + details, steering);
      }
    },
  };
});
