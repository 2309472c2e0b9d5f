import type { Authorisation } from '../http/authorise.ts';
import type { Credentials } from './credentials.ts';
import { basic } from './redaction.ts';

/** For the kinds whose proof does not change. https://developer.atlassian.com/cloud/bitbucket/rest/intro/#authentication */
export function fixedAuthorisation(
  credentials: Exclude<Credentials, { kind: 'oauth-client' }>,
): Authorisation {
  const headers = fixedHeaders(credentials);
  return { headers: async () => headers };
}

function fixedHeaders(
  credentials: Exclude<Credentials, { kind: 'oauth-client' }>,
): Readonly<Record<string, string>> {
  switch (credentials.kind) {
    case 'access-token':
      return { authorization: `Bearer ${credentials.token}` };
    case 'api-token':
      return { authorization: `Basic ${basic(credentials.email, credentials.token)}` };
    // The proxy adds its own.
    case 'pipelines-proxy':
      return {};
  }
}
