import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { selfSigned } from '../http/self-signed.ts';

/** A company's way out: a proxy with a password, behind it a server with a certificate of the company's own authority. */
export interface CompanyNetwork extends AsyncDisposable {
  /** Of the server, by a name that only the proxy knows. */
  readonly url: string;
  readonly proxy: { readonly host: string; readonly url: string };
  /** What clients asked the proxy for, and what they told it. */
  readonly tunnels: readonly { readonly to: string; readonly headers: IncomingHttpHeaders }[];
  /** All bytes that went through tunnels, as the proxy sees them. */
  seenByProxy(): string;
  /** Bytes that came to the server over an accepted certificate. */
  received(): string;
  /** The authority's certificate, as a file. */
  readonly authority: string;
}

/** `target`: where the server has what it serves from. `answer`: the proxy's to each CONNECT. */
export async function openCompanyNetwork(
  target: string,
  { user, password, answer = '200 OK' }: { user: string; password: string; answer?: string },
): Promise<CompanyNetwork> {
  const certificate = selfSigned();
  const sockets = new Set<Socket>();
  const adopt = <S extends Socket>(socket: S): S => {
    sockets.add(socket);
    return socket.on('error', () => undefined);
  };
  const received: Buffer[] = [];
  const server = createTlsServer(certificate, (client) => {
    const { hostname, port } = new URL(target);
    adopt(client).on('data', (chunk: Buffer) => received.push(chunk));
    client.pipe(adopt(connect(Number(port), hostname))).pipe(client);
  });
  const tunnels: { to: string; headers: IncomingHttpHeaders }[] = [];
  const passed: Buffer[] = [];
  const proxy = createServer((_, response) => response.writeHead(502).end());
  proxy.on('connect', ({ url = '', headers }, client: Socket) => {
    tunnels.push({ to: url, headers });
    adopt(client).on('data', (chunk: Buffer) => passed.push(chunk));
    client.write(`HTTP/1.1 ${answer}\r\n\r\n`);
    if (!answer.startsWith('200')) return client.end();
    return client.pipe(adopt(connect((server.address() as AddressInfo).port, '127.0.0.1'))).pipe(client);
  });
  for (const each of [server, proxy]) {
    await new Promise<void>((ready) => each.listen(0, '127.0.0.1', ready));
  }
  const host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const authority = join(mkdtempSync(join(tmpdir(), 'authority-')), 'company.pem');
  writeFileSync(authority, certificate.cert);
  return {
    url: `https://bitbucket.test${new URL(target).pathname}`,
    proxy: { host, url: `http://${user}:${encodeURIComponent(password)}@${host}` },
    tunnels,
    seenByProxy: () => Buffer.concat(passed).toString('latin1'),
    received: () => Buffer.concat(received).toString('latin1'),
    authority,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      for (const each of [server, proxy]) await new Promise((closed) => each.close(closed));
    },
  };
}
