/** How many requests one credential may send in a rolling window; Bitbucket's is an hour. */
export interface RateLimit {
  readonly requests: number;
  readonly anonymousRequests: number;
  readonly windowSeconds: number;
  /** Seconds for a `Retry-After` header; Bitbucket usually sends none. */
  readonly retryAfterSeconds?: number;
}

/** https://support.atlassian.com/bitbucket-cloud/docs/api-request-limits/ */
export const usualRateLimit: RateLimit = { requests: 1000, anonymousRequests: 60, windowSeconds: 3600 };

/** Counts requests by credential. */
export class RateLimiter {
  readonly limit: RateLimit;
  readonly #now: () => number;
  readonly #times = new Map<string, number[]>();

  constructor(limit: RateLimit, now: () => number) {
    this.limit = limit;
    this.#now = now;
  }

  /** True where less than a fifth is left. */
  isNear(credential: string): boolean {
    const since = this.#now() - this.limit.windowSeconds * 1000;
    const recent = (this.#times.get(credential) ?? []).filter((time) => time > since);
    return recent.length > this.limit.requests * 0.8;
  }

  /** Counts a request; false where it is one too many, which is not counted. */
  allows(credential: string | undefined): boolean {
    const key = credential ?? '';
    const since = this.#now() - this.limit.windowSeconds * 1000;
    const recent = (this.#times.get(key) ?? []).filter((time) => time > since);
    const most = credential === undefined ? this.limit.anonymousRequests : this.limit.requests;
    const allowed = recent.length < most;
    if (allowed) recent.push(this.#now());
    this.#times.set(key, recent);
    return allowed;
  }
}
