import { describe, expect, it } from 'vitest';
import type { Log } from '../../src/core/log.ts';
import { listCommitBlobs } from '../../src/repository/commit-blobs.ts';
import { mergeBase } from '../../src/repository/merge-base.ts';
import {
  type PipelinesEnvironment,
  readPipelinesEnvironment,
} from '../../src/repository/pipelines-environment.ts';
import { readLineMap } from '../../src/repository/read-line-map.ts';
import { resolveChanges } from '../../src/repository/resolve-change.ts';
import { MemoryBitbucket } from '../publishers/memory-bitbucket.ts';
import { lines, SampleRepository } from './sample-repository.ts';

const log: Log = { debug() {}, info() {}, warn() {}, error() {} };
const local: PipelinesEnvironment = { insidePipe: false, inPipelines: false };

const resolve = async (repository: SampleRepository, pipelines: PipelinesEnvironment = local) =>
  (await resolveChanges({ git: (await repository.open()).git, pipelines, bitbucket: undefined, log }))[0];

const pullRequest = (commit: string, destinationCommit: string): PipelinesEnvironment => ({
  ...local,
  commit,
  pullRequest: 7,
  branch: 'feature',
  destinationBranch: 'main',
  destinationCommit,
});

it.each([
  ['of a clone with its branches in a reftable', 'ref: refs/heads/.invalid\n'],
  ['that names a commit which is not there', `${'1'.repeat(40)}\n`],
])('does not take a HEAD %s for no commit yet', async (_, head) => {
  const repository = new SampleRepository();
  const commit = repository.commit({ 'a.txt': lines(3) });
  repository.write('.git/HEAD', head);
  await expect(resolve(repository)).rejects.toThrow(/HEAD of the clone names neither .* git refs migrate/);
  const { change } = await resolve(repository, { ...local, commit });
  expect(change.commit).toBe(commit);
});

it('takes a repository without a commit for what it is', async () => {
  const { change } = await resolve(new SampleRepository());
  expect(change).toMatchObject({ commit: '', baseDetail: 'no commit yet: everything is new' });
});

