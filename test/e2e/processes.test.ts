import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { run } from '../../src/run.ts';
import { SampleRepository } from '../repository/sample-repository.ts';
import { worldOf } from '../run/world-of.ts';
import { toolPath } from './bundle.ts';

type Files = Readonly<Record<string, string>>;

const route = `const tools = require('./tools');
app.get('/', (req, res) => res.redirect(tools.clean(req.query.next)));
`;
const direct = "app.get('/', (req, res) => res.redirect(req.query.next));\n";
const passing = 'exports.clean = (text) => text;\n';

/** So many files that a pull request's run looks at the changed ones only. */
const repository = new SampleRepository();
const base: Files = {
  ...Object.fromEntries(Array.from({ length: 1_010 }, (_, index) => [`notes/${index}.txt`, `${index}\n`])),
  'README.md': 'one\n',
  'run.sh': '#!/bin/sh\ntrue\n',
  'cleaned/route.js': route,
  'cleaned/tools.js': 'exports.clean = (text) => encodeURIComponent(text);\n',
  'passed/route.js': route,
  'passed/tools.js': passing,
  // More than the few of which all are followed for any change.
  ...Object.fromEntries(Array.from({ length: 45 }, (_, index) => [`many/${index}.js`, direct])),
};
let destination = '';
beforeAll(() => {
  destination = repository.commit(base);
}, 60_000);
afterAll(() => rmSync(repository.root, { recursive: true }));

/** The run of a pull request that changes these files: the processes that it started, and its report. */
async function pullRequest(files: Files, more: Readonly<Record<string, string>> = {}) {
  repository.git('checkout', '--quiet', '--detach', destination);
  const commit = repository.commit(files);
  const output = mkdtempSync(join(tmpdir(), 'output-'));
  const started: (() => readonly string[])[] = [];
  const take = (message: unknown) => {
    const { process: child } = message as { process: { spawnargs: readonly string[] } };
    started.push(() => child.spawnargs);
  };
  subscribe('child_process', take);
  onTestFinished(() => {
    unsubscribe('child_process', take);
    rmSync(output, { recursive: true });
  });
  const { world } = worldOf({
    PATH: toolPath,
    PUBLISH: 'none',
    OUTPUT_DIR: output,
    BITBUCKET_COMMIT: commit,
    BITBUCKET_BRANCH: 'feature',
    BITBUCKET_PR_ID: '7',
    BITBUCKET_PR_DESTINATION_BRANCH: 'main',
    BITBUCKET_PR_DESTINATION_COMMIT: destination,
    ...more,
  });
  if (!existsSync('dist/main.js')) throw new Error('dist/ is missing: npm run build');
  await run({
    ...world,
    cwd: repository.root,
    folder: resolve('dist'),
    node: process.execPath,
    temporaryFolder: tmpdir(),
  });
  const report: {
    readonly scanners: readonly {
      readonly name: string;
      readonly outcome: string;
      readonly detail?: string;
    }[];
    readonly findings: readonly {
      readonly path: string;
      readonly rule: string;
      readonly disposition: string;
    }[];
  } = JSON.parse(readFileSync(join(output, 'report.json'), 'utf8'));
  const lines = started.map((line) => line().join(' '));
  const count = (pattern: RegExp) => lines.filter((line) => pattern.test(line)).length;
  return {
    report,
    counts: {
      flow: count(/flow\.js /),
      secretlint: count(/secretlint\.js /),
      astGrep: count(/ast-grep scan /),
      astGrepVersions: count(/ast-grep --version$/),
      shellcheck: count(/shellcheck --norc/),
      lists: count(/git ls-files .*--stage/),
      looksAtFiles: count(
        /git (?:diff-files|diff (?!.*(?:--cached|[0-9a-f]{40} [0-9a-f]{40} --$))|ls-files .*--others|status)/,
      ),
      trees: count(/git ls-tree .*-r /),
      contents: count(/git cat-file --batch$/),
      git: count(/\/git /),
      all: lines.length,
    },
  };
}

it('starts no scanner that has no changed file', async () => {
  const { report, counts } = await pullRequest({ 'README.md': 'two\n' });
  expect(counts).toMatchObject({ flow: 0, secretlint: 1, astGrep: 0, shellcheck: 0 });
  const flow = report.scanners.find(({ name }) => name === 'flow');
  expect(flow).toMatchObject({ outcome: 'skipped', detail: 'no changed file for it' });
});

it('starts scanners of ours once for both sides, and asks git for what it needs once', async () => {
  const { report, counts } = await pullRequest({ 'passed/tools.js': `${passing}exports.more = 1;\n` });
  expect(counts).toMatchObject({
    flow: 1,
    secretlint: 1,
    astGrepVersions: 1,
    lists: 1,
    trees: 1,
    contents: 1,
  });
  // The other one tells whether the machine lets scanners be held to limits.
  expect(counts).toMatchObject({ looksAtFiles: 1, git: 10, all: 10 + 3 + 1 });
  // What comes from an unchanged file to the changed one came there before.
  expect(report.findings).toMatchObject([
    { path: 'passed/route.js', rule: 'js-open-redirect', disposition: 'baselined' },
  ]);
});

it('asks git once more for the destination where its hash is told in part, as Pipelines does', async () => {
  const start = { BITBUCKET_PR_DESTINATION_COMMIT: destination.slice(0, 12) };
  const { counts } = await pullRequest({ 'passed/tools.js': `${passing}exports.other = 1;\n` }, start);
  expect(counts).toMatchObject({ git: 11 });
});

it('tells what a change lets come to a file that it does not touch', async () => {
  const { report } = await pullRequest({ 'cleaned/tools.js': passing });
  const active = report.findings.filter(({ disposition }) => disposition === 'active');
  expect(active).toMatchObject([{ path: 'cleaned/route.js', rule: 'js-open-redirect' }]);
});

it('calls nothing new that was not looked at on the merge base', async () => {
  const { report } = await pullRequest({ 'README.md': 'three\n' }, { GATE_SCOPE: 'all', SCANNERS: 'flow' });
  expect(report.findings.length).toBe(46);
  expect(report.findings.filter(({ disposition }) => disposition === 'active')).toEqual([]);
  const changed = await pullRequest(
    { 'many/7.js': `${direct}${direct.replace('next', 'more')}` },
    { GATE_SCOPE: 'all', SCANNERS: 'flow' },
  );
  const active = changed.report.findings.filter(({ disposition }) => disposition === 'active');
  expect(active).toMatchObject([{ path: 'many/7.js', rule: 'js-open-redirect' }]);
});
