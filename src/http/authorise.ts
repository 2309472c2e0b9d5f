import type { HttpRequest, HttpResponse, Layer, Send } from './send.ts';

/** How requests are allowed in. */
export interface Authorisation {
  /** The headers that prove who we are; may fetch them first. */
  headers(request: HttpRequest): Promise<Readonly<Record<string, string>>>;
  /** Called when `refused` were answered 401: other headers, or undefined where there are none. */
  renewed?(
    refused: Readonly<Record<string, string>>,
    request: HttpRequest,
  ): Promise<Readonly<Record<string, string>> | undefined>;
}

/**
 * Adds the credentials to requests to our own origin and to no other. After a 401 they are renewed once where they can
 * be; a refused request was not applied, so that any may be sent again.
 */
export function authorise(authorisation: Authorisation, origin: string): Layer {
  return (next) => async (request) => {
    if (request.url.origin !== origin) return next(request);
    const headers = await authorisation.headers(request);
    const response = await send(next, request, headers);
    if (response.status !== 401) return response;
    const renewed = await authorisation.renewed?.(headers, request);
    return renewed === undefined ? response : send(next, request, renewed);
  };
}

function send(
  next: Send,
  request: HttpRequest,
  headers: Readonly<Record<string, string>>,
): Promise<HttpResponse> {
  return next({ ...request, headers: { ...request.headers, ...headers } });
}
