import type { Fault } from './fault.ts';

/** One request that the server saw. Secrets are masked everywhere, headers are not kept. */
export interface Call {
  /** From 0, in the order of arrival. */
  readonly index: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  /** The path as called, with its query: `/2.0/repositories/…`. */
  readonly path: string;
  readonly through: 'api' | 'proxy';
  readonly credential: 'access-token' | 'api-token' | 'oauth' | 'proxy' | 'none' | 'unknown';
  /** Parsed JSON, else text; undefined where there was none. */
  readonly body: unknown;
  /** What was done to it on purpose. */
  readonly fault?: Fault['kind'];
  /** Undefined while unanswered, and where the connection was cut instead of an answer. */
  readonly status?: number;
  /** What was sent back: parsed JSON, else text. */
  readonly answer?: unknown;
}

/** True for a request that changed something or was meant to: neither a read nor the taking of a token. */
export function isWrite({ method, path }: Pick<Call, 'method' | 'path'>): boolean {
  return !['GET', 'HEAD', 'OPTIONS', 'CONNECT'].includes(method) && !path.startsWith('/site/oauth2/');
}

/** The value with every occurrence of a secret in its texts replaced. */
export function maskSecrets(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') {
    return secrets.reduce((text, secret) => text.replaceAll(secret, '••••'), value);
  }
  if (Array.isArray(value)) return value.map((each) => maskSecrets(each, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, maskSecrets(each, secrets)]));
}
