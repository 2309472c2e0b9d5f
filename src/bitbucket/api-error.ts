/**
 * - `unauthorised` 401: the credential is not accepted
 * - `forbidden` 403: it is, but may not do this
 * - `not-found` 404 and 410: there is no such thing, or not for this credential
 * - `rate-limited` 429: too many requests, and no patience left
 * - `rejected` other 4xx: Bitbucket does not take this request
 * - `unavailable` 408, 5xx, and a deadline that passed: Bitbucket has a problem, or is too slow
 * - `unreachable`: there was no answer at all
 * - `unexpected-answer`: there was one that this client does not understand
 * - `no-credential`: the call was not made, for there is no credential that could
 */
export type ApiErrorCode =
  | 'unauthorised'
  | 'forbidden'
  | 'not-found'
  | 'rate-limited'
  | 'rejected'
  | 'unavailable'
  | 'unreachable'
  | 'unexpected-answer'
  | 'no-credential';

export interface ApiErrorDetails extends ErrorOptions {
  readonly code: ApiErrorCode;
  /** Method and path, such as `GET /repositories/acme/shop`; no query, no secret. */
  readonly call: string;
  readonly status?: number;
  /** Bitbucket's own words, in one line. */
  readonly said?: string;
  /** Scopes that the credential lacks, where Bitbucket names them. */
  readonly missingScopes?: readonly string[];
  /** The request may have been applied all the same. */
  readonly mayBeApplied?: boolean;
}

/** A call to Bitbucket failed. The message says which, what Bitbucket said, and what to do. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  readonly call: string;
  readonly status: number | undefined;
  readonly said: string;
  readonly missingScopes: readonly string[];
  readonly mayBeApplied: boolean;

  constructor(message: string, details: ApiErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.call = details.call;
    this.status = details.status;
    this.said = details.said ?? '';
    this.missingScopes = details.missingScopes ?? [];
    this.mayBeApplied = details.mayBeApplied ?? false;
  }
}
