import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { HttpResponse, Layer } from './send.ts';

/**
 * One debug line for every sending, and every answer to `observe`. Neither headers nor bodies nor the query are
 * logged, for they may hold secrets or strangers' text.
 */
export function trace(log: Log, clock: Clock, observe: (response: HttpResponse) => void): Layer {
  return (next) => async (request) => {
    const { method, url } = request;
    const call = { method, host: url.host, path: url.pathname };
    const start = clock.now();
    try {
      const response = await next(request);
      observe(response);
      log.debug('request', { ...call, status: response.status, milliseconds: clock.now() - start });
      return response;
    } catch (error) {
      log.debug('request failed', {
        ...call,
        error: error instanceof Error ? error.message : String(error),
        milliseconds: clock.now() - start,
      });
      throw error;
    }
  };
}
