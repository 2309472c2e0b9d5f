import { NetworkError } from './network-error.ts';
import { ownUrl } from './own-url.ts';
import type { HttpRequest, HttpResponse, Layer } from './send.ts';

/** RFC 9110 asks to detect loops; browsers allow 20, an API needs one. */
const mostRedirects = 5;

/**
 * Follows redirects by hand. Within our own origin method and body stay (303 turns into a GET). A read may be led to
 * another https host; it goes there without credentials, because `authorise` sits below and knows only our origin. A
 * write is never led away: its body was meant for us only.
 */
export function redirect(base: URL): Layer {
  return (next) => async (first) => {
    let request = first;
    for (let followed = 0; ; followed += 1) {
      const response = await next(request);
      const location = locationOf(response);
      if (location === undefined) return response;
      if (followed === mostRedirects) {
        throw new NetworkError(
          'led-away',
          `more than ${mostRedirects} redirects, the last one to ${shown(location, request.url)}`,
        );
      }
      request = redirected(request, response.status, location, base);
    }
  };
}

function locationOf({ status, headers }: HttpResponse): string | undefined {
  return [301, 302, 303, 307, 308].includes(status) ? headers['location'] : undefined;
}

function redirected(request: HttpRequest, status: number, location: string, base: URL): HttpRequest {
  const target = URL.canParse(location, request.url.href) ? new URL(location, request.url) : undefined;
  const own = target && ownUrl(base, target.href);
  if (own !== undefined) {
    if (status !== 303) return { ...request, url: own };
    const { body: _, ...rest } = request;
    return { ...rest, method: 'GET', url: own };
  }
  if (target?.protocol === 'https:' && request.method === 'GET') return { ...request, url: target };
  throw new NetworkError(
    'led-away',
    `a redirect to ${shown(location, request.url)}, which is not ${base.origin}, was not followed`,
  );
}

/** Without query and user: either may hold a secret. */
function shown(location: string, from: URL): string {
  if (!URL.canParse(location, from.href)) return 'an address that cannot be read';
  const { origin, pathname } = new URL(location, from);
  return `${origin}${pathname}`.slice(0, 200);
}
