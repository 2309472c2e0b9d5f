import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { askedToWait } from './asked-to-wait.ts';
import { NetworkError } from './network-error.ts';
import { type Gate, Patience } from './patience.ts';
import type { HttpRequest, HttpResponse, Layer, Send } from './send.ts';

export interface RetryPolicy {
  /** Most sendings of one request whose fate is unsure. */
  readonly attempts: number;
  /** Most sendings of one request that the server turns away with 429; the budget usually ends them first. */
  readonly refusals: number;
  /** Most milliseconds that one request waits in all. */
  readonly budget: number;
  /** Upper bound of the first wait in milliseconds; it doubles with each attempt. */
  readonly firstWait: number;
  /** Upper bound of any wait that the server did not ask for, in milliseconds. */
  readonly longestWait: number;
}

/** Patient enough for a restart of the server or a burst of others, short enough for a build step. */
export const usualRetries: RetryPolicy = {
  attempts: 5,
  refusals: 15,
  budget: 60_000,
  firstWait: 1000,
  longestWait: 20_000,
};

export interface RetryTools {
  readonly clock: Clock;
  /** From 0 up to but not including 1. */
  readonly random: () => number;
  readonly log: Log;
}

/**
 * Sends again by policy: after 429 always, for the server says that it did nothing; after 408, 5xx and a lost answer
 * only what is idempotent. Waits as long as the server asks, else a random time below a bound that doubles ("full
 * jitter": https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). A wait that does not fit into
 * the budget or before the deadline fails at once with a `WaitTooLong`. While one request is told to wait, all others
 * through the same layer wait too. Sits outside `limit`, so that who waits takes nobody's place.
 */
export function retry(policy: RetryPolicy, tools: RetryTools): Layer {
  const gate: Gate = { opensAt: 0 };
  return (next) => (request) => persist(next, request, { ...policy, ...tools, gate });
}

type Persistence = RetryPolicy & RetryTools & { readonly gate: Gate };

async function persist(next: Send, request: HttpRequest, how: Persistence): Promise<HttpResponse> {
  const patience = new Patience(how.budget, how.clock, request);
  const seen = { refused: 0, unsure: 0 };
  for (let attempt = 1; ; attempt += 1) {
    await patience.pass(how.gate);
    const outcome = await attemptOnce(next, request);
    const kind = isRefusal(outcome) ? 'refused' : 'unsure';
    seen[kind] += 1;
    if (seen[kind] >= mostOften(outcome, request, how)) return settle(outcome);
    const wait = waitAfter(outcome, attempt, how);
    if (wait.forAll) how.gate.opensAt = Math.max(how.gate.opensAt, how.clock.now() + wait.milliseconds);
    how.log.debug('waiting before a request is sent again', {
      method: request.method,
      path: request.url.pathname,
      after: outcome instanceof NetworkError ? outcome.failure : outcome.status,
      milliseconds: Math.round(wait.milliseconds),
      attempt,
    });
    await patience.wait(wait.milliseconds, outcome instanceof NetworkError ? undefined : outcome);
  }
}

async function attemptOnce(next: Send, request: HttpRequest): Promise<HttpResponse | NetworkError> {
  request.signal.throwIfAborted();
  try {
    return await next(request);
  } catch (error) {
    if (error instanceof NetworkError) return error;
    throw error;
  }
}

function isRefusal(outcome: HttpResponse | NetworkError): boolean {
  return !(outcome instanceof NetworkError) && outcome.status === 429;
}

/** How often a request may have an outcome of this kind. */
function mostOften(outcome: HttpResponse | NetworkError, request: HttpRequest, policy: RetryPolicy): number {
  if (outcome instanceof NetworkError) return request.idempotent && outcome.passing ? policy.attempts : 1;
  if (outcome.status === 429) return policy.refusals;
  const unsure = outcome.status === 408 || (outcome.status >= 500 && outcome.status !== 501);
  return unsure && request.idempotent ? policy.attempts : 1;
}

interface Wait {
  readonly milliseconds: number;
  /** The server spoke to all of us, not of this one request: with 429, or with a wait that one would wait. */
  readonly forAll: boolean;
}

/** A wait that the server asks for is a lower bound: `Retry-After: 0` in a storm must not use up all attempts at once. */
function waitAfter(outcome: HttpResponse | NetworkError, attempt: number, how: Persistence): Wait {
  const backOff = how.random() * Math.min(how.longestWait, how.firstWait * 2 ** (attempt - 1));
  if (outcome instanceof NetworkError) return { milliseconds: backOff, forAll: false };
  const asked = askedToWait(outcome, how.clock.now());
  return {
    milliseconds: Math.max(asked ?? 0, backOff),
    forAll: outcome.status === 429 || (asked !== undefined && asked <= how.budget),
  };
}

function settle(outcome: HttpResponse | NetworkError): HttpResponse {
  if (outcome instanceof NetworkError) throw outcome;
  return outcome;
}
