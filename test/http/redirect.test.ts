import fc from 'fast-check';
import { expect, it } from 'vitest';
import { authorise } from '../../src/http/authorise.ts';
import { ownUrl } from '../../src/http/own-url.ts';
import { redirect } from '../../src/http/redirect.ts';
import { type HttpRequest, layered } from '../../src/http/send.ts';
import { transport } from '../../src/http/transport.ts';
import { makeRequest } from './make-request.ts';
import { inTurn, reply, scriptedServer } from './scripted-server.ts';

const secret = { authorization: 'Bearer secret' };

function client(base: URL, next = transport().send) {
  return layered(next, redirect(base), authorise({ headers: async () => secret }, base.origin));
}

/** A network of scripted answers by address; the requests that reached it. */
function network(base: string, answers: Readonly<Record<string, { status: number; location?: string }>>) {
  const sent: HttpRequest[] = [];
  const send = client(new URL(base), async (request) => {
    sent.push(request);
    const { status, location } = answers[request.url.href] ?? { status: 200 };
    return { status, headers: location === undefined ? {} : { location }, text: '' };
  });
  return { send, sent };
}

it('follows within our own origin with credentials, method and body', async () => {
  const server = await scriptedServer(inTurn(reply(307, '', { location: '/2.0/there' }), reply(200, 'done')));
  const send = client(new URL(server.origin));
  const response = await send(makeRequest(`${server.origin}/2.0/here`, { method: 'PUT', body: 'x' }));
  expect(response.text).toBe('done');
  expect(server.received).toMatchObject([
    { method: 'PUT', url: '/2.0/here', headers: secret },
    { method: 'PUT', url: '/2.0/there', body: 'x', headers: secret },
  ]);
});

it('turns a 303 into a read', async () => {
  const server = await scriptedServer(inTurn(reply(303, '', { location: 'there?x=1' }), reply(200)));
  await client(new URL(server.origin))(
    makeRequest(`${server.origin}/2.0/here`, { method: 'POST', body: 'x' }),
  );
  expect(server.received[1]).toMatchObject({
    method: 'GET',
    url: '/2.0/there?x=1',
    body: '',
    headers: secret,
  });
});

it('takes no credentials to another host', async () => {
  const { send, sent } = network('https://api.test/2.0', {
    'https://api.test/2.0/here': { status: 302, location: 'https://elsewhere.test/there' },
  });
  await send(makeRequest('https://api.test/2.0/here'));
  expect(sent.map(({ url, headers }) => [url.href, headers['authorization']])).toEqual([
    ['https://api.test/2.0/here', secret.authorization],
    ['https://elsewhere.test/there', undefined],
  ]);
});

it('does not follow to another host over a real socket either', async () => {
  const elsewhere = await scriptedServer(reply(200, 'gotcha'));
  const server = await scriptedServer(reply(302, '', { location: `${elsewhere.origin}/collect?a=b` }));
  const outcome = client(new URL(server.origin))(makeRequest(`${server.origin}/2.0/here`));
  await expect(outcome).rejects.toMatchObject({ failure: 'led-away' });
  await expect(outcome).rejects.toThrow(`${elsewhere.origin}/collect, which is not ${server.origin}`);
  expect(elsewhere.received).toEqual([]);
});

it.each<[name: string, location: string, method: HttpRequest['method']]>([
  ['a write to another host', 'https://elsewhere.test/there', 'POST'],
  ['a read to an http address of another host', 'http://elsewhere.test/there', 'GET'],
  ['another scheme', 'file:///etc/passwd', 'GET'],
  ['no address at all', 'http://', 'GET'],
])('does not follow %s', async (_name, location, method) => {
  const { send, sent } = network('https://api.test/2.0', {
    'https://api.test/2.0/here': { status: 302, location },
  });
  const outcome = send(makeRequest('https://api.test/2.0/here', { method }));
  await expect(outcome).rejects.toMatchObject({ failure: 'led-away', passing: false });
  expect(sent).toHaveLength(1);
});

