import { describe, expect, it } from 'vitest';
import type { Fault, FaultTarget } from '../../src/sandbox/fault.ts';
import { scriptedFaults } from '../../src/sandbox/fault.ts';
import { inTurn, reply, scriptedServer } from '../http/scripted-server.ts';
import { all, open, openSandbox, root } from './open-bitbucket.ts';

const list = `${root}/pullrequests/7/comments`;
const isPost = ({ method, path }: FaultTarget) => method === 'POST' && path === list;
const marker = '[//]: # (code-scan:1)';
const raw = `Found something\n\n${marker}`;
const isThisOne = (comment: { raw: string }) => comment.raw.endsWith(marker);

describe('creating a comment', () => {
  it('sends what Bitbucket takes and nothing more, and reads what it needs', async () => {
    const { sandbox, bitbucket, calls } = await openSandbox();
    const inline = { path: 'src/app.js', start_to: 1, to: 3 };
    const created = await bitbucket.createComment(7, { raw, inline }, isThisOne);
    const reply = await bitbucket.createComment(7, { raw: 'and more', parent: created.id }, () => false);
    expect(sandbox.calls.map(({ body }) => body)).toEqual([
      { content: { raw }, inline },
      { content: { raw: 'and more' }, parent: { id: created.id } },
    ]);
    expect(created).toEqual({
      id: created.id,
      raw,
      deleted: false,
      author: { id: expect.stringMatching(/^\{.+\}$/), displayName: 'code-scan' },
      inline,
      resolved: false,
      createdOn: expect.stringMatching(/^\d{4}-/),
      updatedOn: expect.stringMatching(/^\d{4}-/),
      url: expect.stringContaining(`#comment-${created.id}`),
    });
    expect(reply).toMatchObject({ parent: created.id, author: created.author });
    expect(calls).toEqual({ reads: 0, writes: 2 });
  });

  it.each<[name: string, fault: Fault, posts: number]>([
    ['a reset before it was made', { kind: 'reset', applied: false }, 2],
    ['a reset after it was made', { kind: 'reset', applied: true }, 1],
    ['a 500 before it was made', { kind: 'server-error', status: 500 }, 2],
    ['a 502 after it was made', { kind: 'server-error', status: 502, applied: true }, 1],
    ['no answer before it was made', { kind: 'no-answer' }, 2],
    ['no answer after it was made', { kind: 'no-answer', applied: true }, 1],
    ['an answer that breaks off', { kind: 'truncated-json' }, 1],
    ['429', { kind: 'rate-limited' }, 2],
    ['429 with a wait', { kind: 'rate-limited', retryAfter: '3' }, 2],
  ])('makes one comment in spite of %s', async (_name, fault, posts) => {
    const timeout = fault.kind === 'no-answer' ? { requestTimeout: 1500 } : {};
    const { sandbox, bitbucket, calls } = await openSandbox({}, timeout);
    for (let count = 1; count <= 120; count += 1) sandbox.as().comment(7, `human ${count}`);
    sandbox.faults = scriptedFaults([{ when: isPost, fault }]);
    const created = await bitbucket.createComment(7, { raw }, isThisOne);
    expect(isThisOne(created)).toBe(true);
    const made = sandbox.state.comments.filter((comment) => comment.raw === raw);
    expect(made.map(({ id }) => id)).toEqual([created.id]);
    expect(sandbox.calls.filter(isPost as never)).toHaveLength(posts);
    expect(calls.writes).toBe(1);
  });

  it('makes one comment in spite of failures before and after it was made', async () => {
    const { sandbox, bitbucket } = await openSandbox();
    sandbox.faults = scriptedFaults([
      { when: isPost, fault: { kind: 'server-error', status: 503 } },
      { when: isPost, fault: { kind: 'rate-limited' } },
      { when: ({ method }) => method === 'GET', fault: { kind: 'truncated-json' } },
      { when: isPost, fault: { kind: 'reset', applied: true } },
    ]);
    await bitbucket.createComment(7, { raw }, isThisOne);
    expect(sandbox.state.comments).toHaveLength(1);
  });

  it('does not take a deleted comment for it', async () => {
    const { sandbox, bitbucket } = await openSandbox();
    sandbox.as().remove(sandbox.as().comment(7, raw).id);
    sandbox.faults = scriptedFaults([{ when: isPost, fault: { kind: 'server-error', status: 500 } }]);
    await bitbucket.createComment(7, { raw }, () => true);
    expect(sandbox.state.comments.filter(({ deleted }) => !deleted)).toHaveLength(1);
  });

  it('gives up in the end, with the first reason', async () => {
    const { sandbox, bitbucket } = await openSandbox();
    sandbox.faults = (target) => (isPost(target) ? { kind: 'server-error', status: 500 } : undefined);
    await expect(bitbucket.createComment(7, { raw }, isThisOne)).rejects.toMatchObject({ status: 500 });
    expect(sandbox.calls.filter(isPost as never)).toHaveLength(4);
    expect(sandbox.state.comments).toEqual([]);
  });

  it('never sends again what was answered with success, even where it cannot be found', async () => {
    const { sandbox, bitbucket } = await openSandbox();
    sandbox.faults = scriptedFaults([{ when: isPost, fault: { kind: 'truncated-json' } }]);
    await expect(bitbucket.createComment(7, { raw }, () => false)).rejects.toMatchObject({
      code: 'unexpected-answer',
    });
    expect(sandbox.state.comments).toHaveLength(1);
  });

  it('counts once what was answered with success but not as documented', async () => {
    const [user, created_on] = [{ uuid: '{a}', display_name: 'A' }, '2026-10-01T00:00:00Z'];
    const found = { id: 5, content: { raw }, user, created_on };
    const server = await scriptedServer(inTurn(reply(201, { id: 'five' }), reply(200, { values: [found] })));
    const { bitbucket, calls } = open(`${server.origin}/2.0`);
    expect(await bitbucket.createComment(7, { raw }, isThisOne)).toMatchObject({ id: 5 });
    expect(calls).toEqual({ reads: 1, writes: 1 });
  });

  it('does not try again what Bitbucket refuses', async () => {
    const { sandbox, bitbucket } = await openSandbox();
    const inline = { path: 'src/app.js', to: 99 };
    await expect(bitbucket.createComment(7, { raw, inline }, isThisOne)).rejects.toMatchObject({
      code: 'rejected',
      said: expect.stringContaining('not part of the diff'),
    });
    expect(sandbox.calls).toHaveLength(1);
  });

  it('posts one comment at a time', async () => {
    const { sandbox, bitbucket } = await openSandbox();
    sandbox.faults = () => ({ kind: 'slow-body', milliseconds: 20 });
    const under: boolean[] = [];
    await Promise.all(
      [1, 2, 3].map(async (each) => {
        await bitbucket.createComment(7, { raw: `comment ${each}` }, () => false);
        under.push(true);
        expect(sandbox.calls.length).toBeLessThanOrEqual(under.length + 1);
      }),
    );
    expect(sandbox.state.comments.map((comment) => comment.raw)).toEqual([
      'comment 1',
      'comment 2',
      'comment 3',
    ]);
  });
});

