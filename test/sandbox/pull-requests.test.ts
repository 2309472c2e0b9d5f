import { describe, expect, onTestFinished, test } from 'vitest';
import { parseUnifiedDiff } from '../../src/sandbox/parse-unified-diff.ts';
import type { SandboxOptions } from '../../src/sandbox/sandbox.ts';
import {
  appFile,
  base,
  callerOf,
  head,
  nextHead,
  pipe,
  pullRequestPath,
  repositoryPath,
  sandboxFor,
} from './call-sandbox.ts';

const list = `${repositoryPath}/pullrequests`;
const reviewer = { ...pipe, scopes: ['pullrequest:write'] };

async function started(options: Partial<SandboxOptions> = {}) {
  const { sandbox, call } = await sandboxFor(options);
  onTestFinished(() => sandbox.close());
  return { sandbox, call };
}

function seedOf(...states: readonly ('OPEN' | 'MERGED' | 'DECLINED')[]): SandboxOptions['start'] {
  return {
    repository: { workspace: 'acme', slug: 'shop' },
    pullRequests: states.map((state, index) => ({
      id: index + 1,
      title: `Pull request ${index + 1}`,
      state,
      source: { branch: index % 2 ? 'odd"branch' : 'even', commit: head },
      destination: { branch: 'main', commit: base },
    })),
  };
}

describe('pull requests', () => {
  test('show twelve digits of their commits', async () => {
    const { call } = await started();
    const { json } = await call('GET', pullRequestPath);
    expect([json.source.commit.hash, json.destination.commit.hash]).toEqual([
      head.slice(0, 12),
      base.slice(0, 12),
    ]);
    expect(json).toMatchObject({ id: 7, state: 'OPEN', source: { branch: { name: 'basket' } } });
  });

  test.each([
    ['', [3, 1]],
    ['?state=MERGED', [2]],
    ['?state=MERGED&state=DECLINED', [4, 2]],
    ['?q=state="MERGED"', [2]],
    ['?q=source.branch.name="even" AND state="OPEN"', [3, 1]],
    [
      `?q=${encodeURIComponent('source.branch.name="odd\\"branch" AND state IN ("MERGED","DECLINED")')}`,
      [4, 2],
    ],
    [`?q=${encodeURIComponent('(id=1 OR id>2) AND title ~ "REQUEST" AND NOT_THERE != "x"')}`, [3, 1]],
    ['?q=source.repository.full_name="acme/shop"&sort=id', [1, 3]],
    ['?q=id NOT IN (1)', [3]],
  ])('are listed by %s', async (query, expected) => {
    const { call } = await started({ start: seedOf('OPEN', 'MERGED', 'OPEN', 'DECLINED') });
    const { json } = await call('GET', `${list}${query}`);
    expect(json.values.map(({ id }: { id: number }) => id)).toEqual(expected);
  });

  test.each([
    'pagelen=51',
    'pagelen=100',
    'state=CLOSED',
    'q=id==1',
    'q=(id=1',
    'q="x"',
    'q=id=',
    'q=id IN 1',
    'q=id=open',
    `q=${'('.repeat(10_000)}`,
  ])('are not listed by %s', async (query) => {
    const { call } = await started();
    expect((await call('GET', `${list}?${query}`)).status).toBe(400);
  });

  test('are cut to the fields that are asked for', async () => {
    const { call } = await started();
    const cut = async (fields: string) =>
      (await call('GET', `${list}?fields=${encodeURIComponent(fields)}`)).json;
    expect(await cut('values.id,values.source.branch.name')).toEqual({
      values: [{ id: 7, source: { branch: { name: 'basket' } } }],
    });
    expect(await cut('values.source.*.name,size')).toEqual({
      values: [{ source: { branch: { name: 'basket' }, commit: {}, repository: { name: 'shop' } } }],
      size: 1,
    });
    expect(Object.keys(await cut('-values'))).toEqual(['pagelen', 'size', 'page']);
    expect((await cut('-values.links,+values.participants')).values[0]).not.toHaveProperty('links');
  });

  test('of a commit are not found until an app is installed for that', async () => {
    const { call } = await started();
    expect((await call('GET', `${repositoryPath}/commit/${head}/pullrequests`)).status).toBe(404);
  });
});

