import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type Caller,
  commitPath,
  nextHead,
  pullRequestPath,
  repositoryPath,
  sandboxFor,
} from './call-sandbox.ts';

const path = `${commitPath}/statuses`;
const valid = {
  key: 'code-scan',
  state: 'INPROGRESS',
  url: 'https://bitbucket.org/acme/shop/pipelines/results/1',
};

async function started() {
  const { sandbox, call } = await sandboxFor();
  onTestFinished(() => sandbox.close());
  return { sandbox, call };
}

describe('a build status', () => {
  test('is created with 201 and overwritten by its key with 200', async () => {
    const { sandbox, call } = await started();
    const first = await call('POST', `${path}/build`, { ...valid, name: 'Code Scan', refname: 'basket' });
    const second = await call('POST', `${path}/build`, { ...valid, state: 'SUCCESSFUL' });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(sandbox.state.statuses).toMatchObject([{ key: 'code-scan', state: 'SUCCESSFUL' }]);
    const { json } = await call('GET', `${path}/build/code-scan`);
    expect(json).toMatchObject({ ...valid, state: 'SUCCESSFUL', type: 'build' });
  });

  test('may change everything but its key by PUT, and only where it is', async () => {
    const { call } = await started();
    expect((await call('PUT', `${path}/build/code-scan`, { state: 'STOPPED' })).status).toBe(404);
    await call('POST', `${path}/build`, valid);
    expect((await call('PUT', `${path}/build/code-scan`, { state: 'STOPPED' })).json).toMatchObject({
      ...valid,
      state: 'STOPPED',
    });
    expect((await call('PUT', `${path}/build/code-scan`, { key: 'other' })).status).toBe(400);
  });

  test('of another branch is not shown with the pull request', async () => {
    const { call } = await started();
    for (const [key, refname] of [
      ['a', 'basket'],
      ['b', 'main'],
      ['c', undefined],
    ]) {
      await call('POST', `${path}/build`, { ...valid, key, ...(refname && { refname }) });
    }
    const keysAt = async (where: string) => {
      const { json } = await call('GET', where);
      return json.values.map(({ key }: { key: string }) => key);
    };
    expect(await keysAt(`${pullRequestPath}/statuses`)).toEqual(['a', 'c']);
    expect(await keysAt(`${path}?sort=-key`)).toEqual(['c', 'b', 'a']);
    expect(await keysAt(`${path}?refname=main`)).toEqual(['b']);
    expect(await keysAt(`${path}?q=key="c" OR refname="main"`)).toEqual(['b', 'c']);
  });

  test('takes a key of 40 characters', async () => {
    const { call } = await started();
    expect((await call('POST', `${path}/build`, { ...valid, key: 'k'.repeat(40) })).status).toBe(201);
  });

  test('takes an address with templates', async () => {
    const { call } = await started();
    const url = 'https://example.org/{repository.full_name}/{commit.hash}';
    expect((await call('POST', `${path}/build`, { ...valid, url })).status).toBe(201);
  });

  const refused = [
    [
      'a long key',
      { key: 'k'.repeat(41) },
      'key',
      'Ensure this value has at most 40 characters (it has 41).',
    ],
    ['no key', { key: undefined }, 'key', 'This field is required.'],
    ['no url', { url: undefined }, 'url', 'This field is required.'],
    ['a url without a scheme', { url: 'bitbucket.org/x' }, 'url', 'Enter a valid URL.'],
    ['a url of another scheme', { url: 'javascript:alert(1)' }, 'url', 'Enter a valid URL.'],
    ['no state', { state: undefined }, 'state', 'This field is required.'],
    ['an unknown state', { state: 'PASSED' }, 'state', 'SUCCESSFUL, FAILED, INPROGRESS, STOPPED'],
    [
      'a long description',
      { description: 'd'.repeat(256) },
      'description',
      'at most 255 characters (it has 256)',
    ],
    ['a name that is no text', { name: 1 }, 'name', 'Not a valid string.'],
  ] as const;

  test.each(refused)('with %s is refused by field', async (_, change, field, text) => {
    const { sandbox, call } = await started();
    const { status, json } = await call('POST', `${path}/build`, { ...valid, ...change });
    expect(status).toBe(400);
    expect(json.error.message).toContain(`${field}: `);
    expect(json.error.fields[field][0]).toContain(text);
    expect(sandbox.state.statuses).toEqual([]);
  });

  test('of an unknown commit is refused', async () => {
    const { call } = await started();
    const unknown = `${repositoryPath}/commit/${nextHead}/statuses/build`;
    expect((await call('POST', unknown, valid)).status).toBe(404);
  });

  test.each([['{'], ['[1'], ['"']])('that is no JSON (%s) is refused in plain text', async (body) => {
    const { call } = await started();
    const { status, text } = await call('POST', `${path}/build`, body);
    expect([status, text]).toEqual([400, 'Bad Request']);
  });

  test('without a length is turned away', async () => {
    const { sandbox } = await started();
    const response = await fetch(`${sandbox.url}${path}/build`, {
      method: 'POST',
      duplex: 'half',
      headers: { authorization: 'Bearer pipe-token', 'content-type': 'application/json' },
      body: new Blob([JSON.stringify(valid)]).stream(),
    });
    expect(response.status).toBe(411);
  });
});

test('a commit is found by a prefix and by its branch', async () => {
  const { call } = await started();
  const seen: number[] = [];
  for (const ref of ['a'.repeat(12), 'basket', 'a'.repeat(6), 'nowhere'])
    seen.push(await statusCodeOf(call, ref));
  expect(seen).toEqual([200, 200, 404, 404]);
});

async function statusCodeOf(call: Caller, ref: string): Promise<number> {
  return (await call('GET', `${repositoryPath}/commit/${ref}/statuses`)).status;
}
