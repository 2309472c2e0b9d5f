import { describe, expect, it } from 'vitest';
import { SampleRepository } from '../repository/sample-repository.ts';
import { evaluating, file, policy, Scenario } from './scenario.ts';

const [a, b, c] = [evaluating('alpha'), evaluating('beta'), evaluating('gamma')];

describe('a pull request and the history around it', () => {
  it('that takes its own addition back has added nothing', async () => {
    const scenario = new Scenario();
    scenario.start({ 'app.js': file(a) });
    scenario.commit({ 'app.js': file(a, b) });
    scenario.repository.git('revert', '--no-edit', 'HEAD');
    expect(await scenario.pullRequest()).toMatchObject({
      exitCode: 0,
      active: [],
      baselined: ['alpha in app.js'],
      fixed: [],
    });
  });

  it('that reverts an earlier repair brings the problem back as a new one', async () => {
    const scenario = new Scenario();
    scenario.start({ 'app.js': file(a, b) });
    const repair = scenario.onMain({ 'app.js': file(a) });
    scenario.repository.git('rebase', '--quiet', 'main');
    scenario.repository.git('revert', '--no-edit', repair);
    expect(await scenario.pullRequest()).toMatchObject({
      exitCode: 1,
      active: ['beta in app.js'],
      baselined: ['alpha in app.js'],
    });
  });

  it('is not blamed for what the destination got meanwhile, nor praised for missing it', async () => {
    const scenario = new Scenario();
    scenario.start({ 'app.js': file(a), 'other.js': file() });
    scenario.commit({ 'mine.js': file(b) });
    scenario.onMain({ 'other.js': file(c) });
    expect(await scenario.pullRequest()).toMatchObject({
      exitCode: 1,
      active: ['beta in mine.js'],
      baselined: ['alpha in app.js'],
      outside: [],
      fixed: [],
    });
  });

  it('is not blamed for what the destination mended meanwhile', async () => {
    const scenario = new Scenario();
    scenario.start({ 'app.js': file(a, b) });
    scenario.commit({ 'app.js': file(a, b), 'mine.js': 'const fine = 1;\n' });
    scenario.onMain({ 'app.js': file(b) });
    expect(await scenario.pullRequest()).toMatchObject({
      exitCode: 0,
      active: [],
      baselined: ['alpha in app.js', 'beta in app.js'],
      fixed: [],
    });
  });

  it.each([
    ['rebased onto', (git: Git) => git('rebase', '--quiet', 'main')],
    ['merged with', (git: Git) => git('merge', '--quiet', '--no-edit', 'main')],
  ])('%s a destination that moved ahead has its own additions only', async (_, bring) => {
    const scenario = new Scenario();
    scenario.start({ 'app.js': file(a) });
    scenario.commit({ 'mine.js': file(b) });
    scenario.onMain({ 'app.js': file(c, a) });
    bring((...args) => scenario.repository.git(...args));
    expect(await scenario.pullRequest()).toMatchObject({
      exitCode: 1,
      active: ['beta in mine.js'],
      baselined: ['alpha in app.js', 'gamma in app.js'],
      fixed: [],
    });
  });

  it('in whose pipeline the merge result is checked out is judged by its own lines', async () => {
    const scenario = new Scenario();
    scenario.start({ 'app.js': file(a, evaluating('delta')), 'gone.js': file(evaluating('epsilon')) });
    const commit = scenario.commit({ 'app.js': file(a, evaluating('delta'), b) });
    scenario.onMain({ 'app.js': file(c, a, evaluating('delta')), 'gone.js': file() });
    scenario.repository.git('merge', '--quiet', '--no-edit', 'main');
    const outcome = await scenario.pullRequest({ BITBUCKET_COMMIT: commit });
    expect(outcome).toMatchObject({
      exitCode: 1,
      active: ['beta in app.js'],
      baselined: ['alpha in app.js', 'delta in app.js'],
      outside: ['gamma in app.js'],
      // The destination mended it, and not this pull request.
      fixed: [],
    });
  });
});

type Git = (...args: readonly string[]) => string;