describe('the change of a pull request', () => {
  it('is what the branch adds since the merge base, not what the destination did since', async () => {
    const repository = new SampleRepository();
    const base = repository.commit({ 'a.txt': lines(10), 'b.txt': lines(10) });
    repository.git('checkout', '--quiet', '-b', 'feature');
    const commit = repository.commit({ 'a.txt': lines(10, { 3: 'changed' }), 'ü b.txt': lines(2) });
    repository.git('checkout', '--quiet', 'main');
    const destination = repository.commit({ 'b.txt': lines(10, { 5: 'elsewhere' }) });
    repository.git('checkout', '--quiet', 'feature');

    const { change, warnings } = await resolve(repository, pullRequest(commit, destination.slice(0, 12)));
    expect(warnings).toEqual([]);
    expect(change).toMatchObject({ commit, base, destinationCommit: destination, pullRequests: [7] });
    expect([...(change.files?.keys() ?? [])].sort()).toEqual(['a.txt', 'ü b.txt']);
    expect(change.files?.get('a.txt')).toMatchObject({ status: 'modified', added: [{ start: 3, end: 3 }] });
    expect(change.files?.get('ü b.txt')).toMatchObject({ status: 'added', added: [{ start: 1, end: 2 }] });
  });

  it('maps lines of the merge result to the commit, and knows what the commit does not have', async () => {
    const repository = new SampleRepository();
    repository.commit({ 'a.txt': lines(20) });
    repository.git('checkout', '--quiet', '-b', 'feature');
    const commit = repository.commit({ 'a.txt': lines(20, { 15: 'ours' }) });
    repository.git('checkout', '--quiet', 'main');
    const destination = repository.commit({ 'a.txt': `new 1\nnew 2\n${lines(20)}`, 'theirs.txt': 'x\n' });
    repository.git('checkout', '--quiet', 'feature');
    repository.git('merge', '--quiet', '--no-edit', 'main');

    const { change } = await resolve(repository, pullRequest(commit, destination));
    expect(change.commit).toBe(commit);
    expect(change.files?.get('a.txt')?.added).toEqual([{ start: 15, end: 15 }]);
    const lineMap = await readLineMap(await repository.open(), commit, Promise.resolve([]));
    expect(lineMap.toCommit('a.txt', { startLine: 17, endLine: 17 })).toEqual({ startLine: 15, endLine: 15 });
    expect(lineMap.toCommit('a.txt', { startLine: 1, endLine: 2 })).toBeUndefined();
    expect(lineMap.toCommit('a.txt', { startLine: 2, endLine: 4 })).toEqual({ startLine: 1, endLine: 2 });
    expect(lineMap.toCommit('theirs.txt', { startLine: 1, endLine: 1 })).toBeUndefined();
  });

  it('maps lines of files that an earlier step changed, added or removed', async () => {
    const repository = new SampleRepository();
    repository.write('.gitignore', 'ignored.txt\n');
    const commit = repository.commit({ 'a.txt': lines(5), 'same.txt': lines(5), 'gone.txt': lines(5) });
    repository.write('a.txt', `new\n${lines(5)}`);
    repository.write('added.txt', lines(5));
    repository.write('ignored.txt', lines(5));
    repository.remove('gone.txt');
    const paths = [
      'a.txt',
      'same.txt',
      'gone.txt',
      'added.txt',
      'ignored.txt',
      'nowhere.txt',
      'a\0b',
      '../up',
    ];
    const map = await readLineMap(await repository.open(), commit, Promise.resolve(paths));
    const second = { startLine: 2, endLine: 2 };
    expect(map.toCommit('a.txt', second)).toEqual({ startLine: 1, endLine: 1 });
    expect(map.toCommit('same.txt', second)).toEqual(second);
    expect(map.toCommit('added.txt', second)).toBeUndefined();
    expect(map.toCommit('ignored.txt', second)).toEqual(second);
    expect(paths.filter((path) => !map.isAsInCommit(path))).toEqual(['a.txt', 'gone.txt', 'added.txt']);
  });

  describe('where both branches were merged into each other', () => {
    const crossed = (ofMain: Record<string, string>, ofFeature: Record<string, string>) => {
      const repository = new SampleRepository();
      const start = repository.commit({ 'a.txt': lines(10), 'b.txt': lines(10) });
      const main = repository.commit(ofMain);
      repository.git('checkout', '--quiet', '-b', 'feature', start);
      const feature = repository.commit(ofFeature);
      repository.git('merge', '--quiet', '--no-edit', '--strategy-option=ours', main);
      repository.git('checkout', '--quiet', 'main');
      repository.git('merge', '--quiet', '--no-edit', '--strategy-option=ours', feature);
      const destination = repository.commit({ 'later.txt': 'x\n' });
      repository.git('checkout', '--quiet', 'feature');
      const commit = repository.commit({ 'new.txt': 'new\n' });
      return { repository, main, feature, commit, destination };
    };

    it('is what neither had merged before', async () => {
      const { repository, commit, destination } = crossed(
        { 'a.txt': lines(10, { 3: 'main' }) },
        { 'b.txt': lines(10, { 3: 'feature' }) },
      );
      const { change, warnings } = await resolve(repository, pullRequest(commit, destination));
      expect(warnings).toEqual([]);
      expect([...(change.files?.keys() ?? [])]).toEqual(['new.txt']);
      expect(change.baseDetail).toBe('several merge bases from the clone, merged');
      const again = await resolve(repository, pullRequest(commit, destination));
      expect(again.change.base).toBe(change.base);
      const { git } = await repository.open();
      expect(await git.tryText(['cat-file', '-t', change.base ?? '']), 'in the clone').toBeUndefined();
      const base = (await mergeBase(git, commit, destination))?.commit ?? '';
      const { blobs, commits, isCut } = await listCommitBlobs(git, base, commit, 100);
      expect({ blobs, commits, isCut }).toEqual({ blobs: [], commits: 2, isCut: false });
    });

    it('is compared with one of them where they contradict each other', async () => {
      const { repository, main, feature, commit, destination } = crossed(
        { 'a.txt': lines(10, { 3: 'main' }) },
        { 'a.txt': lines(10, { 3: 'feature' }) },
      );
      const { change } = await resolve(repository, pullRequest(commit, destination));
      expect([main, feature]).toContain(change.base);
      expect([...(change.files?.keys() ?? [])]).toContain('new.txt');
    });
  });

  it('finds the destination in the merge result where nobody names it', async () => {
    const repository = new SampleRepository();
    const base = repository.commit({ 'a.txt': lines(5) });
    repository.git('checkout', '--quiet', '-b', 'feature');
    const commit = repository.commit({ 'b.txt': lines(5) });
    repository.git('checkout', '--quiet', '-B', 'elsewhere', base);
    repository.commit({ 'c.txt': lines(5) });
    repository.git('checkout', '--quiet', 'feature');
    repository.git('merge', '--quiet', '--no-edit', 'elsewhere');
    const { change } = await resolve(repository, { ...local, commit, pullRequest: 7, branch: 'feature' });
    expect(change.base).toBe(base);
  });

  it('follows renames and does not fall for a .gitattributes that calls code binary', async () => {
    const repository = new SampleRepository();
    const base = repository.commit({ 'old name.js': lines(30) });
    repository.git('checkout', '--quiet', '-b', 'feature');
    repository.git('mv', 'old name.js', 'new\tname.js');
    const commit = repository.commit({
      'new\tname.js': lines(30, { 2: 'changed' }),
      '.gitattributes': '* -diff\n* filter=evil diff=evil\n',
    });
    const { change } = await resolve(repository, pullRequest(commit, base));
    expect(change.files?.get('new\tname.js')).toMatchObject({
      status: 'renamed',
      previousPath: 'old name.js',
      added: [{ start: 2, end: 2 }],
    });
  });

  it('deepens a shallow clone whose merge base is outside, and leaves the clone as it is', async () => {
    const origin = new SampleRepository();
    const base = origin.commit({ 'a.txt': lines(10) });
    origin.git('checkout', '--quiet', '-b', 'feature');
    let commit = '';
    for (let i = 0; i < 60; i += 1) commit = origin.commit({ 'b.txt': `${i}\n` });
    origin.git('checkout', '--quiet', 'main');
    const destination = origin.commit({ 'c.txt': 'x\n' });
    origin.git('config', 'uploadpack.allowAnySHA1InWant', 'true');

    const clone = new SampleRepository();
    clone.git('remote', 'add', 'origin', `file://${origin.root}`);
    clone.git('fetch', '--quiet', '--depth=50', 'origin', 'feature');
    clone.git('checkout', '--quiet', '-B', 'feature', 'FETCH_HEAD');
    const { change, warnings } = await resolve(clone, pullRequest(commit, destination));
    expect(warnings).toEqual([]);
    expect(change.base).toBe(base);
    expect([...(change.files?.keys() ?? [])]).toEqual(['b.txt']);
    expect(clone.git('rev-parse', '--is-shallow-repository')).toBe('true');
    expect(() => clone.git('cat-file', '-e', base)).toThrow();
  });

  it('is in doubt, and not empty, where the merge base cannot be had', async () => {
    const repository = new SampleRepository();
    const commit = repository.commit({ 'a.txt': lines(3) });
    const { change, warnings } = await resolve(repository, pullRequest(commit, 'a'.repeat(40)));
    expect(change.files).toBeUndefined();
    expect(warnings).toMatchObject([
      // The remedy is the last word, and the reason stands there once.
      { code: 'diff-unreadable', message: expect.stringMatching(/; set clone: depth: full on the step$/) },
    ]);
  });

  describe('whose merge base cannot be had', () => {
    const told = async (answer: string | undefined, reach: 'everything' | 'insights' = 'everything') => {
      const repository = new SampleRepository();
      const commit = repository.commit({ 'a.txt': lines(3) });
      class Remote extends MemoryBitbucket {
        override readonly reach = reach;
        override diff = async () => answer;
        override async *changedFiles() {
          yield { path: 'src/ü.js', linesAdded: 1 };
          yield { path: 'hidden.js', linesAdded: 0 };
        }
      }
      const { git } = await repository.open();
      const pipelines = pullRequest(commit, 'a'.repeat(12));
      return (await resolveChanges({ git, pipelines, bitbucket: new Remote(), log }))[0];
    };

    it('is what Bitbucket tells, and hides no line that is not shown', async () => {
      const { change, warnings } = await told(
        [
          'diff --git a/src/ü.js b/src/ü.js',
          'index 1..2 100644',
          '--- a/src/ü.js',
          '+++ b/src/ü.js',
          '@@ -1,2 +1,3 @@',
          ' a',
          '+b',
          ' c',
          'diff --git a/hidden.js b/hidden.js',
          'Binary files a/hidden.js and b/hidden.js differ',
          '',
        ].join('\n'),
      );
      expect(warnings).toEqual([]);
      expect(change.base).toBeUndefined();
      expect(change.files?.get('src/ü.js')?.added).toEqual([{ start: 2, end: 2 }]);
      expect(change.files?.get('hidden.js')?.added).toEqual([{ start: 1, end: Number.MAX_SAFE_INTEGER }]);
      expect(change.files?.get('hidden.js')?.isBinary).toBe(true);
      expect(change.files?.get('src/ü.js')?.isBinary).toBeUndefined();
    });

    it.each([
      ['nothing', undefined, 'everything'],
      ['an empty diff', '', 'everything'],
      ['a page of something between', '<html>', 'everything'],
      [
        'of fewer files than there are',
        'diff --git a/src/ü.js b/src/ü.js\n--- a/src/ü.js\n+++ b/src/ü.js\n@@ -1 +1,2 @@\n a\n+b\n',
        'everything',
      ],
      [
        'of fewer lines than there are',
        'diff --git a/hidden.js b/hidden.js\nBinary files differ\ndiff --git a/src/ü.js b/src/ü.js\n--- a/src/ü',
        'everything',
      ],
      ['to a credential that cannot ask', 'diff --git a/a.txt b/a.txt\n', 'insights'],
    ] as const)('is in doubt where it tells %s', async (_, answer, reach) => {
      const { change, warnings } = await told(answer, reach);
      expect(change.files).toBeUndefined();
      expect(warnings.map(({ code }) => code)).toEqual(['diff-unreadable']);
      expect(warnings[0]?.message).toContain('set clone: depth: full on the step');
    });
  });
});

