import { Ajv } from 'ajv';
import { describe, expect, onTestFinished, test } from 'vitest';
import { InputError } from '../../src/core/errors.ts';
import { readSandboxState } from '../../src/sandbox/read-state.ts';
import { type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import { stateSchema } from '../../src/sandbox/state-schema.ts';
import {
  appFile,
  callerOf,
  commitPath,
  head,
  nextHead,
  pipe,
  pullRequestPath,
  sandboxFor,
  stoppedClock,
} from './call-sandbox.ts';

async function started(options: Partial<SandboxOptions> = {}) {
  const { sandbox, call } = await sandboxFor(options);
  onTestFinished(() => sandbox.close());
  return { sandbox, call };
}

/** One of everything. */
async function busySandbox() {
  const { sandbox, call } = await started();
  const status = {
    key: 'code-scan',
    state: 'FAILED',
    url: 'https://x.org/',
    name: 'n',
    description: 'd',
    refname: 'basket',
  };
  await call('POST', `${commitPath}/statuses/build`, status);
  const data = [{ title: 'l', type: 'LINK', value: { text: 'a', href: 'https://x.org/' } }];
  const link = 'https://x.org/';
  await call('PUT', `${commitPath}/reports/r`, {
    title: 't',
    details: 'd',
    reporter: 'r',
    result: 'FAILED',
    report_type: 'BUG',
    link,
    logo_url: link,
    data,
  });
  const annotation = {
    external_id: '1',
    summary: 's',
    annotation_type: 'BUG',
    details: 'd',
    path: 'p',
    line: 1,
    severity: 'LOW',
    result: 'FAILED',
    link,
  };
  await call('POST', `${commitPath}/reports/r/annotations`, [annotation]);
  const inline = { path: 'src/app.js', start_to: 2, to: 3 };
  const { json } = await call('POST', `${pullRequestPath}/comments`, { content: { raw: 'thread' }, inline });
  const human = sandbox.as();
  human.reply(json.id, 'why?');
  human.resolve(json.id);
  const task = await call('POST', `${pullRequestPath}/tasks`, {
    content: { raw: 't' },
    comment: { id: json.id },
  });
  await call('PUT', `${pullRequestPath}/tasks/${task.json.id}`, { state: 'RESOLVED' });
  return { sandbox, call, thread: json.id as number };
}

describe('the state', () => {
  test('can be written to a file, and a later server goes on from it', async () => {
    const { sandbox } = await busySandbox();
    const text = JSON.stringify(sandbox.state);
    const next = await startSandbox({ start: readSandboxState('state.json', text), credentials: [pipe] });
    onTestFinished(() => next.close());
    expect(JSON.stringify(next.state)).toBe(text);
    const { json } = await callerOf(next)('POST', `${pullRequestPath}/comments`, {
      content: { raw: 'later' },
    });
    expect(json.id).toBe(sandbox.state.last_id + 1);
  });

  test('holds no credential', async () => {
    const { sandbox } = await busySandbox();
    expect(JSON.stringify(sandbox.state)).not.toContain('pipe-token');
  });

  test('of a file is read only where it is one, down to every key', async () => {
    const { sandbox } = await busySandbox();
    const whole: unknown = JSON.parse(JSON.stringify(sandbox.state));
    const isState = new Ajv({ allowUnionTypes: true }).compile(stateSchema);
    expect(isState(whole)).toBe(true);
    for (const broken of brokenCopies(whole)) expect(isState(broken)).toBe(false);
    const lines = JSON.stringify({ ...sandbox.state, statuses: [{}] });
    expect(() => readSandboxState('state.json', lines)).toThrow(/\/statuses\/0 must have required property/);
    expect(() => readSandboxState('state.json', '{')).toThrow(/is no JSON.*Delete the file/);
    expect(() => readSandboxState('state.json', '{"version":2}')).toThrow(InputError);
  });

  test('does not change under its reader', async () => {
    const { sandbox, call } = await started();
    const before = sandbox.state;
    await call('POST', `${pullRequestPath}/comments`, { content: { raw: 'x' } });
    expect([before.comments.length, sandbox.state.comments.length]).toEqual([0, 1]);
  });
});

/** Copies of a JSON value with one value in it replaced by an object that fits nowhere. */
function* brokenCopies(value: unknown): Generator<unknown> {
  yield { unexpected: true };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    for (const broken of brokenCopies(part)) {
      yield Array.isArray(value) ? value.with(Number(key), broken) : { ...value, [key]: broken };
    }
  }
}

