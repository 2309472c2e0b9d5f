import { NetworkError } from './network-error.ts';
import type { Layer } from './send.ts';

/**
 * Ends one sending that has no whole answer within `milliseconds`, body included: a slow body cannot hold the step.
 * The timer is real whatever the clock: it guards a real socket.
 */
export function timeLimit(milliseconds: number): Layer {
  return (next) => async (request) => {
    const timer = new AbortController();
    const late = new NetworkError('timed-out', `there was no whole answer within ${milliseconds / 1000} s`);
    const timeout = setTimeout(() => timer.abort(late), milliseconds);
    try {
      return await next({ ...request, signal: AbortSignal.any([request.signal, timer.signal]) });
    } finally {
      clearTimeout(timeout);
    }
  };
}