describe('the change without a pull request', () => {
  it('is what the commit adds to its parent in a branch pipeline', async () => {
    const repository = new SampleRepository();
    const base = repository.commit({ 'a.txt': lines(3) });
    const commit = repository.commit({ 'a.txt': lines(4) });
    const { change } = await resolve(repository, { ...local, commit, branch: 'main' });
    expect(change.base).toBe(base);
    expect(change.files?.get('a.txt')?.added).toEqual([{ start: 4, end: 4 }]);
  });

  it('is everything in a first commit', async () => {
    const repository = new SampleRepository();
    const commit = repository.commit({ 'a.txt': lines(3) });
    const { change } = await resolve(repository, { ...local, commit, branch: 'main' });
    expect(change.base).toBeUndefined();
    expect(change.files?.get('a.txt')?.added).toEqual([{ start: 1, end: 3 }]);
  });

  it('is what differs from the default branch in a local run, uncommitted and untracked files included', async () => {
    const repository = new SampleRepository();
    const base = repository.commit({ 'a.txt': lines(3), 'b.txt': lines(3) });
    repository.git('checkout', '--quiet', '-b', 'feature');
    repository.commit({ 'a.txt': lines(4) });
    repository.write('b.txt', lines(5));
    repository.write('c.txt', lines(2));
    const { change } = await resolve(repository);
    expect(change.base).toBe(base);
    expect([...(change.files?.keys() ?? [])].sort()).toEqual(['a.txt', 'b.txt', 'c.txt']);
  });

  it('is nothing on a branch that is not ahead, and the last commit on the default branch', async () => {
    const repository = new SampleRepository();
    const first = repository.commit({ 'a.txt': lines(3) });
    const second = repository.commit({ 'a.txt': lines(4) });
    expect((await resolve(repository)).change).toMatchObject({
      base: first,
      baseDetail: 'the parent commit',
    });
    repository.git('checkout', '--quiet', '-b', 'feature');
    const { change } = await resolve(repository);
    expect(change).toMatchObject({ base: second, baseDetail: 'merge base with main' });
    expect(change.files?.size).toBe(0);
  });

  it('is never asked for by a name that a branch could have', async () => {
    const repository = new SampleRepository();
    const commit = repository.commit({ 'a.txt': lines(3) });
    repository.git('branch', commit.slice(0, 12));
    const { git } = await repository.open();
    expect((await mergeBase(git, commit, commit))?.commit).toBe(commit);
    expect(await mergeBase(git, commit, commit.slice(0, 12))).toBeUndefined();
    expect(await mergeBase(git, 'main', commit)).toBeUndefined();
  });

  it('is everything in a checkout without a commit', async () => {
    const repository = new SampleRepository();
    repository.write('a.txt', lines(2));
    const { change, warnings } = await resolve(repository);
    expect(warnings).toEqual([]);
    expect([...(change.files?.keys() ?? [])]).toEqual(['a.txt']);
  });
});

