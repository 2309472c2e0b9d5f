import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { all, head, open } from '../bitbucket/open-bitbucket.ts';
import { type Answer, reply, scriptedServer } from '../http/scripted-server.ts';

const megabyte = 2 ** 20;

/** Milliseconds that one request may take here. */
const requestTimeout = 1500;

const drip: Answer = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"values":[');
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};

const pour: Answer = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = ' '.repeat(megabyte);
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
};

const manyHeaders: Answer = (_, response) => {
  for (let count = 0; count < 3000; count += 1) response.setHeader(`x-${count}`, 'y'.repeat(100));
  response.end('{}');
};

const attacks: readonly (readonly [what: string, answer: Answer])[] = [
  ['a byte now and then', drip],
  ['blanks without end', pour],
  ['thousands of headers', manyHeaders],
  [
    'a bomb said to be compressed JSON',
    reply(200, gzipSync(' '.repeat(50 * megabyte)).toString('latin1'), { 'content-encoding': 'gzip' }),
  ],
  ['lists in lists, a million deep', reply(200, `{"values":${'['.repeat(1_000_000)}`)],
  ['objects in objects, a million deep', reply(200, '{"a":'.repeat(1_000_000))],
  ['two million entries that are none', reply(200, `{"values":[${'0,'.repeat(2_000_000)}0]}`)],
  [
    'a next page that is the same page for ever',
    (request, response) => {
      response.end(JSON.stringify({ values: [], next: `http://${request.headers['host']}${request.url}` }));
    },
  ],
  ['numbers out of range', reply(200, '{"values":[{"id":1e999,"created_on":"x"}]}')],
  ['an id that is no number', reply(200, '{"values":[{"id":"../../1","created_on":"x"}]}')],
];

describe('an answer of a server that means harm', () => {
  it.each(attacks)('such as %s ends in an error, soon and in little memory', async (_, answer) => {
    const server = await scriptedServer(answer);
    const { bitbucket } = open(`${server.origin}/2.0`, {
      requestTimeout,
      retries: { attempts: 2, refusals: 2, budget: 1000, firstWait: 1, longestWait: 1 },
    });
    const before = process.memoryUsage().rss;
    const begun = performance.now();
    const outcome = all(bitbucket.comments(7));
    await expect(outcome).rejects.toMatchObject({ name: 'ApiError' });
    expect(performance.now() - begun).toBeLessThan(15_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * megabyte);
  });

  it('such as names of every object’s own properties gives values, and changes no object', async () => {
    const comment = { id: 5, created_on: 'x', content: { raw: 'fine' } };
    const body = `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"values":[${JSON.stringify(comment).replace('{', '{"__proto__":{"id":6,"deleted":true},')}]}`;
    const server = await scriptedServer(reply(200, body, { 'content-type': 'application/json' }));
    const { bitbucket } = open(`${server.origin}/2.0`);
    expect(await all(bitbucket.comments(7))).toMatchObject([{ id: 5, deleted: false, raw: 'fine' }]);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it('such as a report of another id, or a list instead of one, is no report', async () => {
    const server = await scriptedServer(reply(200, '[{"data":[]}]'));
    const { bitbucket } = open(`${server.origin}/2.0`);
    await expect(bitbucket.report(head, 'code-scan')).rejects.toMatchObject({ code: 'unexpected-answer' });
  });
});
