/** Requests of one lane share a small number of places: see `limit.ts`. */
export type Lane = 'read' | 'write' | 'notify';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface HttpRequest {
  readonly method: Method;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** True where sending it twice leaves what sending it once leaves; only then a lost answer is asked for again. */
  readonly idempotent: boolean;
  readonly lane: Lane;
  /** `json`: a 2xx answer that is no whole JSON counts as lost. */
  readonly expects: 'json' | 'anything';
  readonly signal: AbortSignal;
  /** When `signal` will be aborted at the latest, in milliseconds since 1970 on the clock of the layers. */
  readonly endsAt: number;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; a repeated header is joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The parsed body where `expects` is `json` and the status 2xx. */
  readonly json?: unknown;
}

/**
 * Any status is an answer. Throws a `NetworkError` where no whole answer came, a `WaitTooLong` where the server asks
 * for more patience than there is, and the signal's reason where it is aborted.
 */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;

export type Layer = (next: Send) => Send;

/** The first layer is the outermost. */
export function layered(transport: Send, ...layers: readonly Layer[]): Send {
  return layers.reduceRight((next, layer) => layer(next), transport);
}