describe('diffs', () => {
  test('of a pull request are those of the repository, two commits apart', async () => {
    const { call } = await started();
    for (const kind of ['diff', 'diffstat']) {
      const { status, headers } = await call('GET', `${pullRequestPath}/${kind}`);
      expect([status, headers.get('location')]).toEqual([
        302,
        expect.stringContaining(`/${kind}/acme/shop:`),
      ]);
    }
    const { headers } = await call('GET', `${pullRequestPath}/diff`);
    const { text } = await call('GET', headers.get('location') ?? '');
    expect(parseUnifiedDiff(text)).toEqual([appFile]);
  });

  test('count their lines', async () => {
    const { call } = await started();
    const { json } = await call('GET', `${repositoryPath}/diffstat/${head}..${base}?topic=true`);
    expect(json.pagelen).toBe(500);
    expect(json.values).toMatchObject([
      {
        status: 'modified',
        lines_added: 2,
        lines_removed: 1,
        old: { path: 'src/app.js' },
        new: { path: 'src/app.js' },
      },
    ]);
  });

  test('need two commits that are there', async () => {
    const { call } = await started();
    for (const spec of [`${nextHead}..${base}`, head, `${head}..${base}..${base}`]) {
      expect((await call('GET', `${repositoryPath}/diff/${spec}`)).status).toBe(404);
    }
  });

  test('have a merge base', async () => {
    const { call } = await started();
    const of = async (spec: string) => (await call('GET', `${repositoryPath}/merge-base/${spec}`)).json;
    expect(await of(`${head}..${base}`)).toMatchObject({ type: 'commit', hash: base });
    expect(await of(`basket..${base.slice(0, 12)}`)).toMatchObject({ hash: base });
    expect((await call('GET', `${repositoryPath}/merge-base/${nextHead}..${base}`)).status).toBe(404);
  });
});

describe('a review', () => {
  test.each([
    ['approve', { approved: true, state: 'approved' }],
    ['request-changes', { approved: false, state: 'changes_requested' }],
  ])('by %s is said once and taken back once', async (verb, participant) => {
    const { sandbox, call } = await started({ credentials: [reviewer] });
    const path = `${pullRequestPath}/${verb}`;
    expect((await call('POST', path)).json).toMatchObject({ type: 'participant', ...participant });
    expect(sandbox.state.pull_requests[0]?.participants).toMatchObject([participant]);
    const codes: number[] = [];
    for (const method of ['POST', 'DELETE', 'DELETE', 'POST']) codes.push((await call(method, path)).status);
    expect(codes).toEqual([409, 204, 404, 200]);
  });

  test('with a JSON header and no body never arrives', async () => {
    const { call } = await started({ credentials: [reviewer] });
    const { status, text } = await call('POST', `${pullRequestPath}/approve`, undefined, {
      'content-type': 'application/json',
    });
    expect([status, text]).toEqual([400, 'Bad Request']);
  });
});

describe('a task', () => {
  const path = `${pullRequestPath}/tasks`;

  test('is made, done, undone and deleted', async () => {
    const { call } = await started();
    const { status, json } = await call('POST', path, { content: { raw: 'rotate the key' } });
    expect([status, json.state, json.resolved_by, json.resolved_on]).toEqual([201, 'UNRESOLVED', null, null]);
    const one = `${path}/${json.id}`;
    expect((await call('PUT', one, { state: 'RESOLVED' })).json.resolved_by.display_name).toBe('code-scan');
    expect((await call('PUT', one, { state: 'UNRESOLVED', content: { raw: 'x' } })).json).toMatchObject({
      resolved_by: null,
      content: { raw: 'x' },
    });
    expect((await call('GET', path)).json.size).toBe(1);
    expect((await call('GET', pullRequestPath)).json.task_count).toBe(1);
    expect((await call('DELETE', one)).status).toBe(204);
    expect((await call('GET', one)).status).toBe(404);
  });

  test('can hang on a comment', async () => {
    const { call } = await started();
    const { json } = await call('POST', `${pullRequestPath}/comments`, { content: { raw: 'x' } });
    const task = await call('POST', path, { content: { raw: 'y' }, comment: { id: json.id } });
    expect(task.json.comment.id).toBe(json.id);
    expect((await call('POST', path, { content: { raw: 'y' }, comment: { id: 1 } })).status).toBe(400);
  });

  test.each([
    [{ content: { raw: '' } }],
    [{ content: { raw: 'x' }, state: 'RESOLVED' }],
    [{ content: { raw: 'x' }, pending: 'yes' }],
    [{}],
    [[]],
  ])('of %j is refused', async (body) => {
    const { call } = await started();
    expect((await call('POST', path, body)).status).toBe(400);
  });
});

test('callers without the scope of pull requests do not see them', async () => {
  const { sandbox } = await started({ credentials: [{ ...pipe, scopes: ['repository'] }] });
  const call = callerOf(sandbox);
  for (const path of [list, pullRequestPath, `${pullRequestPath}/tasks`, `${pullRequestPath}/statuses`]) {
    expect((await call('GET', path)).status).toBe(403);
  }
});
