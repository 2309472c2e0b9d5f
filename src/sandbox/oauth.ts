import type { Credentials } from './credentials.ts';
import { Refusal } from './refusal.ts';
import type { ApiAnswer } from './route.ts';

/** The token endpoint, on the site and not below the API. */
export const tokenPath = '/site/oauth2/access_token';

/** RFC 6749, section 4.4: only the client-credentials grant. */
export function grantToken(credentials: Credentials, authorization: string, body: string): ApiAnswer {
  const grant = new URLSearchParams(body).get('grant_type');
  const client = credentials.client(authorization);
  if (client === undefined) throw oauthError(401, 'unauthorized_client', 'Invalid OAuth client credentials');
  if (grant !== 'client_credentials') {
    throw oauthError(400, 'unsupported_grant_type', `Unsupported grant type: ${grant ?? 'None'}`);
  }
  const { token, seconds } = credentials.issue(client);
  return {
    status: 200,
    body: {
      access_token: token,
      scopes: client.scopes.join(' '),
      expires_in: seconds,
      token_type: 'bearer',
      state: 'client_credentials',
    },
  };
}

function oauthError(status: number, error: string, error_description: string): Refusal {
  return new Refusal(status, { error_description, error });
}
