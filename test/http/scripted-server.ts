import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export type Answer = (request: Received, response: ServerResponse<IncomingMessage>, socket: Socket) => void;

export interface ScriptedServer {
  readonly origin: string;
  readonly received: readonly Received[];
}

/** A real server on a free port that answers as it is told; it ends with the test. */
export async function scriptedServer(answer: Answer, host = '127.0.0.1'): Promise<ScriptedServer> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    const one = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
    received.push(one);
    answer(one, response, request.socket);
  });
  server.on('connect', (request, socket) => {
    received.push({ method: 'CONNECT', url: request.url ?? '', headers: request.headers, body: '' });
    socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://${host}:${port}`, received };
}

/** Answers in turn; the last one for all that come after. */
export function inTurn(...answers: readonly Answer[]): Answer {
  let next = 0;
  return (...call) => {
    const answer = answers[Math.min(next, answers.length - 1)];
    next += 1;
    answer?.(...call);
  };
}

export function reply(status: number, body: unknown = '', headers: Record<string, string> = {}): Answer {
  const isText = typeof body === 'string';
  const type = isText ? 'text/plain' : 'application/json';
  return (_request, response) => {
    response
      .writeHead(status, { 'content-type': type, ...headers })
      .end(isText ? body : JSON.stringify(body));
  };
}

/** The connection is cut without a word. */
export const reset: Answer = (_request, _response, socket) => {
  socket.resetAndDestroy();
};

/** Nothing ever comes. */
export const silence: Answer = () => undefined;
