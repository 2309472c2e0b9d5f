import type { Scope } from './call.ts';
import type { Credentials } from './credentials.ts';
import { limits } from './limits.ts';
import { scopeNames } from './scopes.ts';

/** What is known about a failed call when a person has to be told what to do. */
export interface Situation {
  readonly kind: Credentials['kind'];
  /** `workspace/slug`. */
  readonly repository: string;
  readonly scope: Scope;
  /** What the call is about, such as `pull request 12`. */
  readonly about: string;
  readonly missing: readonly string[];
  readonly granted: readonly string[];
}

const names: Readonly<Record<Credentials['kind'], string>> = {
  'access-token': 'the token in BITBUCKET_ACCESS_TOKEN',
  'api-token': 'the API token in BITBUCKET_API_TOKEN',
  'oauth-client': 'the OAuth consumer in BITBUCKET_CLIENT_ID',
  'pipelines-proxy': 'the authentication proxy of Bitbucket Pipelines',
};

const renewals: Readonly<Record<Credentials['kind'], string>> = {
  'access-token':
    'It has expired, was revoked, or was not copied whole. Make a new one under Repository settings › Security › ' +
    'Access tokens.',
  'api-token':
    'Check that BITBUCKET_EMAIL is the e-mail address of the Atlassian account (not the Bitbucket username), and ' +
    'that the token was made with scopes, for Bitbucket, and has not expired: ' +
    'https://id.atlassian.com/manage-profile/security/api-tokens.',
  'oauth-client':
    'Check BITBUCKET_CLIENT_ID and BITBUCKET_CLIENT_SECRET under Workspace settings › OAuth consumers; the consumer ' +
    'must be a private one.',
  'pipelines-proxy': 'It is there inside Bitbucket Pipelines only. Set BITBUCKET_ACCESS_TOKEN elsewhere.',
};

export function unauthorisedAdvice({ kind }: Situation): string {
  return `Bitbucket does not accept ${names[kind]}. ${renewals[kind]}`;
}

export function forbiddenAdvice({ kind, repository, scope, missing, granted }: Situation): string {
  if (kind === 'pipelines-proxy') {
    return `${capital(names[kind])} serves Code Insights only. ${tokenAdvice}`;
  }
  if (missing.length > 0) {
    const has = granted.length === 0 ? '' : ` (it has ${quoted(granted)})`;
    return `${capital(names[kind])} lacks the scope ${quoted(missing)}${has}. ${remake(kind)}`;
  }
  const needed = quoted(scopeNames(scope, kind));
  return `Check that ${names[kind]} has the scope ${needed} and belongs to ${repository}. ${remake(kind)}`;
}

export function notFoundAdvice({ kind, repository, scope, about }: Situation): string {
  const who = names[kind];
  const needed = quoted(scopeNames(scope, kind));
  return (
    `There is no ${about} in ${repository}, or ${who} cannot see it. Check that workspace and repository are ` +
    `spelt right, and that the credential belongs to them and has the scope ${needed}.`
  );
}

export const tokenAdvice =
  'Set BITBUCKET_ACCESS_TOKEN to a repository access token with the scopes “repository” and “pullrequest”.';

export const rateLimitAdvice =
  `Bitbucket allows about ${limits.requestsPerHour} requests an hour for one credential. Give this pipe a token of ` +
  'its own, or run the step again later.';

export const rejectedAdvice =
  'The pipe sent something that Bitbucket does not take. Please report this line to the makers of the pipe.';

export const unavailableAdvice =
  'Bitbucket has a problem or is slow: see https://bitbucket.status.atlassian.com, and run the step again.';

export function unreachableAdvice(kind: Credentials['kind'], host: string): string {
  if (kind === 'pipelines-proxy') {
    return `${capital(names[kind])} cannot be reached. Not every self-hosted runner has one. ${tokenAdvice}`;
  }
  return `Check that this machine may reach ${host}; behind a company’s proxy set HTTPS_PROXY.`;
}

export const refusedAdvice =
  'Check a company’s proxy in HTTPS_PROXY: its user and password, and what it lets through. Where it reads the ' +
  'traffic, give its certificate in NODE_EXTRA_CA_CERTS; do not switch checking off.';

export const ledAwayAdvice = 'Check BITBUCKET_API_URL: Bitbucket itself keeps to its own address.';

function remake(kind: Credentials['kind']): string {
  return kind === 'oauth-client'
    ? 'Add it to the consumer under Workspace settings › OAuth consumers.'
    : 'Scopes of a token cannot be changed: make a new one.';
}

function quoted(scopes: readonly string[]): string {
  return scopes.map((scope) => `“${scope}”`).join(', ');
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
