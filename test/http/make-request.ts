import type { HttpRequest } from '../../src/http/send.ts';

/** A read of `url` with nothing special about it. */
export function makeRequest(url: string, parts: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'GET',
    url: new URL(url),
    headers: {},
    idempotent: true,
    lane: 'read',
    expects: 'anything',
    signal: new AbortController().signal,
    endsAt: Number.POSITIVE_INFINITY,
    ...parts,
  };
}
