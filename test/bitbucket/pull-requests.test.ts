import { expect, it } from 'vitest';
import { developer } from '../../src/sandbox/seed.ts';
import { reply, scriptedServer } from '../http/scripted-server.ts';
import { all, base, head, open, openSandbox, pipe, start } from './open-bitbucket.ts';

it('reads a pull request', async () => {
  const { bitbucket } = await openSandbox();
  expect(await bitbucket.pullRequest(7)).toEqual({
    id: 7,
    state: 'OPEN',
    title: 'Add a basket',
    sourceBranch: 'basket',
    sourceCommit: head.slice(0, 12),
    destinationBranch: 'main',
    destinationCommit: base.slice(0, 12),
    author: { id: developer.uuid, displayName: developer.display_name },
  });
});

it('knows none of an unknown number, and says what to check', async () => {
  const { bitbucket, log } = await openSandbox();
  expect(await bitbucket.pullRequest(8)).toBeUndefined();
  expect(log.lines.filter((line) => line.startsWith('warn'))).toEqual([
    expect.stringMatching(/no pull request 8 in acme\/shop.*spelt right/),
  ]);
});

it('knows none that it may not see, and names the scope that is missing', async () => {
  const { bitbucket, log } = await openSandbox({ credentials: [{ ...pipe, scopes: ['repository'] }] });
  expect(await bitbucket.pullRequest(7)).toBeUndefined();
  expect(log.lines.join()).toContain('lacks the scope “pullrequest” (it has “repository”)');
});

it('does not take a refused credential for an absent pull request', async () => {
  const { bitbucket } = await openSandbox({ credentials: [] });
  await expect(bitbucket.pullRequest(7)).rejects.toMatchObject({ code: 'unauthorised' });
});

it('finds all open pull requests of a branch, and no others', async () => {
  const source = { branch: 'feature/"quoted"', commit: head };
  const destination = { branch: 'main', commit: base };
  const more = { title: 'x', source, destination };
  const { bitbucket } = await openSandbox({
    start: {
      ...start,
      pullRequests: [
        { ...more, id: 1 },
        { ...more, id: 2, destination: { branch: 'release', commit: base } },
        { ...more, id: 3, state: 'MERGED' },
        { ...more, id: 4, source: { ...source, branch: 'FEATURE/"quoted"' } },
        ...Array.from({ length: 60 }, (_, index) => ({ ...more, id: 10 + index })),
      ],
    },
  });
  const found = await all(bitbucket.openPullRequests(source.branch));
  expect(found.map(({ id }) => id).sort((a, b) => a - b)).toEqual([
    1,
    2,
    ...Array.from({ length: 60 }, (_, i) => i + 10),
  ]);
});

it('leaves out forks and branches that differ in case, and copes with what is gone', async () => {
  const end = (branch: string, uuid: string | null) => ({
    branch: { name: branch },
    commit: null,
    repository: uuid === null ? null : { uuid },
  });
  const values = [
    { id: 1, state: 'OPEN', title: 'ours', source: end('fix', '{a}'), destination: end('main', '{a}') },
    { id: 2, state: 'OPEN', title: 'fork', source: end('fix', '{b}'), destination: end('main', '{a}') },
    {
      id: 3,
      state: 'OPEN',
      title: 'fork that is gone',
      source: end('fix', null),
      destination: end('main', '{a}'),
    },
    { id: 4, state: 'OPEN', title: 'other case', source: end('FIX', '{a}'), destination: end('main', '{a}') },
    { id: 5, state: 'MERGED', title: 'over', source: end('fix', '{a}'), destination: end('main', '{a}') },
  ];
  const server = await scriptedServer(reply(200, { values }));
  const found = await all(open(`${server.origin}/2.0`).bitbucket.openPullRequests('fix'));
  expect(found).toMatchObject([{ id: 1, sourceCommit: '' }]);
});

it('finds the merge base and knows when there is none', async () => {
  const { bitbucket, sandbox } = await openSandbox();
  const found = await bitbucket.mergeBase(head, base);
  expect(found).toBe(base);
  expect(sandbox.calls[0]?.path).toContain(`/merge-base/${head}..${base}?`);
  expect(await bitbucket.mergeBase(head, 'f'.repeat(40))).toBeUndefined();
});

it('reads what a commit changes since its merge base, and knows when there is nothing to compare', async () => {
  const { bitbucket, sandbox } = await openSandbox();
  expect(await bitbucket.diff(head, base)).toMatch(/^diff --git a\//);
  expect(sandbox.calls[0]?.path).toContain(`/diff/${head}..${base}?topic=true`);
  expect(await bitbucket.diff(head, 'f'.repeat(40))).toBeUndefined();
  expect(await all(bitbucket.changedFiles(head, base))).toEqual([{ path: 'src/app.js', linesAdded: 3 }]);
});

it('sends a status with the keys that Bitbucket takes, and overwrites it', async () => {
  const { bitbucket, sandbox, calls } = await openSandbox();
  const status = {
    key: 'code-scan',
    state: 'INPROGRESS',
    name: 'n',
    description: 'd',
    url: 'https://x.test',
  } as const;
  const odd = { ...status, secretNote: 'no' };
  await bitbucket.putStatus(head, odd);
  await bitbucket.putStatus(head, { ...status, state: 'SUCCESSFUL', refname: 'basket' });
  expect(sandbox.state.statuses).toMatchObject([{ state: 'SUCCESSFUL', refname: 'basket' }]);
  expect(Object.keys(sandbox.calls[0]?.body ?? {})).toEqual(['key', 'state', 'name', 'description', 'url']);
  expect(calls).toEqual({ reads: 0, writes: 2 });
});

it('says who asks', async () => {
  const server = await scriptedServer(reply(404));
  await open(`${server.origin}/2.0`, { userAgent: 'code-scan-pipe/1.2.3' }).bitbucket.report(head, 'x');
  expect(server.received[0]?.headers['user-agent']).toBe('code-scan-pipe/1.2.3');
});
