import type { Problem } from '../core/errors.ts';
import type { Credentials } from './credentials.ts';

/** The base that `BITBUCKET_API_URL` has unless set: https://developer.atlassian.com/cloud/bitbucket/rest/intro/ */
export const usualApiUrl = 'https://api.bitbucket.org/2.0';

/** What is wrong with `BITBUCKET_API_URL`, if anything. */
export function apiUrlProblem(apiUrl: string, credentials?: Credentials): Problem | undefined {
  const where = 'BITBUCKET_API_URL';
  const url = URL.canParse(apiUrl) ? new URL(apiUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return { where, message: `is not an https address. The usual one is ${usualApiUrl}.` };
  }
  if (url.username || url.password || url.search || url.hash) {
    return {
      where,
      message: 'holds a user, password, query or fragment; it takes the base of the REST API only.',
    };
  }
  const viaProxy = credentials?.kind === 'pipelines-proxy';
  if (url.protocol === 'https:' || viaProxy || isLoopback(url.hostname)) return undefined;
  const message =
    `is an http address of ${url.hostname}: credentials would travel in the clear. http is accepted for a ` +
    'loopback address and through the Pipelines authentication proxy only; use https.';
  return { where, message };
}

/**
 * Where the API is spoken to: with the Pipelines proxy always by http, for the proxy cannot add anything to what is
 * encrypted. Without a slash at the end.
 */
export function apiBase(apiUrl: string, credentials: Credentials): URL {
  const base = new URL(apiUrl);
  if (credentials.kind === 'pipelines-proxy') base.protocol = 'http:';
  base.pathname = base.pathname.replace(/\/+$/, '');
  return base;
}

/** Where OAuth consumers get their token; beside another API, the same path on its origin. */
export function tokenUrl(apiUrl: string): URL {
  const { hostname, origin } = new URL(apiUrl);
  const home = hostname === 'api.bitbucket.org' ? 'https://bitbucket.org' : origin;
  return new URL('/site/oauth2/access_token', home);
}

/** RFC 5735 and RFC 4291: all of 127.0.0.0/8, and ::1. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
