import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../core/clock.ts';
import type { Fault } from './fault.ts';
import type { ApiAnswer } from './route.ts';

/** What goes over the wire, made of an answer. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export function wireAnswer({ status, body, contentType, headers }: ApiAnswer): WireAnswer {
  const isText = typeof body === 'string';
  const text = body === undefined ? '' : isText ? body : JSON.stringify(body);
  const usualType = isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  const type = contentType ?? (body === undefined ? undefined : usualType);
  return { status, text, headers: { ...headers, ...(type !== undefined && { 'content-type': type }) } };
}

/** The answer of a fault that stands in place of the API's own. */
export function faultAnswer(
  fault: Extract<Fault, { kind: 'rate-limited' | 'server-error' | 'redirect' }>,
): WireAnswer {
  switch (fault.kind) {
    case 'rate-limited': {
      const { retryAfter } = fault;
      const retry = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
      const text = 'Rate limit for this resource has been exceeded';
      return { status: 429, headers: { 'content-type': 'text/plain', ...retry }, text };
    }
    case 'server-error': {
      const text = `<html><head><title>${fault.status}</title></head><body><h1>Something went wrong</h1></body></html>`;
      return { status: fault.status, headers: { 'content-type': 'text/html; charset=utf-8' }, text };
    }
    case 'redirect':
      return { status: fault.status ?? 302, headers: { location: fault.to }, text: '' };
  }
}

/** Sends the answer, or as much of it as the fault lets through. */
export async function send(
  response: ServerResponse<IncomingMessage>,
  { status, headers, text }: WireAnswer,
  fault: Fault | undefined,
  clock: Clock,
): Promise<void> {
  const bytes = Buffer.from(text);
  if (fault?.kind === 'truncated-json') {
    const half = bytes.subarray(0, Math.ceil(bytes.length / 2));
    response.writeHead(status, { ...headers, 'content-length': half.length }).end(half);
    return;
  }
  const length = status === 204 ? {} : { 'content-length': bytes.length };
  response.writeHead(status, { ...headers, ...length });
  if (fault?.kind !== 'slow-body') {
    response.end(bytes);
    return;
  }
  const middle = Math.floor(bytes.length / 2);
  response.write(bytes.subarray(0, middle));
  await clock.sleep(fault.milliseconds);
  response.end(bytes.subarray(middle));
}
