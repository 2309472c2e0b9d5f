import type { HttpResponse } from './send.ts';

/**
 * Milliseconds that the server asks to wait, or undefined where it says nothing that can be understood:
 * `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3), else `X-RateLimit-Reset` in seconds from now or
 * since 1970 where `X-RateLimit-Remaining` is not above zero.
 */
export function askedToWait({ headers }: HttpResponse, now: number): number | undefined {
  const retryAfter = headers['retry-after'];
  if (retryAfter !== undefined) {
    const wait = secondsOf(retryAfter) ?? untilDate(retryAfter, now);
    if (wait !== undefined) return wait;
  }
  const reset = secondsOf(headers['x-ratelimit-reset']);
  if (reset === undefined || Number(headers['x-ratelimit-remaining'] ?? '0') > 0) return undefined;
  return reset > secondsSince1970 * 1000 ? Math.max(0, reset - now) : reset;
}

/** A number of seconds above this is a point in time (2001), not a span: a span of it would be thirty years. */
const secondsSince1970 = 1_000_000_000;

function secondsOf(value: string | undefined): number | undefined {
  if (value === undefined || !/^\d{1,15}(?:\.\d{1,9})?$/.test(value.trim())) return undefined;
  return Number(value) * 1000;
}

/** Only the form that RFC 9110 lets a server write; `Date.parse` alone would take `1 apple` for a date. */
function untilDate(value: string, now: number): number | undefined {
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(value.trim()))
    return undefined;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
