import type { HttpResponse } from '../http/send.ts';

/** What Bitbucket tells, to access tokens only: https://support.atlassian.com/bitbucket-cloud/docs/api-request-limits/ */
export interface RateLimit {
  /** Requests an hour. */
  readonly limit?: number;
  readonly remaining?: number;
  readonly resource?: string;
  /** Less than a fifth is left. */
  readonly nearLimit: boolean;
}

/** Undefined where the answer says nothing of it. */
export function rateLimitIn({ headers }: HttpResponse): RateLimit | undefined {
  const limit = count(headers['x-ratelimit-limit']);
  const remaining = count(headers['x-ratelimit-remaining']);
  const resource = headers['x-ratelimit-resource'];
  const near = headers['x-ratelimit-nearlimit'];
  if (limit === undefined && remaining === undefined && near === undefined) return undefined;
  return {
    nearLimit: near?.toLowerCase() === 'true',
    ...(limit !== undefined && { limit }),
    ...(remaining !== undefined && { remaining }),
    ...(resource !== undefined && { resource }),
  };
}

function count(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}
