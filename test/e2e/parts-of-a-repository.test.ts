import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SampleRepository } from '../repository/sample-repository.ts';
import { installBundle, readReport, runBundle } from './bundle.ts';

const main = installBundle();
const app = (name: string) => `const express = require('express');
const app = express();
app.get('/${name}', (req, res) => res.send(String(eval(req.query.${name}))));
`;

async function scan(root: string, commit: string, destination: string) {
  const { log, exitCode } = await runBundle(main, root, {
    BITBUCKET_COMMIT: commit,
    BITBUCKET_BRANCH: 'feature',
    BITBUCKET_PR_ID: '1',
    BITBUCKET_PR_DESTINATION_BRANCH: 'main',
    BITBUCKET_PR_DESTINATION_COMMIT: destination.slice(0, 12),
    SCANNERS: 'ast-grep',
    PUBLISH: 'none',
  });
  const { findings, fixed, warnings } = readReport(root);
  const told = findings.map(({ disposition, path }) => `${disposition} ${path}`).toSorted();
  return { log, exitCode, told, fixed, warnings };
}

it('what a sparse checkout leaves out is neither fixed nor moved, and is told where the pull request changes it', async () => {
  const repository = new SampleRepository();
  const destination = repository.commit({
    'in/old.js': app('old'),
    'out/old.js': app('one'),
    'out/also.js': app('two'),
    'out/changed.js': 'more();\n',
    'out/gone.js': `${'// not like any other file\n'.repeat(40)}module.exports = (req) => eval(req.body.formula);\n`,
  });
  repository.git('checkout', '--quiet', '-b', 'feature');
  repository.remove('out/gone.js');
  const commit = repository.commit({
    'in/new.js': app('one'),
    'out/new.js': app('new'),
    'out/changed.js': app('changed'),
  });
  repository.git('sparse-checkout', 'set', '--cone', 'in');
  const { told, fixed, warnings, log } = await scan(repository.root, commit, destination);
  expect(told, log).toEqual(['active in/new.js', 'baselined in/old.js']);
  expect(fixed).toMatchObject([{ path: 'out/gone.js' }]);
  expect(warnings).toEqual([
    {
      code: 'change-not-scanned',
      message:
        '2 files that the pull request adds or changes are not in the checkout, and not scanned: out/changed.js, out/new.js',
    },
  ]);
});

/** The pull request's branch, cloned as `clone: filter` has Pipelines do it. */
function partialClone(filter: string) {
  const repository = new SampleRepository();
  repository.git('config', 'uploadpack.allowFilter', 'true');
  const destination = repository.commit({ 'old.js': app('old'), 'changed.js': app('one') });
  repository.git('checkout', '--quiet', '-b', 'feature');
  const commit = repository.commit({ 'new.js': app('new'), 'changed.js': `// more\n${app('one')}` });
  const root = join(mkdtempSync(join(tmpdir(), 'partial-')), 'clone');
  const from = `file://${repository.root}`;
  execFileSync('git', ['clone', '--quiet', `--filter=${filter}`, '--branch=feature', from, root]);
  return { repository, root, commit, destination };
}

it.each(['blob:none', 'blob:limit=10'])(
  'fetches what a partial clone by %s lacks of the merge base',
  async (filter) => {
    const { root, commit, destination } = partialClone(filter);
    const { told, warnings, log } = await scan(root, commit, destination);
    expect(told, log).toEqual(['active new.js', 'baselined changed.js', 'baselined old.js']);
    expect(warnings).toEqual([]);
  },
);

it('is incomplete, and calls nothing fixed, where a partial clone cannot be completed', async () => {
  const { repository, root, commit, destination } = partialClone('blob:none');
  repository.git('config', 'uploadpack.allowFilter', 'false');
  execFileSync('git', ['remote', 'set-url', 'origin', 'file:///nowhere'], { cwd: root });
  const { exitCode, fixed, warnings, log } = await scan(root, commit, destination);
  expect(exitCode, log).toBe(3);
  expect(fixed).toEqual([]);
  expect(warnings).toMatchObject([{ code: 'diff-unreadable' }]);
});
