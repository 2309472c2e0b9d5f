import { describe, expect, it } from 'vitest';
import type { Bitbucket } from '../../src/bitbucket/bitbucket.ts';
import type { Log } from '../../src/core/log.ts';
import type { PipelinesEnvironment } from '../../src/repository/pipelines-environment.ts';
import { resolveChanges } from '../../src/repository/resolve-change.ts';
import { MemoryBitbucket } from '../publishers/memory-bitbucket.ts';
import { SampleRepository } from './sample-repository.ts';

/** A branch of so many commits, and Bitbucket with nothing said of them. */
function branch(count: number) {
  const repository = new SampleRepository();
  const commits = Array.from({ length: count }, (_, number) =>
    repository.commit({ [`file-${number}.txt`]: `${number}\n` }),
  );
  const bitbucket = new MemoryBitbucket();
  const told: string[] = [];
  const log: Log = { debug() {}, info() {}, warn: (message) => told.push(message), error() {} };
  const say = (
    commit: string | undefined,
    state: 'SUCCESSFUL' | 'FAILED' | 'INPROGRESS' | 'STOPPED',
    key = 'code-scan',
  ) =>
    bitbucket.putStatus(commit ?? '', {
      key,
      state,
      name: 'Code Scan',
      description: '',
      url: 'https://x.test/',
    });
  const resolve = async (
    given: Bitbucket | 'none' = bitbucket,
    pipelines: Partial<PipelinesEnvironment> = {},
  ) => {
    const [{ change }] = await resolveChanges({
      git: (await repository.open()).git,
      pipelines: {
        insidePipe: false,
        inPipelines: true,
        commit: commits.at(-1) ?? '',
        branch: 'main',
        ...pipelines,
      },
      bitbucket: given === 'none' ? undefined : given,
      log,
      reportId: 'code-scan',
    });
    return change;
  };
  return { repository, commits, bitbucket, told, say, resolve };
}

describe('what is new in the pipeline of a branch', () => {
  it('is what came since the last commit that passed: all commits of one push', async () => {
    const { commits, say, resolve } = branch(6);
    await say(commits[1], 'SUCCESSFUL');
    await say(commits[2], 'SUCCESSFUL');
    const change = await resolve();
    expect(change.base).toBe(commits[2]);
    expect([...(change.files?.keys() ?? [])]).toEqual(['file-3.txt', 'file-4.txt', 'file-5.txt']);
    expect(change.baseDetail).toBe('the last commit whose scan passed: 3 commits back');
  });

  it('is not made old by pushing again after a run that failed, was stopped, or is another pipe’s', async () => {
    const { commits, say, resolve } = branch(6);
    await say(commits[0], 'SUCCESSFUL');
    await say(commits[1], 'SUCCESSFUL', 'other-pipe');
    await say(commits[2], 'FAILED');
    await say(commits[3], 'STOPPED');
    await say(commits[4], 'INPROGRESS');
    expect(await resolve()).toMatchObject({ base: commits[0] });
  });

  it('stays new until it is mended where no scan has passed yet', async () => {
    const { commits, say, resolve } = branch(6);
    await say(commits[2], 'FAILED');
    await say(commits[4], 'STOPPED');
    expect(await resolve()).toMatchObject({
      base: commits[1],
      baseDetail: 'the commit before the first scanned one, as none passed: 4 commits back',
    });
  });

  it('is what the commit adds to its parent where the very first commit failed', async () => {
    const { commits, say, resolve } = branch(3);
    await say(commits[0], 'FAILED');
    expect(await resolve()).toMatchObject({ base: commits[1] });
  });

  it('does not change when the same commit is built again', async () => {
    const { commits, say, resolve } = branch(3);
    await say(commits[1], 'SUCCESSFUL');
    await say(commits[2], 'SUCCESSFUL');
    expect(await resolve()).toMatchObject({ base: commits[1] });
  });

  it('is what the commit adds to its parent in the first run ever, and says so', async () => {
    const { commits, resolve } = branch(3);
    expect(await resolve()).toMatchObject({
      base: commits[1],
      baseDetail: 'the parent commit; none of the last 2 commits has passed a scan',
    });
  });

  it('asks about twenty commits at most', async () => {
    const { commits, say, resolve, bitbucket } = branch(24);
    await say(commits[1], 'SUCCESSFUL');
    let asked = 0;
    const counting: Bitbucket = Object.assign(Object.create(bitbucket), {
      status: (commit: string, key: string) => {
        asked += 1;
        return bitbucket.status(commit, key);
      },
    });
    expect(await resolve(counting)).toMatchObject({ base: commits[22] });
    expect(asked).toBe(20);
  });

  it('asks about the parent alone where it has passed', async () => {
    const { commits, say, resolve, bitbucket } = branch(10);
    await say(commits[8], 'SUCCESSFUL');
    const asked: string[] = [];
    const counting: Bitbucket = Object.assign(Object.create(bitbucket), {
      status: (commit: string, key: string) => {
        asked.push(commit);
        return bitbucket.status(commit, key);
      },
    });
    expect(await resolve(counting)).toMatchObject({ base: commits[8] });
    expect(asked).toEqual([commits[8]]);
  });

  it('goes by the Code Insights report where the proxy is all there is', async () => {
    const { commits, resolve, bitbucket } = branch(4);
    const report = {
      external_id: 'code-scan',
      title: 't',
      details: 'd',
      report_type: 'SECURITY',
      reporter: 'r',
      data: [],
    } as const;
    await bitbucket.putReport(commits[0] ?? '', { ...report, result: 'PASSED' });
    await bitbucket.putReport(commits[1] ?? '', { ...report, result: 'FAILED' });
    const proxied: Bitbucket = Object.assign(Object.create(bitbucket), { reach: 'insights' });
    expect(await resolve(proxied)).toMatchObject({ base: commits[0] });
  });

  it('is what the commit adds to its parent where Bitbucket does not answer, and says so', async () => {
    const { commits, resolve, bitbucket, told } = branch(3);
    const silent: Bitbucket = Object.assign(Object.create(bitbucket), {
      status: () => Promise.reject(new Error('no answer')),
    });
    expect(await resolve(silent)).toMatchObject({
      base: commits[1],
      baseDetail: 'the parent commit; Bitbucket did not tell which commits were scanned',
    });
    expect(told).toEqual(['Bitbucket did not tell which commits were scanned: no answer']);
  });

  it('has the parent alone for it without a credential', async () => {
    const { commits, say, resolve } = branch(3);
    await say(commits[0], 'SUCCESSFUL');
    expect(await resolve('none')).toMatchObject({ base: commits[1] });
  });

  it('does not go by builds in a pull request: there the merge base decides', async () => {
    const { repository, commits, say, resolve } = branch(4);
    await say(commits[2], 'SUCCESSFUL');
    expect(
      await resolve(undefined, {
        pullRequest: 7,
        destinationBranch: 'main',
        destinationCommit: repository.git('rev-parse', `${commits[0]}`),
      }),
    ).toMatchObject({ base: commits[0] });
  });
});
