import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installBundle } from '../e2e/bundle.ts';
import { sarifLog } from '../e2e/sarif-log.ts';
import { Canary } from './canary.ts';
import { activePaths, type HostileRun, pullRequest, scan, vulnerable } from './hostile-pull-request.ts';

const main = installBundle();

/** Links of a pull request: name to what it leads to, seen from the folder outside. */
const links: Readonly<Record<string, string>> = {
  'file.js': 'code.js',
  folder: '.',
  'inner/deep': 'folder',
  '.code-scan.yml': 'policy.yml',
  'log.sarif': 'log.sarif',
  'bitbucket-pipelines.yml': 'policy.yml',
  '.gitignore': 'victim.txt',
  '.gitattributes': 'victim.txt',
  'sgconfig.yml': 'policy.yml',
  'package-lock.json': 'victim.txt',
  'nowhere.js': 'does-not-exist',
};

async function scanLinks(more: Readonly<Record<string, string>>): Promise<HostileRun & { canary: Canary }> {
  const canary = new Canary();
  const request = pullRequest({ 'old.js': 'old\n' }, { 'new.js': vulnerable() });
  const { repository } = request;
  for (const [name, target] of Object.entries(links)) {
    mkdirSync(join(repository.root, name, '..'), { recursive: true });
    symlinkSync(join(canary.outside, target), join(repository.root, name));
  }
  symlinkSync('loop.js', join(repository.root, 'loop.js'));
  symlinkSync('/proc/self/environ', join(repository.root, 'environ.txt'));
  symlinkSync('/dev/zero', join(repository.root, 'zero.js'));
  repository.git('add', '--all');
  repository.git('commit', '--quiet', '--message', 'links');
  mkdirSync(join(repository.root, 'code-scan-report'));
  for (const name of ['report.json', 'report.html', 'report.sarif']) {
    symlinkSync(join(canary.outside, 'victim.txt'), join(repository.root, 'code-scan-report', name));
  }
  const environment = { ...request.environment, BITBUCKET_COMMIT: repository.git('rev-parse', 'HEAD') };
  canary.reset();
  return { ...(await scan(main, { repository, environment }, more)), canary };
}

describe('links that lead out of the repository', () => {
  it.each<[string, Readonly<Record<string, string>>, number]>([
    ['in the tree', {}, 1],
    ['as OUTPUT_DIR', { OUTPUT_DIR: 'folder' }, 2],
    ['below OUTPUT_DIR', { OUTPUT_DIR: 'folder/new' }, 2],
    ['as SARIF file', { SARIF_FILES: 'log.sarif' }, 3],
    ['on the way to a SARIF file', { SARIF_FILES: 'folder/log.sarif' }, 3],
    ['in the way of a glob', { SARIF_FILES: '**/*.sarif' }, 3],
    ['as baseline', { BASELINE: 'log.sarif' }, 2],
    ['on the way to a baseline', { BASELINE: 'folder/log.sarif' }, 2],
    ['as policy', { CONFIG_FILE: '.code-scan.yml' }, 2],
    ['on the way to the policy', { CONFIG_FILE: 'folder/policy.yml' }, 2],
  ])('%s are neither read nor written through', async (_, more, exitCode) => {
    const run = await scanLinks(more);
    expect(run.exitCode, run.log).toBe(exitCode);
    expect(run.canary.problems(run.texts)).toEqual([]);
    if (exitCode === 1) expect(activePaths(run)).toEqual(['new.js']);
  });

  it('in the place of a report are replaced', async () => {
    const run = await scanLinks({});
    expect(run.report?.verdict).toBe('failed');
    expect(readFileSync(join(run.canary.outside, 'victim.txt'), 'utf8')).toBe(run.canary.word);
  });

  it('that a SARIF log names are places without a path', async () => {
    const { repository, environment } = pullRequest(
      { 'old.js': 'old\n' },
      {
        'given.sarif': sarifLog([
          { path: 'link/secret.txt', line: 1, message: 'one' },
          { path: 'other/../../x.js', line: 1 },
        ]),
      },
    );
    const canary = new Canary();
    symlinkSync(join(canary.outside, 'folder'), join(repository.root, 'link'));
    canary.reset();
    const run = await scan(main, { repository, environment }, { SARIF_FILES: 'given.sarif' });
    expect(run.report?.findings.map(({ path }) => path)).toEqual([undefined, undefined]);
    expect(canary.problems(run.texts)).toEqual([]);
  });
});
