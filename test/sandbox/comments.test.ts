import { describe, expect, onTestFinished, test } from 'vitest';
import { tokenAccount } from '../../src/sandbox/seed.ts';
import { callerOf, pipe, pullRequestPath, sandboxFor } from './call-sandbox.ts';

const path = `${pullRequestPath}/comments`;
const inline = { path: 'src/app.js', to: 2 };

async function started(limits = {}) {
  const other = { ...pipe, token: 'other-token', account: tokenAccount('other') };
  const { sandbox, call } = await sandboxFor({ credentials: [pipe, other], limits });
  onTestFinished(() => sandbox.close());
  return { sandbox, call, otherCall: callerOf(sandbox, 'Bearer other-token') };
}

async function withThread() {
  const setup = await started();
  const { json } = await setup.call('POST', path, { content: { raw: 'here' }, inline });
  return { ...setup, id: json.id as number };
}

describe('a comment', () => {
  test('is created with its place and its address', async () => {
    const { call } = await started();
    const { status, json, headers } = await call('POST', path, { content: { raw: '**bold**' }, inline });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(json.links.self.href);
    expect(json).toMatchObject({
      content: { raw: '**bold**', markup: 'markdown', html: '<p><strong>bold</strong></p>' },
      inline: { path: 'src/app.js', from: null, to: 2 },
      deleted: false,
      type: 'pullrequest_comment',
      user: { type: 'app_user', display_name: 'code-scan' },
    });
    expect(json.links.html.href).toBe(
      `https://bitbucket.org/acme/shop/pull-requests/7/_/diff#comment-${json.id}`,
    );
  });

  test('shows HTML as text, and link definitions not at all', async () => {
    const { call } = await started();
    const raw = '<b>no</b>\n\n<!-- marker -->\n\n[//]: # (code-scan:summary)\n';
    const { html } = (await call('POST', path, { content: { raw } })).json.content;
    expect(html).toContain('&lt;b&gt;no&lt;/b&gt;');
    expect(html).toContain('&lt;!-- marker --&gt;');
    expect(html).not.toContain('code-scan:summary');
  });

  const content = { raw: 'text' };
  test.each([
    ['a key of answers', { content, created_on: 'now' }, { created_on: 'extra keys not allowed' }],
    ['its own type', { content, type: 'pullrequest_comment' }, { type: 'extra keys not allowed' }],
    [
      'a key in its content',
      { content: { raw: 'x', html: 'y' } },
      { 'content.html': 'extra keys not allowed' },
    ],
    [
      'a key in its anchor',
      { content, inline: { ...inline, line: 2 } },
      { 'inline.line': 'extra keys not allowed' },
    ],
    [
      'a prototype key',
      '{"content":{"raw":"x"},"__proto__":{"a":1}}',
      JSON.parse('{"__proto__":"extra keys not allowed"}'),
    ],
    ['no content', {}, { content: ['required key not provided'] }],
    ['blank content', { content: { raw: ' \n' } }, { 'content.raw': [expect.any(String)] }],
    ['an anchor without a path', { content, inline: { to: 2 } }, { 'inline.path': [expect.any(String)] }],
    ['line 0', { content, inline: { path: 'src/app.js', to: 0 } }, { 'inline.to': [expect.any(String)] }],
    [
      'a line as text',
      { content, inline: { path: 'src/app.js', to: '2' } },
      { 'inline.to': [expect.any(String)] },
    ],
    [
      'a range that runs backwards',
      { content, inline: { ...inline, start_to: 3 } },
      { 'inline.start_to': [expect.any(String)] },
    ],
    [
      'a range without an end',
      { content, inline: { path: 'src/app.js', start_to: 2 } },
      { 'inline.start_to': [expect.any(String)] },
    ],
    [
      'a line off the diff',
      { content, inline: { path: 'src/app.js', to: 40 } },
      { inline: [expect.any(String)] },
    ],
    [
      'a file off the diff',
      { content, inline: { path: 'README.md', to: 1 } },
      { inline: [expect.any(String)] },
    ],
    ['a parent that is not there', { content, parent: { id: 1 } }, { parent: [expect.any(String)] }],
  ])('with %s is refused by field', async (_, body, fields) => {
    const { sandbox, call } = await started();
    const { status, json } = await call('POST', path, body);
    expect([status, json.type]).toEqual([400, 'error']);
    expect(json.error.fields).toEqual(fields);
    expect(sandbox.state.comments).toEqual([]);
  });

  test('that is far too large is answered with a page', async () => {
    const { call } = await started();
    const { status, headers, text } = await call('POST', path, { content: { raw: 'x'.repeat(32_769) } });
    expect([status, headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
    expect(text).toContain('<h1>');
    expect((await call('POST', path, { content: { raw: 'x'.repeat(32_768) } })).status).toBe(201);
  });

  test('may stand on several lines and on a removed one', async () => {
    const { call } = await started();
    const range = { path: 'src/app.js', start_to: 2, to: 3 };
    expect((await call('POST', path, { content, inline: range })).json.inline).toMatchObject(range);
    const single = { path: 'src/app.js', start_to: 3, to: 3 };
    expect((await call('POST', path, { content, inline: single })).json.inline).toMatchObject(single);
    const removed = { path: 'src/app.js', from: 2 };
    expect((await call('POST', path, { content, inline: removed })).json.inline).toMatchObject(removed);
  });

  test('can be edited by its author, its text and nothing else', async () => {
    const { call, otherCall, id } = await withThread();
    const one = `${path}/${id}`;
    expect((await call('PUT', one, { content: { raw: 'new' } })).json.content.raw).toBe('new');
    expect((await call('PUT', one, { content: { raw: 'new' }, inline })).status).toBe(400);
    expect((await otherCall('PUT', one, { content: { raw: 'mine' } })).status).toBe(403);
    expect((await otherCall('DELETE', one)).status).toBe(403);
  });

  test('stays in the list when it is deleted, and can then not be edited', async () => {
    const { call, id } = await withThread();
    const { status, headers } = await call('DELETE', `${path}/${id}`);
    expect([status, headers.get('content-type')]).toEqual([204, 'text/html; charset=utf-8']);
    const { json } = await call('GET', path);
    expect(json.values).toMatchObject([{ id, deleted: true, content: { raw: '', html: '' } }]);
    expect((await call('GET', `${path}?q=deleted=false`)).json.values).toEqual([]);
    const edit = await call('PUT', `${path}/${id}`, { content: { raw: 'x' } });
    expect([edit.status, edit.json.error.message]).toEqual([404, String(id)]);
    expect((await call('DELETE', `${path}/${id}`)).status).toBe(404);
  });

  test('in the list is the oldest first, ten at a time, a hundred at most', async () => {
    const { call } = await started();
    for (let index = 1; index <= 12; index += 1) await call('POST', path, { content: { raw: `${index}` } });
    const first = await call('GET', path);
    expect([first.json.size, first.json.values.length, first.json.values[0].content.raw]).toEqual([
      12,
      10,
      '1',
    ]);
    const second = await call('GET', first.json.next);
    expect([second.json.values.length, second.json.next]).toEqual([2, undefined]);
    expect((await call('GET', `${path}?sort=-created_on&pagelen=1`)).json.values.length).toBe(1);
    for (const wrong of ['pagelen=101', 'pagelen=0', 'page=x']) {
      expect((await call('GET', `${path}?${wrong}`)).status).toBe(400);
    }
  });

  test('of another pull request, or none, is not found', async () => {
    const { call } = await withThread();
    for (const id of ['1', 'x', '0', '-1', '99999999999999999999']) {
      expect((await call('GET', `${path}/${id}`)).status).toBe(404);
    }
  });

  test('that is a draft is seen by its author alone', async () => {
    const { call, otherCall } = await started();
    await call('POST', path, { content, pending: true });
    expect((await call('GET', path)).json.size).toBe(1);
    expect((await otherCall('GET', path)).json.size).toBe(0);
  });

  test('counts with its pull request while it is not deleted', async () => {
    const { call, id } = await withThread();
    expect((await call('GET', pullRequestPath)).json.comment_count).toBe(1);
    await call('DELETE', `${path}/${id}`);
    expect((await call('GET', pullRequestPath)).json.comment_count).toBe(0);
  });
});

describe('a thread', () => {
  test('is resolved once, reopened once', async () => {
    const { call, id } = await withThread();
    const resolve = `${path}/${id}/resolve`;
    const codes: number[] = [];
    for (const method of ['DELETE', 'POST', 'POST', 'DELETE', 'DELETE'])
      codes.push((await call(method, resolve)).status);
    expect(codes).toEqual([404, 200, 409, 204, 404]);
  });

  test('shows that it is resolved', async () => {
    const { call, otherCall, id } = await withThread();
    expect((await otherCall('POST', `${path}/${id}/resolve`)).json).toMatchObject({
      type: 'comment_resolution',
      user: { display_name: 'other' },
    });
    expect((await call('GET', `${path}/${id}`)).json.resolution).toEqual({});
  });

  test('can be resolved at its first comment only, and only on the diff', async () => {
    const { call, id } = await withThread();
    const reply = await call('POST', path, { content: { raw: 'why?' }, parent: { id } });
    expect(reply.json).toMatchObject({ parent: { id }, inline: { path: 'src/app.js', to: 2 } });
    const general = await call('POST', path, { content: { raw: 'in general' } });
    expect((await call('POST', `${path}/${reply.json.id}/resolve`)).status).toBe(403);
    expect((await call('POST', `${path}/${general.json.id}/resolve`)).status).toBe(403);
  });

  test('off the diff, where that is accepted, cannot be resolved', async () => {
    const { call } = await started({ offDiffAnchors: 'accept' });
    const { status, json } = await call('POST', path, {
      content: { raw: 'x' },
      inline: { path: 'README.md', to: 1 },
    });
    expect(status).toBe(201);
    expect((await call('POST', `${path}/${json.id}/resolve`)).status).toBe(403);
  });

  test('takes no replies once its first comment is deleted', async () => {
    const { call, id } = await withThread();
    await call('DELETE', `${path}/${id}`);
    expect((await call('POST', path, { content: { raw: 'late' }, parent: { id } })).status).toBe(400);
    expect((await call('POST', `${path}/${id}/resolve`)).status).toBe(404);
  });
});
