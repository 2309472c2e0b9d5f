import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Interrupted } from '../../src/core/errors.ts';
import { emptyPolicy } from '../../src/policy/policy.ts';
import { announced } from '../../src/run/announced.ts';
import { readConfiguration } from '../../src/run/configuration.ts';
import type { Stage } from '../../src/run/stage.ts';
import { MemoryBitbucket } from '../publishers/memory-bitbucket.ts';
import { worldOf } from './world-of.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a run that is ended by a signal', () => {
  test('says STOPPED though its work hangs and never ends', async () => {
    const bitbucket = new MemoryBitbucket();
    const controller = new AbortController();
    const environment = {
      BITBUCKET_WORKSPACE: 'w',
      BITBUCKET_REPO_SLUG: 'r',
      BITBUCKET_ACCESS_TOKEN: 'token',
    };
    const change = { commit: 'c0ffee', pullRequests: [1], baseDetail: '' };
    const stage: Omit<Stage, 'workshop'> = {
      world: { ...worldOf(environment).world, signal: controller.signal },
      configuration: readConfiguration(environment).configuration,
      remote: { reading: bitbucket, stopping: () => bitbucket, [Symbol.asyncDispose]: async () => undefined },
      change,
      policy: emptyPolicy,
    };
    const run = announced(stage, { change, reportId: 'code-scan' }, async (start) => {
      await start;
      controller.abort(new Interrupted('SIGTERM'));
      return new Promise<never>(() => undefined);
    });
    const ended = expect(run).rejects.toThrow('SIGTERM');
    await vi.advanceTimersByTimeAsync(4_000);
    await ended;
    expect(bitbucket.statuses.get(change.commit)).toMatchObject([
      { state: 'INPROGRESS' },
      { state: 'STOPPED' },
    ]);
  });
});
