/**
 * - `unreachable`: no connection; the request was not sent
 * - `refused`: it will not come about: a certificate that is not trusted, a proxy that wants a password. The request
 *   was not applied
 * - `led-away`: a redirect that is not followed. The request was not applied
 * - `lost`: the connection broke; the request may have been applied
 * - `timed-out`: no whole answer in time; the request may have been applied
 * - `broken`: an answer came, but not whole or not what it says it is; the request may have been applied
 * - `intercepted`: something else answered in the server's place; the request may have been applied
 * - `too-large`: the answer is larger than anything expected
 */
export type NetworkFailure =
  | 'unreachable'
  | 'refused'
  | 'led-away'
  | 'lost'
  | 'timed-out'
  | 'broken'
  | 'intercepted'
  | 'too-large';

/** There is no whole answer. The message is a clause such as `the connection broke`. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly failure: NetworkFailure;

  constructor(failure: NetworkFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }

  /** True where the same request may fare better a moment later. */
  get passing(): boolean {
    return !['refused', 'led-away', 'too-large'].includes(this.failure);
  }
}
