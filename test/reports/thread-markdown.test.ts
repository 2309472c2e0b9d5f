import { describe, expect, test } from 'vitest';
import type { TriagedFinding } from '../../src/core/finding.ts';
import { fixText } from '../../src/reports/fix-text.ts';
import { SecretLines } from '../../src/reports/secret-lines.ts';
import { groupMarkdown, threadMarkdown } from '../../src/reports/thread-markdown.ts';
import { makeFinding, makeReport } from './make-report.ts';
import { hostile, sampleSource, samples, secret, sql } from './sample-reports.ts';

async function render(finding: TriagedFinding, suggestions = false): Promise<string> {
  const fix = await fixText(finding, sampleSource, new SecretLines({ findings: [], scanners: [] }));
  return `${threadMarkdown(finding, { suggestions, replies: true, ...(fix === undefined ? {} : { fix }) })}\n`;
}

const oneLineFix: TriagedFinding = {
  ...sql,
  fixes: [
    {
      description: '',
      edits: [
        {
          path: 'src/db.js',
          region: { startLine: 5, endLine: 5, startColumn: 3, endColumn: 8 },
          inserted: 'let',
        },
      ],
    },
  ],
};

const step = (line: number, message: string, path = 'src/db.js') => ({
  message,
  place: { path, region: { startLine: line, endLine: line } },
});

const flowing: TriagedFinding = {
  ...sql,
  fixes: [],
  flows: [
    [
      step(12, 'comes from the request', 'src/routes.js'),
      step(12, 'assigned to name', 'src/routes.js'),
      step(13, 'passed to findUser', 'src/routes.js'),
      step(4, `assigned to \`name\` ${hostile}`),
      step(5, 'assigned to statement'),
      step(5, 'used here'),
    ],
  ],
};

describe('a thread', () => {
  test.each([
    ['with-diff', sql, false],
    ['with-suggestion', oneLineFix, true],
    ['fix-reaches-further', sql, true],
    ['with-flow', flowing, false],
    ['secret', secret, false],
    ['hostile', samples['hostile']?.findings[0] ?? sql, false],
  ] as const)('%s', async (name, finding, suggestions) => {
    await expect(await render(finding, suggestions)).toMatchFileSnapshot(`../golden/thread/${name}.md`);
  });

  test('of many findings lists their places', async () => {
    const findings = Array.from({ length: 60 }, (_, index) =>
      makeFinding({ line: index + 1, message: index === 1 ? hostile : 'SQL statement built from input' }),
    );
    const text = groupMarkdown(makeReport({ findings }), findings, { replies: true });
    await expect(`${text}\n`).toMatchFileSnapshot('../golden/thread/group.md');
    expect(text.length).toBeLessThan(20_000);
  });

  test('of many findings says once what all of them say', () => {
    const findings = Array.from({ length: 7 }, (_, index) => makeFinding({ line: index + 1 }));
    const text = groupMarkdown(makeReport({ findings }), findings, { replies: false });
    expect(text.split('becomes part of the statement')).toHaveLength(2);
    expect(text.match(/^- .*$/gm)?.every((line) => line.endsWith(')'))).toBe(true);
  });

  test('leaves out the middle of a long way, and says nothing of a way within a line', async () => {
    const long = Array.from({ length: 20 }, (_, index) => step(index + 1, `step ${index + 1}`));
    const text = await render({ ...flowing, flows: [long] });
    const steps = [...text.matchAll(/^- (.*)$/gm)].map(([, line]) => line);
    expect(steps.map((line) => line?.replace(/^line \d+: /, ''))).toEqual([
      ...['step 1', 'step 2', 'step 3'],
      '… 14 more lines …',
      ...['step 18', 'step 19', 'step 20'],
    ]);
    expect(await render({ ...flowing, flows: [[step(5, 'in'), step(5, 'out')]] })).not.toContain(
      'gets there',
    );
  });

  test('says once what both the finding and its rule say', async () => {
    const help = `${sql.message}\n\nBind the value instead.`;
    const text = await render({ ...sql, ruleInformation: { help } });
    expect(text.split(/becomes part of the statement/)).toHaveLength(2);
    expect(text).toContain('\nBind the value instead.\n');
    const message = `${sql.message} Bind the value.`;
    const same = await render({ ...sql, message, ruleInformation: { help: 'Bind the value.' } });
    expect(same.split(/Bind the value\./)).toHaveLength(2);
  });

  test('takes the words of a rule’s help, not its marks', async () => {
    const help =
      '# Title\n\nUse **only** [the `safe` way](https://x.example/a) and ![a picture](b.png) of __it__.\n\nMore.';
    const text = await render({ ...sql, fixes: [], ruleInformation: { help } });
    expect(text).toContain('\nUse only the `safe` way and a picture of it.\n');
    expect(text).not.toContain('x.example');
  });

  test('names no commit, so that a push that changes nothing edits nothing', async () => {
    expect(await render(sql)).not.toContain('a1b2c3d4');
  });
});

