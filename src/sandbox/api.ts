import { grantedScopes, type Identity, missingScope } from './access.ts';
import type { Credentials } from './credentials.ts';
import { unauthenticated } from './endpoints/found.ts';
import { routes } from './endpoints/routes.ts';
import { parseJson } from './json.ts';
import { grantToken, tokenPath } from './oauth.ts';
import { partialResponse } from './partial-response.ts';
import type { RateLimiter } from './rate-limit.ts';
import { apiError, gatewayError, Refusal } from './refusal.ts';
import { type ApiAnswer, matchPattern, type Route } from './route.ts';
import type { Store } from './store.ts';

/** A request as it came in, its body read. */
export interface RawRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly authorization: string | undefined;
  readonly contentType: string;
  readonly body: string;
  readonly origin: string;
  /** Who the Pipelines proxy speaks for; undefined where a caller came by itself. */
  readonly proxied?: Identity;
  readonly repeatsItems: boolean;
}

export interface ApiParts {
  readonly store: Store;
  readonly credentials: Credentials;
  readonly limiter: RateLimiter;
}

const base = '/2.0';

/** The answer to a request, errors included: authentication, rate limit, routing, scopes, endpoint, `fields`. */
export function answer(request: RawRequest, parts: ApiParts): ApiAnswer {
  return orError(() => dispatch(request, parts));
}

function dispatch(request: RawRequest, { store, credentials, limiter }: ApiParts): ApiAnswer {
  const url = URL.parse(`http://sandbox${request.target}`);
  if (url === null || !request.target.startsWith('/')) throw gatewayError(400, 'Bad Request');
  const { pathname } = url;
  if (pathname === tokenPath && request.method === 'POST' && request.proxied === undefined) {
    return grantToken(credentials, request.authorization ?? '', request.body);
  }
  const identity = identify(request, credentials);
  const { route, params } = findRoute(request.method, pathname);
  if (pathname.startsWith(`${base}/repositories/`) && !limiter.allows(identity?.credential)) {
    return tooManyRequests(limiter);
  }
  if (request.proxied !== undefined && route.insights !== true) throw unauthenticated();
  const given = orError(() => {
    authorise(route, identity, store, request.method);
    if (params['workspace'] !== undefined) refuseOtherRepository(params, store);
    return handled(route, request, { url, params, identity, store });
  });
  return { ...given, headers: { ...scopeHeaders(route, identity, limiter), ...given.headers } };
}

interface Found {
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly identity: Identity | undefined;
  readonly store: Store;
}

function handled(route: Route, request: RawRequest, { url, params, identity, store }: Found): ApiAnswer {
  const { origin, method, contentType, repeatsItems } = request;
  const { pathname, searchParams: query } = url;
  const body = parseBody(request);
  const call = { method, params, query, pathname, body, contentType, origin, identity, repeatsItems };
  const given = route.handle(call, store);
  const isJson = typeof given.body === 'object' && given.status < 300;
  return isJson ? { ...given, body: partialResponse(given.body, query.get('fields')) } : given;
}

/** What an endpoint answers, or the refusal that it throws. Anything else is a defect of ours. */
function orError(work: () => ApiAnswer): ApiAnswer {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, body, contentType } = error;
    return { status, body, contentType };
  }
}

function identify({ authorization, proxied }: RawRequest, credentials: Credentials): Identity | undefined {
  if (proxied !== undefined) return proxied;
  if (authorization === undefined) return undefined;
  const identity = credentials.identify(authorization);
  if (identity === undefined) throw unauthenticated();
  return identity;
}

function findRoute(method: string, pathname: string): { route: Route; params: Record<string, string> } {
  const path = pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : '';
  const found = routes.flatMap((route) => {
    const params = matchPattern(route.pattern, path);
    return params === undefined ? [] : [{ route, params }];
  });
  const match = found.find(({ route }) => route.method === method);
  if (match !== undefined) return match;
  if (found.length > 0) throw apiError(405, `Method "${method}" not allowed.`);
  const detail =
    "There is no API hosted at this URL.\n\nFor information about our API's, please refer to the documentation.";
  throw apiError(404, 'Resource not found', { detail });
}

/** A public repository can be read by everybody; a private one says 401 to whoever gives no credential. */
function authorise(route: Route, identity: Identity | undefined, store: Store, method: string): void {
  if (route.needs === undefined) return;
  const isAccount = route.needs.classic.includes('account');
  if (identity === undefined) {
    if (method === 'GET' && !isAccount && !store.repository.is_private) return;
    throw unauthenticated();
  }
  if (isAccount && identity.mechanism === 'access-token') {
    throw apiError(403, 'This API is not accessible by this authentication mechanism');
  }
  const missing = missingScope(identity, route.needs);
  if (missing !== undefined) throw missing;
}

function refuseOtherRepository(params: Readonly<Record<string, string>>, { repository }: Store): void {
  const { workspace = '', slug = '' } = params;
  const isWorkspace = workspace.toLowerCase() === repository.workspace.toLowerCase();
  if (isWorkspace && [repository.slug.toLowerCase(), repository.uuid].includes(slug.toLowerCase())) return;
  throw apiError(404, `Repository ${workspace}/${slug} not found`);
}

function parseBody({ method, contentType, body }: RawRequest): unknown {
  if (method === 'GET' || method === 'DELETE' || body === '') return undefined;
  if (!contentType.includes('application/json')) throw gatewayError(400, 'Bad Request');
  const parsed = parseJson(body);
  if (parsed === undefined) throw gatewayError(400, 'Bad Request');
  return parsed;
}

/** What a credential may do and what was asked for; rate limits are told to access tokens only. */
function scopeHeaders(
  route: Route,
  identity: Identity | undefined,
  limiter: RateLimiter,
): Record<string, string> {
  if (identity === undefined || identity.mechanism === 'proxy') return {};
  const required = identity.mechanism === 'api-token' ? route.needs?.granular : route.needs?.classic;
  return {
    'x-oauth-scopes': grantedScopes(identity).join(', '),
    'x-accepted-oauth-scopes': (required ?? []).join(', '),
    'x-credential-type': identity.mechanism,
    ...(identity.mechanism === 'access-token' && {
      'x-ratelimit-limit': String(limiter.limit.requests),
      'x-ratelimit-resource': 'api',
      'x-ratelimit-nearlimit': String(limiter.isNear(identity.credential)),
    }),
  };
}

function tooManyRequests({ limit }: RateLimiter): ApiAnswer {
  const { retryAfterSeconds } = limit;
  return {
    status: 429,
    body: 'Rate limit for this resource has been exceeded',
    contentType: 'text/plain',
    ...(retryAfterSeconds !== undefined && { headers: { 'retry-after': String(retryAfterSeconds) } }),
  };
}
