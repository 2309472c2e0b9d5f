import { expect, it } from 'vitest';
import { ApiError } from '../../src/bitbucket/api-error.ts';
import { mostPages } from '../../src/bitbucket/limits.ts';
import { type Answer, reply, scriptedServer } from '../http/scripted-server.ts';
import { all, head, open, openSandbox, root } from './open-bitbucket.ts';

const annotation = (id: number) => ({ external_id: `a${id}`, summary: 'x' });

/** Pages by their number, `next` as a function of it. */
async function pages(
  values: readonly (readonly unknown[])[],
  next: (page: number, origin: string) => string | null | undefined,
) {
  const answer: Answer = ({ url }, response) => {
    const page = Number(new URL(url, 'http://x').searchParams.get('page') ?? '1');
    reply(200, { values: values[page - 1] ?? [], next: next(page, server.origin) })(
      { method: '', url, headers: {}, body: '' },
      response,
      response.socket as never,
    );
  };
  const server = await scriptedServer(answer);
  return server;
}

const path = `${root}/commit/${head}/reports/r/annotations`;

it('yields items over all pages, each once', async () => {
  const server = await pages(
    [
      [annotation(1), annotation(2)],
      [annotation(2), annotation(3)],
      [annotation(3), annotation(4), annotation(4)],
    ],
    (page, origin) => (page < 3 ? `${origin}${path}?pagelen=100&page=${page + 1}&opaque=%20+x` : null),
  );
  const { bitbucket, calls } = open(`${server.origin}/2.0`);
  const found = await all(bitbucket.annotations(head, 'r'));
  expect(found.map(({ external_id }) => external_id)).toEqual(['a1', 'a2', 'a3', 'a4']);
  expect(server.received.map(({ url }) => url)).toEqual([
    `${path}?pagelen=100`,
    `${path}?pagelen=100&page=2&opaque=%20+x`,
    `${path}?pagelen=100&page=3&opaque=%20+x`,
  ]);
  expect(calls).toEqual({ reads: 3, writes: 0 });
});

it('asks for no further page than is needed', async () => {
  const server = await pages(
    [[annotation(1)], [annotation(2)]],
    (page, origin) => `${origin}${path}?page=${page + 1}`,
  );
  for await (const found of open(`${server.origin}/2.0`).bitbucket.annotations(head, 'r')) {
    expect(found.external_id).toBe('a1');
    break;
  }
  expect(server.received).toHaveLength(1);
});

it('ends a list that never ends with an error', async () => {
  const server = await pages([], (page, origin) => `${origin}${path}?page=${page + 1}`);
  const { bitbucket } = open(`${server.origin}/2.0`);
  await expect(all(bitbucket.annotations(head, 'r'))).rejects.toThrow(`more than ${mostPages} pages`);
  expect(server.received).toHaveLength(mostPages);
});

it.each<[name: string, next: (origin: string) => string]>([
  ['another host', () => 'https://evil.test/2.0/steal'],
  ['another port', (origin) => `${origin.slice(0, -1)}${origin.endsWith('1') ? '2' : '1'}/2.0/x`],
  ['outside the API', (origin) => `${origin}/admin`],
  ['a path that climbs out of the API', (origin) => `${origin}/2.0/../admin`],
  ['something that is no address', () => 'http://'],
])('does not follow a next page at %s', async (_name, next) => {
  const server = await pages([[annotation(1)]], (_page, origin) => next(origin));
  const { bitbucket } = open(`${server.origin}/2.0`);
  const error = await all(bitbucket.annotations(head, 'r')).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    code: 'unexpected-answer',
    message: expect.stringContaining('not followed'),
  });
  expect(server.received).toHaveLength(1);
});

it.each<[name: string, body: unknown, place: string]>([
  ['no list', { next: null }, 'values is missing, expected a list'],
  [
    'a list of something else',
    { values: [{ external_id: 'a1' }, { external_id: 7 }] },
    'values[1].external_id is 7, expected a text',
  ],
  ['a list with a hole', { values: [null] }, 'values[0] is null, expected an object'],
  ['something else altogether', [1], 'is [1], expected an object'],
])('says what is wrong with an answer with %s', async (_name, body, place) => {
  const server = await scriptedServer(reply(200, body));
  const { bitbucket } = open(`${server.origin}/2.0`);
  await expect(all(bitbucket.annotations(head, 'r'))).rejects.toMatchObject({
    code: 'unexpected-answer',
    message: expect.stringContaining(place),
  });
});

it('reads 250 comments in three pages of the largest size', async () => {
  const { sandbox, bitbucket } = await openSandbox();
  const human = sandbox.as();
  for (let count = 1; count <= 250; count += 1) human.comment(7, `comment ${count}`);
  const found = await all(bitbucket.comments(7));
  expect(found.map(({ raw }) => raw)).toEqual(
    Array.from({ length: 250 }, (_, index) => `comment ${index + 1}`),
  );
  expect(sandbox.calls).toHaveLength(3);
});

it('drops what comes twice because a page moved', async () => {
  const { sandbox, bitbucket } = await openSandbox();
  for (let count = 1; count <= 250; count += 1) sandbox.as().comment(7, `comment ${count}`);
  sandbox.faults = () => ({ kind: 'repeated-items' });
  const found = await all(bitbucket.comments(7));
  expect(found).toHaveLength(250);
});