describe('a person', () => {
  test('replies, resolves, reopens, edits and removes', async () => {
    const { sandbox, call, thread } = await busySandbox();
    const human = sandbox.as();
    human.reopen(thread);
    const one = async (id: number) => (await call('GET', `${pullRequestPath}/comments/${id}`)).json;
    expect(await one(thread)).not.toHaveProperty('resolution');
    const own = human.comment(7, 'general');
    human.edit(own.id, 'edited');
    expect(await one(own.id)).toMatchObject({
      content: { raw: 'edited' },
      user: { display_name: 'Robin Developer' },
    });
    human.remove(thread);
    expect(await one(thread)).toMatchObject({ deleted: true });
    expect(
      (await call('PUT', `${pullRequestPath}/comments/${own.id}`, { content: { raw: 'x' } })).status,
    ).toBe(403);
  });

  test('pushes a commit: new lines can be commented, old threads stay', async () => {
    const { sandbox, call, thread } = await busySandbox();
    const files = [{ ...appFile, path: 'src/new.js', status: 'added' as const }];
    sandbox.as().push(7, nextHead, files);
    const { json } = await call('GET', pullRequestPath);
    expect(json.source.commit.hash).toBe(nextHead.slice(0, 12));
    const at = async (path: string) =>
      (await call('POST', `${pullRequestPath}/comments`, { content: { raw: 'x' }, inline: { path, to: 2 } }))
        .status;
    expect([await at('src/new.js'), await at('src/app.js')]).toEqual([201, 400]);
    sandbox.as().reopen(thread);
    expect((await call('POST', `${pullRequestPath}/comments/${thread}/resolve`)).status).toBe(200);
    expect((await call('GET', `${commitPath}/statuses`)).json.size).toBe(1);
    expect((await call('GET', `${pullRequestPath}/statuses`)).json.size).toBe(0);
  });

  test('merges, and moves the destination', async () => {
    const { sandbox, call } = await started();
    sandbox.as().moveDestination(7, nextHead);
    expect((await call('GET', `/repositories/acme/shop/merge-base/${head}..${nextHead}`)).json.hash).toMatch(
      /^b/,
    );
    sandbox.as().close(7, 'MERGED');
    expect((await call('GET', '/repositories/acme/shop/pullrequests')).json.values).toEqual([]);
  });

  test('updates the pull request', async () => {
    const clock = stoppedClock();
    const { sandbox, call } = await started({ clock });
    clock.at += 1000;
    const { id } = sandbox.as().comment(7, 'x');
    expect((await call('GET', pullRequestPath)).json.updated_on).toBe('2026-10-01T12:00:01.000000+00:00');
    clock.at += 1000;
    sandbox.as().edit(id, 'z');
    expect((await call('GET', pullRequestPath)).json.updated_on).toBe('2026-10-01T12:00:02.000000+00:00');
    clock.at += 1000;
    await call('POST', `${pullRequestPath}/comments`, { content: { raw: 'y' }, parent: { id } });
    expect((await call('GET', pullRequestPath)).json.updated_on).toBe('2026-10-01T12:00:03.000000+00:00');
  });

  test('cannot touch what is not there or not theirs', async () => {
    const { sandbox, call } = await started();
    expect(() => sandbox.as().reply(1, 'x')).toThrow('no comment 1');
    const { json } = await call('POST', `${pullRequestPath}/comments`, { content: { raw: 'x' } });
    expect(() => sandbox.as().edit(json.id, 'x')).toThrow('is not by Robin Developer');
    expect(() => sandbox.as().push(8, nextHead)).toThrow('no pull request 8');
  });
});

describe('the record of calls', () => {
  test('has every request with what was said and answered, secrets masked', async () => {
    const { sandbox, call } = await started();
    await call('GET', `${pullRequestPath}?access_token=pipe-token`);
    await call('POST', `${pullRequestPath}/comments`, { content: { raw: 'my pipe-token leaks' } });
    await call('POST', `${pullRequestPath}/comments`, 'no JSON with pipe-token');
    expect(
      sandbox.calls.map(({ index, method, status, credential }) => [index, method, status, credential]),
    ).toEqual([
      [0, 'GET', 200, 'access-token'],
      [1, 'POST', 201, 'access-token'],
      [2, 'POST', 400, 'access-token'],
    ]);
    expect(sandbox.calls[1]).toMatchObject({
      path: `/2.0${pullRequestPath}/comments`,
      body: { content: { raw: 'my •••• leaks' } },
      answer: { type: 'pullrequest_comment' },
    });
    expect(JSON.stringify(sandbox.calls)).not.toContain('pipe-token');
  });

  test('keeps words that are no secrets', async () => {
    const { sandbox } = await started({ credentials: [{ ...pipe, token: 'preview' }] });
    await callerOf(sandbox, 'Bearer preview')('GET', '/repositories/preview/preview');
    expect(sandbox.calls[0]).toMatchObject({ path: '/2.0/repositories/preview/preview', status: 404 });
  });

  test('is the same for the same calls, with a clock and ids of the caller', async () => {
    const record = async () => {
      let id = 0;
      const { sandbox, call } = await started({ nextId: () => ++id, clock: stoppedClock() });
      await call('POST', `${pullRequestPath}/comments`, { content: { raw: 'x' } });
      await call('PUT', `${commitPath}/reports/r`, { title: 't', details: 'd' });
      return JSON.stringify([sandbox.calls, sandbox.state]).replaceAll(sandbox.url, '');
    };
    expect(await record()).toBe(await record());
  });
});
