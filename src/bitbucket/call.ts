import type { Lane, Method } from '../http/send.ts';

/** What a credential must be allowed to do, in the words of OAuth and access tokens. */
export type Scope = 'repository' | 'pullrequest' | 'pullrequest:write';

/** One call of the REST API, as an endpoint function describes it. */
export interface Call {
  readonly method: Method;
  /** Path and query below the API's base; see `path`. */
  readonly target: string;
  /** Only keys that Bitbucket takes: it refuses others. Without a body no content type is sent either. */
  readonly body?: unknown;
  readonly lane: Lane;
  /** Doing it twice leaves what doing it once leaves. */
  readonly idempotent: boolean;
  readonly scope: Scope;
  /** What it is about, in the words of an error message, such as `pull request 12`. */
  readonly about: string;
}

/** A path whose values are percent-encoded: workspaces and slugs may be `{uuid}`s, ids may hold anything. */
export function path(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return values.reduce<string>(
    (sofar, value, index) => `${sofar}${segment(String(value))}${parts[index + 1] ?? ''}`,
    parts[0] ?? '',
  );
}

/** An empty value, `.` or `..` would be another address altogether, encoded or not. */
function segment(value: string): string {
  if (/^\.{0,2}$/.test(value)) throw new RangeError(`“${value}” cannot be a part of an address`);
  return encodeURIComponent(value);
}

export function withQuery(target: string, query: Readonly<Record<string, string | number>>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${target}?${pairs.join('&')}`;
}

/** Method and path for a message; the query is no help and could hold anything. */
export function nameOf({ method, target }: Pick<Call, 'method' | 'target'>): string {
  return `${method} ${target.replace(/\?.*$/s, '')}`;
}
