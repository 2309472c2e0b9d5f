import { expect, test } from 'vitest';
import { readConfiguration } from '../../src/run/configuration.ts';
import { openRemote } from '../../src/run/remote.ts';
import { worldOf } from './world-of.ts';

const token = { BITBUCKET_ACCESS_TOKEN: 'a-token' };
const pipe = { BITBUCKET_PIPE_STORAGE_DIR: '/pipe' };

test.each([
  ['a token', token, 'everything'],
  ['a token, nothing to publish: it may read', { ...token, PUBLISH: 'none' }, 'everything'],
  ['no credential outside a pipe', {}, undefined],
  ['no credential inside a pipe', pipe, 'insights'],
  ['no credential inside a pipe, nothing to publish', { ...pipe, PUBLISH: 'none' }, undefined],
] as const)('%s: what can be reached', async (_, more, reach) => {
  const environment = { BITBUCKET_WORKSPACE: 'w', BITBUCKET_REPO_SLUG: 'r', ...more };
  await using remote = await openRemote(
    worldOf(environment).world,
    readConfiguration(environment).configuration,
  );
  expect(remote.reading?.reach).toBe(reach);
});
