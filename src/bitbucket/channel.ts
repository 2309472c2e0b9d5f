import type { RepositoryName } from '../core/change.ts';
import type { Clock } from '../core/clock.ts';
import { ConfigError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { type Authorisation, authorise } from '../http/authorise.ts';
import type { Deadline } from '../http/deadline.ts';
import { limit } from '../http/limit.ts';
import { noPage } from '../http/no-page.ts';
import { redirect } from '../http/redirect.ts';
import { type RetryPolicy, retry, usualRetries } from '../http/retry.ts';
import { type HttpResponse, layered, type Send } from '../http/send.ts';
import { timeLimit } from '../http/time-limit.ts';
import { trace } from '../http/trace.ts';
import { transport, type WaysOut } from '../http/transport.ts';
import { wholeJson } from '../http/whole-json.ts';
import { type Api, type Calls, createApi } from './api.ts';
import { apiBase, apiUrlProblem, tokenUrl } from './api-url.ts';
import { fixedAuthorisation } from './authorisation.ts';
import type { Credentials } from './credentials.ts';
import type { Speaker } from './explain.ts';
import { oauth } from './oauth.ts';
import { type RateLimit, rateLimitIn } from './rate-limit.ts';
import { type Redaction, redaction } from './redaction.ts';

export interface ChannelOptions {
  readonly credentials: Credentials;
  /** `BITBUCKET_API_URL`; a `ConfigError` is thrown where `apiUrlProblem` has anything against it. */
  readonly apiUrl: string;
  readonly repository: RepositoryName;
  /** Who asks, such as `code-scan-pipe/1.0.0`. */
  readonly userAgent?: string;
  readonly clock: Clock;
  /** From 0 up to but not including 1. */
  readonly random: () => number;
  readonly log: Log;
  /** A company's proxies, from the environment. */
  readonly proxies?: WaysOut;
  /** Certificates in PEM to trust besides the usual ones. */
  readonly ca?: readonly string[];
  readonly retries?: RetryPolicy;
  /** Milliseconds that one sending may take, body included. Default 30,000. */
  readonly requestTimeout?: number;
}

/** One credential's way to the API, with its own waiting, lanes and sockets. */
export interface Channel {
  api(deadline: Deadline, calls: Calls): Api;
  readonly requestsSent: number;
  readonly rateLimit: RateLimit | undefined;
  close(): Promise<void>;
}

/**
 * Reads are cheap and many; comments send e-mails, one after the other as a person would. Bitbucket answers a write in
 * 0.2 to 0.9 s, so that four at a time delete a thousand annotations within the time for publishing.
 */
const places = { read: 4, write: 4, notify: 1 } as const;

const usualTimeout = 30_000;

export function openChannel(options: ChannelOptions): Channel {
  const { credentials, clock, log, repository } = options;
  const problem = apiUrlProblem(options.apiUrl, credentials);
  if (problem !== undefined) throw new ConfigError([problem]);
  const base = apiBase(options.apiUrl, credentials);
  const secrets = redaction(credentials);
  const speaker: Speaker = {
    kind: credentials.kind,
    repository: `${repository.workspace}/${repository.slug}`,
    host: base.host,
    redact: secrets.redact,
  };
  const seen: { requests: number; rateLimit: RateLimit | undefined } = { requests: 0, rateLimit: undefined };
  const observe = (response: HttpResponse) => {
    const told = rateLimitIn(response);
    if (told?.nearLimit && !seen.rateLimit?.nearLimit)
      log.warn('Bitbucket’s limit of requests is near.', { code: 'rate-limited' });
    seen.rateLimit = told ?? seen.rateLimit;
  };
  const userAgent = options.userAgent ?? 'code-scan-pipe';
  const signed = (next: Send): Send => {
    return (request) => {
      seen.requests += 1;
      return next({ ...request, headers: { 'user-agent': userAgent, ...request.headers } });
    };
  };
  const wire = transport({
    ...(credentials.kind === 'pipelines-proxy' && { forwardTo: credentials.proxyUrl }),
    ...(options.proxies !== undefined && { proxies: options.proxies }),
    ...(options.ca !== undefined && { ca: options.ca }),
  });
  const once = layered(
    wire.send,
    timeLimit(options.requestTimeout ?? usualTimeout),
    trace(log, clock, observe),
    signed,
  );
  const again = () => retry(options.retries ?? usualRetries, options);
  const send = layered(
    once,
    again(),
    wholeJson,
    noPage,
    limit(places),
    redirect(base),
    authorise(
      authorisationFor(options, layered(once, again(), wholeJson, noPage), speaker, secrets),
      base.origin,
    ),
  );
  return {
    api: (deadline, calls) => createApi({ send, base, deadline, speaker, calls }),
    get requestsSent() {
      return seen.requests;
    },
    get rateLimit() {
      return seen.rateLimit;
    },
    close: () => wire.close(),
  };
}

function authorisationFor(
  { credentials, apiUrl, clock }: ChannelOptions,
  send: Send,
  speaker: Speaker,
  { remember }: Redaction,
): Authorisation {
  if (credentials.kind !== 'oauth-client') return fixedAuthorisation(credentials);
  const { clientId, clientSecret } = credentials;
  return oauth({ clientId, clientSecret, tokenUrl: tokenUrl(apiUrl), send, clock, speaker, remember });
}
