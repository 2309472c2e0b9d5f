import tls from 'node:tls';
import { Agent, type Dispatcher, EnvHttpProxyAgent, ProxyAgent } from 'undici';
import { failureOf } from './failure-of.ts';
import { NetworkError } from './network-error.ts';
import type { HttpRequest, HttpResponse, Send } from './send.ts';

/** A company's way out, as in the usual environment variables. `no` is a list with commas. */
export interface WaysOut {
  readonly http?: string;
  readonly https?: string;
  readonly no?: string;
}

export interface TransportOptions {
  /** Everything is handed to this proxy as a plain request; nothing is tunnelled, so that it can add to it. */
  readonly forwardTo?: string;
  readonly proxies?: WaysOut;
  /** Certificates in PEM that are trusted besides the usual ones. */
  readonly ca?: readonly string[];
  /** Larger answers are broken off. Default 32 MiB: a page of 100 comments of 30,000 characters fits many times. */
  readonly maxBodyBytes?: number;
}

export interface Transport {
  readonly send: Send;
  /** Ends idle connections; without it they would hold the process for seconds. */
  close(): Promise<void>;
}

/** One request over undici: no redirects, no retries, the body bounded while it streams in. */
export function transport(options: TransportOptions = {}): Transport {
  const maxBodyBytes = options.maxBodyBytes ?? 32 * 1024 * 1024;
  const dispatcher = dispatcherFor(options);
  return {
    send: (request) => exchange(request, dispatcher, maxBodyBytes),
    close: () => dispatcher.destroy(),
  };
}

function dispatcherFor({ forwardTo, proxies = {}, ca = [] }: TransportOptions): Dispatcher {
  const trust = {
    // Said, because unsaid a variable of Node's own (NODE_TLS_REJECT_UNAUTHORIZED) could switch the check off.
    rejectUnauthorized: true,
    ...(ca.length > 0 && { ca: [...tls.getCACertificates('default'), ...ca] }),
  };
  // HTTP/1.1 only: one connection a request under way, whose fate is known when it breaks.
  const common = { allowH2: false, connect: { ...trust, timeout: connectTimeout } };
  // Undici sent CONNECT for http targets too until 8.7; a tunnel is of no use to a proxy that adds a header.
  if (forwardTo !== undefined) return new ProxyAgent({ uri: forwardTo, proxyTunnel: false, connectTimeout });
  if (!proxies.http && !proxies.https) return new Agent(common);
  return new EnvHttpProxyAgent({
    ...common,
    requestTls: trust,
    proxyTls: trust,
    // Empty rather than absent: undici would look into the environment itself.
    httpProxy: proxies.http ?? '',
    httpsProxy: proxies.https ?? '',
    noProxy: [proxies.no ?? '', 'localhost', '127.0.0.1', '::1'].join(','),
  });
}

/** A connection that does not come about in ten seconds does not come about. */
const connectTimeout = 10_000;

async function exchange(
  request: HttpRequest,
  dispatcher: Dispatcher,
  maxBodyBytes: number,
): Promise<HttpResponse> {
  request.signal.throwIfAborted();
  try {
    const { origin, pathname, search } = request.url;
    const { statusCode, headers, body } = await dispatcher.request({
      origin,
      path: `${pathname}${search}`,
      method: request.method,
      headers: request.headers,
      body: request.body ?? null,
      signal: request.signal,
      // `time-limit.ts` is the one clock over headers and body.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    return { status: statusCode, headers: joined(headers), text: await bounded(body, maxBodyBytes) };
  } catch (error) {
    request.signal.throwIfAborted();
    throw failureOf(error);
  }
}

async function bounded(body: AsyncIterable<Uint8Array>, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > most) throw new NetworkError('too-large', `the answer is larger than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function joined(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
  );
  return Object.fromEntries(entries);
}