it('gives up on a circle', async () => {
  const { send, sent } = network('https://api.test', {
    'https://api.test/a': { status: 302, location: '/b' },
    'https://api.test/b': { status: 302, location: '/a?secret=1' },
    'https://api.test/a?secret=1': { status: 302, location: '/b' },
  });
  await expect(send(makeRequest('https://api.test/a'))).rejects.toThrow(
    /more than 5 redirects, the last one to https:\/\/api\.test\/a$/,
  );
  expect(sent).toHaveLength(6);
});

it('stays with http where we speak to a proxy and links say https', async () => {
  const { send, sent } = network('http://api.test/2.0', {
    'http://api.test/2.0/here': { status: 302, location: 'https://api.test/2.0/there' },
  });
  await send(makeRequest('http://api.test/2.0/here'));
  expect(sent.map(({ url }) => url.href)).toEqual(['http://api.test/2.0/here', 'http://api.test/2.0/there']);
});

it.each<[base: string, link: string, own: string | undefined]>([
  ['https://api.test/2.0', 'https://api.test/2.0/x?page=2', 'https://api.test/2.0/x?page=2'],
  ['https://api.test/2.0', 'http://api.test/2.0/x', 'https://api.test/2.0/x'],
  ['http://api.test/2.0', 'https://api.test/2.0/x', 'http://api.test/2.0/x'],
  ['https://api.test/2.0', 'https://API.test:443/x', 'https://api.test/x'],
  ['https://api.test/2.0', 'https://user:pass@api.test/x#y', 'https://api.test/x'],
  ['https://api.test/2.0', 'https://api.test//evil.test/x', 'https://api.test//evil.test/x'],
  ['https://api.test/2.0', 'https://api.test:8443/x', undefined],
  ['http://127.0.0.1:8080/2.0', 'http://127.0.0.1:8080/2.0/x', 'http://127.0.0.1:8080/2.0/x'],
  ['http://127.0.0.1:8080/2.0', 'http://127.0.0.1:8081/2.0/x', undefined],
  ['https://api.test/2.0', 'https://api.test.evil/x', undefined],
  ['https://api.test/2.0', 'https://evil@api.test.evil/x', undefined],
  ['https://api.test/2.0', '//evil.test/x', undefined],
  ['https://api.test/2.0', '\\\\evil.test/x', undefined],
  ['https://api.test/2.0', 'javascript:alert(1)', undefined],
  ['https://api.test/2.0', 'ftp://api.test/x', undefined],
  ['https://api.test/2.0', 'https://', undefined],
])('from %s the link %s is ours: %s', (base, link, own) => {
  expect(ownUrl(new URL(base), link)?.href).toBe(own);
});

const hosts = ['api.test', 'api.test:8443', 'elsewhere.test', 'api.test.evil', 'user@api.test'];
const addresses = fc.oneof(
  fc
    .record({
      scheme: fc.constantFrom('https:', 'http:', 'HTTPS:', ''),
      host: fc.constantFrom(...hosts),
      path: fc.constantFrom('', '/', '/a', '/b', '/../c', '//d', '/\\e'),
    })
    .map(({ scheme, host, path }) => `${scheme}//${host}${path}`),
  fc.webUrl(),
  fc.string({ maxLength: 12 }),
);

it('sends credentials to our own origin and nowhere else, wherever it is led', async () => {
  const step = fc.record({ status: fc.constantFrom(301, 302, 303, 307, 308), location: addresses });
  const methods = fc.constantFrom<HttpRequest['method'][]>('GET', 'POST', 'PUT', 'DELETE');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), methods, async (steps, method) => {
      const sent: HttpRequest[] = [];
      const send = client(new URL('https://api.test/2.0'), async (request) => {
        sent.push(request);
        const next = steps[sent.length - 1];
        if (next === undefined) return { status: 200, headers: {}, text: '' };
        return { status: next.status, headers: { location: next.location }, text: '' };
      });
      await send(makeRequest('https://api.test/2.0/start', { method, body: 'ours' })).catch(() => undefined);
      for (const request of sent) {
        const own = request.url.origin === 'https://api.test';
        expect(request.headers['authorization']).toBe(own ? secret.authorization : undefined);
        if (!own) expect([request.method, request.url.protocol]).toEqual(['GET', 'https:']);
      }
      expect(sent.length).toBeLessThanOrEqual(6);
    }),
    { numRuns: Number(process.env['FUZZ_RUNS'] ?? 500) },
  );
});
