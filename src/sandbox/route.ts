import type { Identity, Requirement } from './access.ts';
import type { Store } from './store.ts';

/** One request, after routing and authorisation. */
export interface ApiRequest {
  readonly method: string;
  /** Decoded parts of the path, by the names of the pattern. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The path as called, encoded, without the query. */
  readonly pathname: string;
  /** Parsed JSON or form; undefined where there is no body. */
  readonly body: unknown;
  readonly contentType: string;
  /** Scheme and host as called, for links. */
  readonly origin: string;
  /** Undefined for an anonymous request. */
  readonly identity: Identity | undefined;
  /** A fault: a page starts with the last item of the page before. */
  readonly repeatsItems: boolean;
}

export interface ApiAnswer {
  readonly status: number;
  /** Sent as JSON; text where it is a string; nothing where undefined. */
  readonly body?: unknown;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the API's base: `:name` is one part of the path, `*name` the rest of it. */
  readonly pattern: string;
  /** What it takes; undefined where everybody may. */
  readonly needs?: Requirement;
  /** True for what the Pipelines proxy serves. */
  readonly insights?: boolean;
  readonly handle: (request: ApiRequest, store: Store) => ApiAnswer;
}

/** The decoded parameters of a path under a pattern; undefined where it does not match. */
export function matchPattern(pattern: string, pathname: string): Record<string, string> | undefined {
  const expression = pattern.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)').replace(/\*(\w+)/, '(?<$1>.+)');
  const match = new RegExp(`^${expression}$`).exec(pathname);
  if (match === null) return undefined;
  const params: Record<string, string> = {};
  for (const [name, part] of Object.entries(match.groups ?? {})) {
    const value = decode(part);
    if (value === undefined) return undefined;
    params[name] = value;
  }
  return params;
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
