import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfiguration } from '../../src/run/configuration.ts';
import { askForNewerVersion, askTags, newerThan, repositoryUrl } from '../../src/run/newer-version.ts';
import { worldOf } from './world-of.ts';

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** Answers every request with this, or never where it is undefined; counts them. */
async function serve(answer: string | undefined, status = 200) {
  const requests: { url: string | undefined; authorization: string | undefined }[] = [];
  const sent = Promise.withResolvers<void>();
  const server = createServer(({ url, headers }, response) => {
    requests.push({ url, authorization: headers.authorization });
    if (answer !== undefined) response.writeHead(status).end(answer);
    sent.resolve();
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/tags`, requests, sent: sent.promise };
}

/** What is said within the time that the answer takes. */
async function said(answer: string | undefined, status?: number): Promise<readonly string[]> {
  const { url, sent } = await serve(answer, status);
  const { world, lines } = worldOf({});
  const question = askTags({ ...world, version: '1.2.3', url, proxies: {} });
  await (answer === undefined ? sent : question.settled);
  question.tell();
  return lines.filter((line) => !line.startsWith('debug'));
}

const tags = (...names: unknown[]) => JSON.stringify({ values: names.map((name) => ({ name })) });

describe('the notice of a newer version', () => {
  it('names the highest release, and where its changes are', async () => {
    expect(await said(tags('1.9.0', '1.10.0', '2.0.0-rc.1', 'nightly'))).toEqual([
      `warn version 1.10.0 is there, this is 1.2.3: ${repositoryUrl}/src/1.10.0/CHANGELOG.md says what is new`,
    ]);
  });

  it.each([
    ['the newest is this one', tags('1.2.3', '1.2.2'), 200],
    ['there is no release', tags(), 200],
    ['tags have strange names', tags(null, 7, '9.9.9\n::error', '9999999999.0.0'), 200],
    ['the answer is another', '{"values":"9.9.9"}', 200],
    ['the answer is no JSON', '<html>', 200],
    ['the server refuses', tags('9.9.9'), 429],
    ['the server does not answer', undefined, 200],
  ])('says nothing where %s', async (_, answer, status) => {
    expect(await said(answer, status)).toEqual([]);
  });

  it('waits for no answer, and holds no connection after the end', async () => {
    const { url, sent } = await serve(undefined);
    const { world, lines } = worldOf({});
    const question = askTags({ ...world, url, proxies: {} });
    await sent;
    question.tell();
    await new Promise<void>((none) => {
      const look = () =>
        servers[0]?.getConnections((_, count) => (count === 0 ? none() : setImmediate(look)));
      look();
    });
    expect(lines).toEqual([]);
  });

  it('says nothing where nobody listens', async () => {
    const { world, lines } = worldOf({});
    await askTags({ ...world, url: 'http://127.0.0.1:1/', proxies: {} }).settled;
    expect(lines).toEqual([expect.stringMatching(/^debug/)]);
  });
});

describe('nobody is asked', () => {
  const step = { BITBUCKET_BUILD_NUMBER: '7', BITBUCKET_ACCESS_TOKEN: 'a-token-of-somebody' };
  it.each([
    ['outside of Pipelines', { BITBUCKET_ACCESS_TOKEN: 'a-token-of-somebody' }],
    ['without a credential', { BITBUCKET_BUILD_NUMBER: '7' }],
    ['with another API', { ...step, BITBUCKET_API_URL: 'https://bitbucket.example.com/2.0' }],
    ['with MODE=collect', { ...step, MODE: 'collect' }],
    ['with MODE=preview', { ...step, MODE: 'preview' }],
    ['with PUBLISH=none', { ...step, PUBLISH: 'none' }],
  ])('%s', async (_, environment) => {
    const { url, requests } = await serve(tags('9.9.9'));
    const { world, lines } = worldOf({ ...environment, HTTPS_PROXY: url });
    const question = askForNewerVersion(world, readConfiguration(world.environment).configuration);
    await question.settled;
    question.tell();
    expect(requests).toEqual([]);
    expect(lines).toEqual([]);
  });
});

it.each([
  ['1.2.3', ['1.2.4'], '1.2.4'],
  ['1.2.3', ['1.2.3', '1.2.2', '0.9.9'], undefined],
  ['9.9.9', ['10.0.0'], '10.0.0'],
  ['10.0.0', ['9.9.9'], undefined],
  ['1.2.3', ['1.10.0', '1.9.0'], '1.10.0'],
  ['1.2.3', ['v9.0.0', '9.0', '9.0.0-rc.1'], undefined],
])('newer than %s of %j is %s', (version, there, expected) => {
  expect(newerThan(version, there)).toBe(expected);
});

it('the address is that of pipe.yml', () => {
  const { repository } = parse(readFileSync('pipe.yml', 'utf8')) as { repository: string };
  expect(repositoryUrl).toBe(repository);
});