describe('a fix', () => {
  const none = new SecretLines({ findings: [], scanners: [] });
  const edit = (
    path: string,
    region: TriagedFinding['fixes'][0]['edits'][0]['region'],
    inserted: string,
  ): TriagedFinding => ({
    ...sql,
    fixes: [{ description: '', edits: [{ path, region, inserted }] }],
  });

  test.each([
    ['of a file that is not there', edit('src/none.js', { startLine: 1, endLine: 1 }, 'x')],
    ['behind the end', edit('src/db.js', { startLine: 700, endLine: 700 }, 'x')],
    ['that changes nothing', edit('src/db.js', { startLine: 7, endLine: 7 }, '}')],
    ['of very many lines', edit('src/db.js', { startLine: 1, endLine: 1 }, 'x\n'.repeat(100))],
    ['of a very long line', edit('src/db.js', { startLine: 1, endLine: 1 }, 'x'.repeat(1000))],
    [
      'with edits that overlap',
      {
        ...sql,
        fixes: [
          {
            description: '',
            edits: [1, 2].map(() => ({
              path: 'src/db.js',
              region: { startLine: 5, endLine: 5 },
              inserted: 'x',
            })),
          },
        ],
      },
    ],
    ['of a secret', { ...sql, category: 'secret' }],
    ['none at all', { ...sql, fixes: [] }],
  ] as const)('%s is not shown', async (_name, finding) => {
    expect(await fixText(finding, sampleSource, none)).toBeUndefined();
  });

  test('on a line that also holds a secret is not shown', async () => {
    const secrets = new SecretLines({
      findings: [{ ...secret, place: { path: 'src/db.js', region: { startLine: 6, endLine: 6 } } }],
      scanners: [],
    });
    expect(await fixText(sql, sampleSource, secrets)).toBeUndefined();
  });

  test('is not shown where nobody knows of the secrets', async () => {
    const failed = { name: 'secretlint', version: '1', outcome: 'failed', seconds: 1, findings: 0 } as const;
    const secrets = new SecretLines({ findings: [], scanners: [failed] });
    expect(await fixText(sql, sampleSource, none)).toBeDefined();
    expect(await fixText(sql, sampleSource, secrets)).toBeUndefined();
  });

  test('that deletes a line shows only that line', async () => {
    const fix = await fixText(
      edit('src/db.js', { startLine: 2, endLine: 3, startColumn: 1, endColumn: 1 }, ''),
      sampleSource,
      none,
    );
    expect(fix?.diff).toBe('-');
  });

  test('in several files names them', async () => {
    const finding: TriagedFinding = {
      ...sql,
      fixes: [
        {
          description: '',
          edits: [
            { path: 'src/db.js', region: { startLine: 1, endLine: 1 }, inserted: 'a' },
            { path: 'src/two.js', region: { startLine: 1, endLine: 1 }, inserted: 'b' },
          ],
        },
      ],
    };
    const two = {
      lines: async (path: string) => (path === 'src/two.js' ? ['old'] : sampleSource.lines(path)),
    };
    expect((await fixText(finding, two, none))?.diff).toBe(
      "--- src/db.js:1\n-import { pool } from './pool.js';\n+a\n--- src/two.js:1\n-old\n+b",
    );
  });

  test('is a suggestion only for exactly the lines of the thread', async () => {
    expect((await fixText(oneLineFix, sampleSource, none))?.suggestion).toBe(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the code that is suggested
      "  let statement = `SELECT * FROM users WHERE name = '${name}'`;",
    );
    const elsewhere = { ...oneLineFix, anchor: { startLine: 6, endLine: 6 } };
    expect((await fixText(elsewhere, sampleSource, none))?.suggestion).toBeUndefined();
  });
});
