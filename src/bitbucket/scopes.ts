import type { Scope } from './call.ts';
import type { Credentials } from './credentials.ts';

/**
 * The names that one scope has. Atlassian API tokens have finer ones, which do not imply each other, and whether
 * commenting and Code Insights want the `write` ones is told differently in different places: ask for both.
 * https://developer.atlassian.com/cloud/bitbucket/rest/intro/#authentication
 */
const apiTokenScopes: Readonly<Record<Scope, readonly string[]>> = {
  repository: ['read:repository:bitbucket', 'write:repository:bitbucket'],
  pullrequest: ['read:pullrequest:bitbucket', 'write:pullrequest:bitbucket'],
  'pullrequest:write': ['write:pullrequest:bitbucket', 'read:pullrequest:bitbucket'],
};

/** What to tick when a credential of this kind is made. */
export function scopeNames(scope: Scope, kind: Credentials['kind']): readonly string[] {
  return kind === 'api-token' ? apiTokenScopes[scope] : [scope];
}

/** https://developer.atlassian.com/cloud/bitbucket/rest/intro/#bitbucket-oauth-2-0-scopes: what includes what. */
const implied: Readonly<Record<string, readonly string[]>> = {
  pullrequest: ['repository'],
  'pullrequest:write': ['pullrequest', 'repository', 'repository:write'],
  'repository:write': ['repository'],
};

/** Whether a credential with these scopes may make the calls of `scope`; either naming is understood. */
export function includesScope(granted: readonly string[], scope: Scope): boolean {
  const all = new Set(granted.flatMap((name) => [name, ...(implied[name] ?? [])]));
  return all.has(scope) || all.has(apiTokenScopes[scope][0] ?? scope);
}

/** Scopes of `required` that are not among `granted`. */
export function missingScopes(required: readonly string[], granted: readonly string[]): readonly string[] {
  const all = new Set(granted.flatMap((name) => [name, ...(implied[name] ?? [])]));
  return required.filter((name) => !all.has(name));
}