describe('a clone', () => {
  it('of fifty commits whose merge base is further back is deepened', async () => {
    const origin = new Scenario();
    origin.start({ 'app.js': file(a) });
    for (let count = 0; count < 54; count += 1)
      origin.repository.git('commit', '--quiet', '--allow-empty', '-m', 'work');
    origin.commit({ 'app.js': file(b, a) });
    const clone = cloneOf(origin, 50);
    expect(await clone.pullRequest(destinationOf(origin))).toMatchObject({
      baseline: 'merge-base',
      active: ['beta in app.js'],
      baselined: ['alpha in app.js'],
    });
  });

  it('whose merge base is further back and cannot be fetched is in doubt, and nothing passes', async () => {
    const origin = new Scenario();
    origin.start({ 'app.js': file(a) });
    for (let count = 0; count < 10; count += 1)
      origin.repository.git('commit', '--quiet', '--allow-empty', '-m', 'work');
    origin.commit({ 'app.js': file(b, a) });
    origin.onMain({ 'other.js': file(c) });
    const clone = cloneOf(origin, 5);
    clone.repository.git('fetch', '--quiet', '--depth=1', 'origin', 'main');
    clone.repository.git('remote', 'set-url', 'origin', 'file:///nowhere');
    expect(await clone.pullRequest(destinationOf(origin))).toMatchObject({
      exitCode: 3,
      baseline: 'changed-lines',
      active: ['alpha in app.js', 'beta in app.js'],
      baselined: [],
      fixed: [],
    });
  });
});

function cloneOf({ repository }: Scenario, depth: number): Scenario {
  repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  const clone = new SampleRepository();
  clone.git('remote', 'add', 'origin', `file://${repository.root}`);
  clone.git('fetch', '--quiet', `--depth=${depth}`, 'origin', 'feature');
  clone.git('checkout', '--quiet', '-B', 'feature', 'FETCH_HEAD');
  return new Scenario(clone);
}

function destinationOf({ repository }: Scenario): Readonly<Record<string, string>> {
  return { BITBUCKET_PR_DESTINATION_COMMIT: repository.git('rev-parse', 'main') };
}

describe('a repository', () => {
  it('without a commit has everything new', async () => {
    const scenario = new Scenario();
    scenario.repository.write('.code-scan.yml', policy);
    scenario.repository.write('app.js', file(a));
    expect(await scenario.run()).toMatchObject({
      exitCode: 1,
      baseline: 'none',
      active: ['alpha in app.js'],
    });
  });

  it('without a file has nothing, and passes', async () => {
    expect(await new Scenario().run({ SCANNERS: 'auto' })).toMatchObject({
      exitCode: 0,
      active: [],
      fixed: [],
    });
  });

  it('has everything new in its first commit', async () => {
    const scenario = new Scenario();
    const commit = scenario.start({ 'app.js': file(a) });
    const outcome = await scenario.run({ BITBUCKET_COMMIT: commit, BITBUCKET_BRANCH: 'main' });
    expect(outcome).toMatchObject({
      exitCode: 1,
      baseline: 'none',
      active: ['alpha in app.js'],
      baselined: [],
    });
  });

  it('is not searched in its submodules, and a pull request that moves one is told so', async () => {
    const module = new SampleRepository();
    const first = module.commit({ 'lib.js': file(b) });
    const second = module.commit({ 'lib.js': file(b, c) });
    const scenario = new Scenario();
    scenario.start({ 'app.js': file(a) });
    const add = (commit: string) => {
      scenario.repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},vendor/module`);
      scenario.repository.git('commit', '--quiet', '--message', 'module');
    };
    add(first);
    scenario.repository.git('checkout', '--quiet', 'main');
    scenario.repository.git('merge', '--quiet', 'feature');
    scenario.repository.git('checkout', '--quiet', 'feature');
    add(second);
    scenario.repository.git('clone', '--quiet', module.root, 'vendor/module');
    const outcome = await scenario.pullRequest();
    expect(outcome).toMatchObject({ exitCode: 0, active: [], baselined: ['alpha in app.js'] });
    expect(outcome.warnings).toContain('change-not-scanned');
  });
});

describe('a branch without a pull request', () => {
  it('has new what its last commit adds', async () => {
    const scenario = new Scenario();
    scenario.start({ 'app.js': file(a) });
    scenario.commit({ 'app.js': file(a, b) });
    const commit = scenario.commit({ 'app.js': file(a, b, c) });
    const outcome = await scenario.run({ BITBUCKET_COMMIT: commit, BITBUCKET_BRANCH: 'feature' });
    expect(outcome).toMatchObject({
      exitCode: 1,
      active: ['gamma in app.js'],
      baselined: ['alpha in app.js', 'beta in app.js'],
    });
  });
});

describe('a scanner that fails', () => {
  it('has mended nothing, and nothing passes', async () => {
    const scenario = new Scenario();
    scenario.start({ 'app.js': file(a) });
    scenario.commit({ 'app.js': file() });
    scenario.breakScanner();
    expect(await scenario.pullRequest()).toMatchObject({ exitCode: 3, active: [], fixed: [] });
  });
});