describe('a comment’s further life', () => {
  async function withThread() {
    const opened = await openSandbox();
    const inline = { path: 'src/app.js', to: 2 };
    const { id } = await opened.bitbucket.createComment(7, { raw, inline }, isThisOne);
    return { ...opened, id };
  }
  const read = async ({ bitbucket }: Awaited<ReturnType<typeof withThread>>) =>
    (await all(bitbucket.comments(7)))[0];

  it('is edited', async () => {
    const opened = await withThread();
    await opened.bitbucket.updateComment(7, opened.id, 'new text');
    expect(await read(opened)).toMatchObject({ raw: 'new text', id: opened.id });
    expect(opened.sandbox.calls.at(-2)?.body).toEqual({ content: { raw: 'new text' } });
  });

  it('is resolved and reopened, twice without complaint', async () => {
    const opened = await withThread();
    const { bitbucket, id, calls } = opened;
    await bitbucket.resolveComment(7, id);
    expect(await read(opened)).toMatchObject({ resolved: true });
    await bitbucket.resolveComment(7, id);
    await bitbucket.reopenComment(7, id);
    expect(await read(opened)).toMatchObject({ resolved: false });
    await bitbucket.reopenComment(7, id);
    expect(calls.writes).toBe(3);
  });

  it('is resolved by a request with neither body nor content type', async () => {
    const server = await scriptedServer(reply(200, {}));
    await open(`${server.origin}/2.0`).bitbucket.resolveComment(7, 5);
    expect(server.received).toMatchObject([{ method: 'POST', body: '', headers: { 'content-length': '0' } }]);
    expect(server.received[0]?.headers).not.toHaveProperty('content-type');
  });

  it('is deleted, twice without complaint, and stays listed', async () => {
    const opened = await withThread();
    await opened.bitbucket.deleteComment(7, opened.id);
    await opened.bitbucket.deleteComment(7, opened.id);
    expect(await read(opened)).toMatchObject({ deleted: true, raw: '' });
    expect(opened.calls.writes).toBe(2);
  });

  it('cannot be edited or reopened once it is deleted', async () => {
    const { sandbox, bitbucket, id } = await withThread();
    sandbox.as().remove(id);
    await expect(bitbucket.updateComment(7, id, 'x')).rejects.toMatchObject({ code: 'not-found' });
    await expect(bitbucket.reopenComment(7, id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(bitbucket.reopenComment(7, 4711)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('cannot be resolved away from the diff', async () => {
    const { bitbucket } = await openSandbox();
    const { id } = await bitbucket.createComment(7, { raw }, isThisOne);
    await expect(bitbucket.resolveComment(7, id)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
