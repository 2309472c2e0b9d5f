import { apiError, type Refusal } from './refusal.ts';
import type { Account } from './state.ts';

/** What a route asks for: classic scopes of OAuth and access tokens, granular ones of API tokens. */
export interface Requirement {
  readonly classic: readonly string[];
  readonly granular: readonly string[];
}

/** Who is calling, and what they may do. */
export interface Identity {
  readonly account: Account;
  readonly mechanism: 'access-token' | 'api-token' | 'oauth' | 'proxy';
  readonly scopes: readonly string[];
  /** Requests are counted against the credential, not against the account. */
  readonly credential: string;
}

/**
 * Classic scopes that come with another one. `repository:write` does not bring `pullrequest`.
 * https://developer.atlassian.com/cloud/bitbucket/rest/intro/#authentication
 */
const implied: Readonly<Record<string, readonly string[]>> = {
  'repository:write': ['repository'],
  'repository:admin': ['repository'],
  pullrequest: ['repository'],
  'pullrequest:write': ['pullrequest', 'repository', 'repository:write'],
};

/** All scopes that an identity has. Those of API tokens do not imply each other. */
export function grantedScopes(identity: Identity): readonly string[] {
  if (identity.mechanism === 'api-token') return identity.scopes;
  return [...new Set(identity.scopes.flatMap((scope) => [scope, ...(implied[scope] ?? [])]))];
}

/** The refusal where a scope is missing; undefined where nothing is. */
export function missingScope(identity: Identity, requirement: Requirement): Refusal | undefined {
  const required = identity.mechanism === 'api-token' ? requirement.granular : requirement.classic;
  const granted = grantedScopes(identity);
  if (required.every((scope) => granted.includes(scope))) return undefined;
  return apiError(403, 'Your credentials lack one or more required privilege scopes.', {
    detail: { required, granted },
  });
}
