// What a log no longer says is mended only where its tool looked again, for the same thing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { comparedLogs } from './compared-logs.ts';

interface Result {
  readonly rule: string;
  readonly path: string;
}

const log = (results: readonly Result[], more: object = {}, rules: readonly string[] = []) => ({
  version: '2.1.0',
  runs: [
    {
      tool: { driver: { name: 'Tool', rules: rules.map((id) => ({ id })) } },
      results: results.map(({ rule, path }) => ({
        ruleId: rule,
        message: { text: `${rule} is wrong` },
        locations: [{ physicalLocation: { artifactLocation: { uri: path }, region: { startLine: 1 } } }],
      })),
      ...more,
    },
  ],
});

/** What is told of two findings of a baseline in files that are still there, and of one in a file that is gone. */
async function compare(candidate: object) {
  const root = mkdtempSync(join(tmpdir(), 'fixed-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const old = [
    { rule: 'no-eval', path: 'one.js' },
    { rule: 'no-with/strict', path: 'two.js' },
    { rule: 'no-eval', path: 'gone.js' },
  ];
  writeFileSync(join(root, 'one.js'), 'fine();\n');
  writeFileSync(join(root, 'two.js'), 'fine();\n');
  writeFileSync(join(root, 'baseline.sarif'), JSON.stringify(log(old)));
  writeFileSync(join(root, 'candidate.sarif'), JSON.stringify(candidate));
  const report = (await comparedLogs(root)) as {
    readonly fixed: readonly { readonly path: string }[];
    readonly warnings: readonly { readonly code: string; readonly message: string }[];
  };
  return {
    fixed: report.fixed.map(({ path }) => path).sort(),
    warnings: report.warnings
      .filter(({ code }) => code === 'not-looked-again' || code === 'rule-gone')
      .map(({ code, message }) => `${code}: ${message}`),
  };
}

const cannotParse = {
  invocations: [
    {
      executionSuccessful: true,
      toolExecutionNotifications: [
        {
          level: 'error',
          message: { text: 'cannot parse' },
          locations: [{ physicalLocation: { artifactLocation: { uri: 'two.js' } } }],
        },
      ],
    },
  ],
};

test.each([
  ['that found nothing more', log([]), ['gone.js', 'one.js', 'two.js'], []],
  [
    'that lists only the rules that found something',
    log([{ rule: 'no-alert', path: 'other.js' }], {}, ['no-alert']),
    ['gone.js', 'one.js', 'two.js'],
    [],
  ],
  ['that has the rules still', log([], {}, ['no-eval', 'no-with']), ['gone.js', 'one.js', 'two.js'], []],
  [
    'that has one of the rules no more',
    log([], {}, ['no-eval', 'no-alert']),
    ['gone.js', 'one.js'],
    [
      'rule-gone: the scanner has no rule Tool/no-with/strict any more; the one earlier finding of it is not called fixed',
    ],
  ],
  [
    'that could not parse a file',
    log([], cannotParse),
    ['gone.js', 'one.js'],
    [
      'not-looked-again: one earlier finding was neither found again nor is it called fixed, as no scanner looked there again',
    ],
  ],
  [
    'that failed',
    log([], { invocations: [{ executionSuccessful: false }] }),
    [],
    [
      'not-looked-again: 3 earlier findings were neither found again nor are they called fixed, as no scanner looked there again',
    ],
  ],
] as const)('a log of a tool %s', async (_, candidate, fixed, warnings) => {
  expect(await compare(candidate)).toEqual({ fixed, warnings });
});

test('a log of another tool says nothing of it', async () => {
  const other = { version: '2.1.0', runs: [{ tool: { driver: { name: 'Other' } }, results: [] }] };
  expect((await compare(other)).fixed).toEqual([]);
});
