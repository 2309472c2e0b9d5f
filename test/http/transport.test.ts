import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { NetworkError } from '../../src/http/network-error.ts';
import { type TransportOptions, transport } from '../../src/http/transport.ts';
import { makeRequest } from './make-request.ts';
import { reply, reset, type ScriptedServer, scriptedServer, silence } from './scripted-server.ts';
import { selfSigned } from './self-signed.ts';

function open(options: TransportOptions = {}) {
  const opened = transport(options);
  onTestFinished(() => opened.close());
  return opened.send;
}

const failureOf = async (outcome: Promise<unknown>) => {
  const error = await outcome.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(NetworkError);
  return error as NetworkError;
};

it('sends what it is given and gives back what came', async () => {
  const server = await scriptedServer(reply(418, { tea: '☕' }, { 'X-Kind': 'pot' }));
  const response = await open()(
    makeRequest(`${server.origin}/pot?size=2`, {
      method: 'PUT',
      body: '{"é":1}',
      headers: { 'content-type': 'application/json' },
    }),
  );
  expect(response).toMatchObject({ status: 418, text: '{"tea":"☕"}', headers: { 'x-kind': 'pot' } });
  expect(server.received).toMatchObject([
    { method: 'PUT', url: '/pot?size=2', body: '{"é":1}', headers: { 'content-length': '8' } },
  ]);
});

it('sends a length but no content type with a POST that has no body', async () => {
  const server = await scriptedServer(reply(200));
  await open()(makeRequest(server.origin, { method: 'POST' }));
  expect(server.received[0]?.headers).toMatchObject({ 'content-length': '0' });
  expect(server.received[0]?.headers).not.toHaveProperty('content-type');
});

it('joins a header that comes twice', async () => {
  const server = await scriptedServer((_request, response) => {
    response.writeHead(200, [
      ['x-scope', 'one'],
      ['x-scope', 'two'],
    ]);
    response.end();
  });
  expect((await open()(makeRequest(server.origin))).headers).toMatchObject({ 'x-scope': 'one, two' });
});

it('does not follow redirects by itself', async () => {
  const server = await scriptedServer(reply(302, '', { location: '/elsewhere' }));
  expect(await open()(makeRequest(server.origin))).toMatchObject({ status: 302 });
  expect(server.received).toHaveLength(1);
});

it('breaks off an answer that is larger than its bound, while it streams in', async () => {
  let written = 0;
  const server = await scriptedServer((_request, response) => {
    const chunk = Buffer.alloc(64 * 1024);
    const more = () => {
      if (response.destroyed) return;
      written += chunk.length;
      response.write(chunk, more);
    };
    more();
  });
  const error = await failureOf(open({ maxBodyBytes: 1_000_000 })(makeRequest(server.origin)));
  expect(error).toMatchObject({ failure: 'too-large', message: expect.stringContaining('1000000 bytes') });
  expect(written).toBeLessThan(50_000_000);
});

it('says that an answer was lost when the connection is cut before it', async () => {
  const server = await scriptedServer(reset);
  expect(await failureOf(open()(makeRequest(server.origin)))).toMatchObject({ failure: 'lost' });
});

it('says that an answer was lost when it breaks off before its announced length', async () => {
  const server = await scriptedServer((_request, response, socket) => {
    response.writeHead(200, { 'content-length': '1000' }).write('half');
    setImmediate(() => socket.destroy());
  });
  expect(await failureOf(open()(makeRequest(server.origin)))).toMatchObject({ failure: 'lost' });
});

it('says that there is no connection where nobody listens', async () => {
  const closed = await scriptedServer(reply(200));
  const port = await freePort();
  expect(closed.origin).not.toContain(String(port));
  const error = await failureOf(open()(makeRequest(`http://127.0.0.1:${port}/`)));
  expect(error).toMatchObject({ failure: 'unreachable', message: expect.stringContaining('ECONNREFUSED') });
});

it('ends with the reason of the signal', async () => {
  const server = await scriptedServer(silence);
  const controller = new AbortController();
  const outcome = open()(makeRequest(server.origin, { signal: controller.signal }));
  setImmediate(() => controller.abort(new Error('enough')));
  await expect(outcome).rejects.toThrow('enough');
  await expect(open()(makeRequest(server.origin, { signal: controller.signal }))).rejects.toThrow('enough');
});

it('hands a request to the Pipelines proxy whole, without a tunnel', async () => {
  const proxy = await scriptedServer(reply(200, 'from the proxy'));
  const send = open({ forwardTo: proxy.origin, proxies: { http: 'http://127.0.0.1:1' } });
  const response = await send(
    makeRequest('http://api.bitbucket.test/2.0/x?y=1', { method: 'PUT', body: '{}' }),
  );
  expect(response.text).toBe('from the proxy');
  expect(proxy.received).toMatchObject([
    { method: 'PUT', url: 'http://api.bitbucket.test/2.0/x?y=1', headers: { host: 'api.bitbucket.test' } },
  ]);
});

