import type { Clock } from '../core/clock.ts';

/** Until when a group of requests may take: the signal ends them, `endsAt` tells who would wait that it is no use. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
}

export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';

  constructor(what: string, seconds: number) {
    super(`${what} took longer than ${seconds} s`);
  }
}

/**
 * A deadline `seconds` from now that also ends when `parent` does. `what` names the work in the error, such as
 * `publishing`. The timer is real whatever the clock: it guards real sockets. It does not keep the process alive.
 */
export function deadline(what: string, seconds: number, clock: Clock, parent?: AbortSignal): Deadline {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new DeadlinePassed(what, seconds)), seconds * 1000).unref();
  const signal = parent === undefined ? controller.signal : AbortSignal.any([parent, controller.signal]);
  return { signal, endsAt: clock.now() + seconds * 1000 };
}