describe('the environment of Pipelines', () => {
  it.each([
    ['BITBUCKET_COMMIT', '--help'],
    ['BITBUCKET_PR_ID', '0'],
    ['BITBUCKET_PR_ID', '1; rm'],
    ['BITBUCKET_BRANCH', '-x'],
    ['BITBUCKET_PR_DESTINATION_BRANCH', 'a b'],
    ['BITBUCKET_WORKSPACE', '../x'],
  ])('says what is wrong with %s=%s', (name, value) => {
    const { problems } = readPipelinesEnvironment({ [name]: value });
    expect(problems.map(({ where }) => where)).toEqual([name]);
  });

  it('reads a pipe step of a pull request', () => {
    const { pipelines, problems } = readPipelinesEnvironment({
      BITBUCKET_COMMIT: 'A'.repeat(40),
      BITBUCKET_PR_ID: '12',
      BITBUCKET_BRANCH: 'feature/ünï',
      BITBUCKET_REPO_FULL_NAME: 'team/shop',
      BITBUCKET_PIPE_STORAGE_DIR: '/x',
    });
    expect(problems).toEqual([]);
    expect(pipelines).toMatchObject({
      commit: 'a'.repeat(40),
      pullRequest: 12,
      branch: 'feature/ünï',
      insidePipe: true,
      repository: { workspace: 'team', slug: 'shop' },
    });
  });
});