it('asks a company’s proxy for a tunnel to an https address, with the proxy’s password', async () => {
  const proxy = await scriptedServer(reply(200));
  const send = open({ proxies: { https: proxy.origin.replace('//', '//user:pass%21@') } });
  const error = await failureOf(send(makeRequest('https://api.bitbucket.test/2.0/x')));
  expect(error).toMatchObject({ failure: 'refused', message: expect.stringContaining('403') });
  expect(error.message).not.toContain('pass');
  expect(proxy.received).toMatchObject([
    {
      method: 'CONNECT',
      url: 'api.bitbucket.test:443',
      headers: { 'proxy-authorization': `Basic ${Buffer.from('user:pass!').toString('base64')}` },
    },
  ]);
});

it.each(['127.0.0.1', 'localhost', '*'])('goes past a company’s proxy to %s', async (host) => {
  const [proxy, server] = [await scriptedServer(reply(502)), await scriptedServer(reply(200))];
  const url = server.origin.replace('127.0.0.1', host === '*' ? '127.0.0.1' : host);
  const send = open({ proxies: { http: proxy.origin, https: proxy.origin, no: host === '*' ? '*' : '' } });
  expect((await send(makeRequest(url))).status).toBe(200);
  expect(proxy.received).toEqual([]);
});

it.each([
  ['127.0.0.2', 'direct'],
  ['0.0.2', 'direct'],
  ['other.test, 0.0.2', 'direct'],
  ['.0.2', 'direct'],
  ['*', 'direct'],
  ['7.0.0.2', 'by the proxy'],
  ['other.test', 'by the proxy'],
  ['', 'by the proxy'],
])('with NO_PROXY=%s a host of that name or below it is asked %s', async (no, way) => {
  const proxy = await scriptedServer(reply(200, 'by the proxy'));
  const server = await scriptedServer(reply(200, 'direct'), '127.0.0.2');
  const send = open({ proxies: { http: proxy.origin, no } });
  // To an http address undici may ask for a tunnel, which the scripted proxy refuses.
  const answer = await send(makeRequest(server.origin)).then(
    ({ text }) => text,
    () => 'by the proxy',
  );
  expect(answer).toBe(way);
  expect(server.received).toHaveLength(way === 'direct' ? 1 : 0);
});

it('takes no proxy from the environment by itself', async () => {
  const [environment, given] = [await scriptedServer(reply(502)), await scriptedServer(reply(200))];
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy']) {
    process.env[name] = environment.origin;
    onTestFinished(() => {
      delete process.env[name];
    });
  }
  await expect(open()(makeRequest('http://bitbucket.invalid/'))).rejects.toThrow();
  await expect(
    open({ proxies: { https: given.origin } })(makeRequest('http://bitbucket.invalid/')),
  ).rejects.toThrow();
  await expect(
    open({ proxies: { http: given.origin } })(makeRequest('https://bitbucket.invalid/')),
  ).rejects.toThrow();
  expect(environment.received).toEqual([]);
});

it('trusts a certificate of its own authority only where it is given', async () => {
  const certificate = selfSigned();
  const server = await tlsServer(certificate);
  const refused = await failureOf(open()(makeRequest(server.origin)));
  expect(refused).toMatchObject({ failure: 'refused', passing: false });
  const response = await open({ ca: [certificate.cert] })(makeRequest(server.origin));
  expect(response.text).toBe('encrypted');
});

it('trusts it through a company’s proxy too', async () => {
  const certificate = selfSigned();
  const server = await tlsServer(certificate);
  const proxy = await tunnelTo(new URL(server.origin).port);
  const send = open({ ca: [certificate.cert], proxies: { https: proxy, no: 'example.test' } });
  expect((await send(makeRequest('https://bitbucket.test/'))).text).toBe('encrypted');
  await expect(send(makeRequest('https://other.test/'))).rejects.toThrow(/ALTNAME/);
});

async function tlsServer(certificate: {
  key: string;
  cert: string;
}): Promise<Pick<ScriptedServer, 'origin'>> {
  const server = createTlsServer(certificate, (_request, response) => response.end('encrypted'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `https://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** A proxy whose every tunnel leads to one port. */
async function tunnelTo(port: string): Promise<string> {
  const { createServer } = await import('node:http');
  const server = createServer();
  server.on('connect', (_request, socket) => {
    const target = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    for (const end of [target, socket]) end.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
