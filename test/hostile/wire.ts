import { connect, createServer, type Server, type Socket } from 'node:net';

/** A relay in front of a server that keeps every byte which its clients send. */
export interface Wire extends AsyncDisposable {
  /** The server's address through the relay. */
  readonly url: string;
  /** All that was sent to the server, `Authorization` headers left out: there the credential belongs. */
  sent(): string;
  /** The `Authorization` headers. */
  credentials(): readonly string[];
}

const authorization = /^authorization:.*\r\n/gim;

export async function openWire(target: string): Promise<Wire> {
  const { hostname, port, pathname } = new URL(target);
  const chunks: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    client.on('data', (chunk: Buffer) => chunks.push(chunk));
    client.pipe(upstream);
    upstream.pipe(client);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const text = () => Buffer.concat(chunks).toString('latin1');
  return {
    url: `http://127.0.0.1:${address.port}${pathname}`,
    sent: () => text().replace(authorization, ''),
    credentials: () => text().match(authorization) ?? [],
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
