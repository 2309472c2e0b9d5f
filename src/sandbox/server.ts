import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../core/clock.ts';
import type { Identity } from './access.ts';
import { type ApiParts, answer, type RawRequest } from './api.ts';
import { type Call, maskSecrets } from './call.ts';
import type { Fault, FaultPlan } from './fault.ts';
import { parseJson } from './json.ts';
import { faultAnswer, send, type WireAnswer, wireAnswer } from './respond.ts';

/** Nothing that Bitbucket takes comes near it. */
const mostBodyLength = 16 * 1024 * 1024;

export interface ServerParts extends ApiParts {
  readonly clock: Clock;
  readonly calls: Call[];
  readonly plan: () => FaultPlan | undefined;
}

/** A request that has found its way to the API, directly or through the proxy. */
export interface Arrival {
  readonly target: string;
  readonly origin: string;
  readonly proxied?: Identity;
}

/** Takes one request: records it, lets the fault plan have its way, answers. */
export async function serve(
  request: IncomingMessage,
  response: ServerResponse<IncomingMessage>,
  { target, origin, proxied }: Arrival,
  parts: ServerParts,
): Promise<void> {
  const { calls, clock } = parts;
  const { method = 'GET', headers } = request;
  const index = calls.length;
  const through = proxied === undefined ? 'api' : 'proxy';
  const credential = credentialKind(headers.authorization, proxied, parts);
  const arrived: Call = {
    index,
    at: clock.now(),
    method,
    path: masked(target, parts),
    through,
    credential,
    body: undefined,
  };
  calls.push(arrived);
  const text = await readBody(request).catch(() => undefined);
  // The client went away in the middle of its own request.
  if (text === undefined) return;
  const body = text === '' ? undefined : (parseJson(text) ?? text);
  const fault = parts.plan()?.({ index, method, path: target, body });
  const record = (more: Partial<Call>) => {
    calls[index] = { ...arrived, body: masked(body, parts), ...(fault && { fault: fault.kind }), ...more };
  };
  record({});
  if (lacksLength(request)) {
    record({ status: 411 });
    await send(response, wireAnswer({ status: 411, body: 'Length Required' }), undefined, clock);
    return;
  }
  if (text.length > mostBodyLength) {
    record({ status: 413, body: undefined });
    await send(response, wireAnswer({ status: 413, body: 'Request Entity Too Large' }), undefined, clock);
    return;
  }
  const raw: RawRequest = {
    method,
    target,
    authorization: headers.authorization,
    contentType: headers['content-type'] ?? '',
    body: text,
    origin,
    ...(proxied !== undefined && { proxied }),
    repeatsItems: fault?.kind === 'repeated-items',
  };
  const given = outcome(raw, fault, parts);
  if (given === 'reset') request.socket.resetAndDestroy();
  if (given === 'reset' || given === 'silence') return;
  record({ status: given.status, answer: masked(parseJson(given.text) ?? given.text, parts) });
  await send(response, given, fault, clock);
}

function outcome(
  raw: RawRequest,
  fault: Fault | undefined,
  parts: ServerParts,
): WireAnswer | 'reset' | 'silence' {
  const apply = () => wireAnswer(answer(raw, parts));
  switch (fault?.kind) {
    case 'reset':
      if (fault.applied) apply();
      return 'reset';
    case 'no-answer':
      if (fault.applied) apply();
      return 'silence';
    case 'server-error':
      if (fault.applied) apply();
      return faultAnswer(fault);
    case 'rate-limited':
    case 'redirect':
      return faultAnswer(fault);
    default:
      return apply();
  }
}

/** Bitbucket asks for a length: a chunked body is turned away. */
function lacksLength({ method, headers }: IncomingMessage): boolean {
  return (method === 'POST' || method === 'PUT') && headers['content-length'] === undefined;
}

function credentialKind(
  authorization: string | undefined,
  proxied: Identity | undefined,
  { credentials }: ApiParts,
): Call['credential'] {
  if (proxied !== undefined) return 'proxy';
  if (authorization === undefined) return 'none';
  const known = credentials.identify(authorization)?.mechanism;
  return known ?? (credentials.client(authorization) === undefined ? 'unknown' : 'oauth');
}

function masked<T>(value: T, { credentials }: ApiParts): T {
  return maskSecrets(value, credentials.secrets()) as T;
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    if (text.length <= mostBodyLength) text += chunk;
  }
  return text;
}

/** Starts listening; resolves with the port that was given. */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  return portOf(server.address());
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

/** Resolves when nobody is connected any more, and what came last has been taken up. */
export async function deserted(server: Server): Promise<void> {
  const connections = () =>
    new Promise<number>((resolve, reject) => {
      server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
    });
  while ((await connections()) > 0) await turn();
  // A request that ended with its connection is read to its end in the turns after it.
  for (let turns = 0; turns < 3; turns += 1) await turn();
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Stops at once: open connections, the unanswered ones among them, are cut. */
export async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
