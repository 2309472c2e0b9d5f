import type { Clock } from '../core/clock.ts';

/** Until when a group of requests may take: the signal ends them, `endsAt` tells who would wait that it is no use. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
  /** Present where time counts only while requests are under way: each is to be sent inside of it. */
  during?<T>(work: () => Promise<T>): Promise<T>;
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
  return { signal: either(controller.signal, parent), endsAt: clock.now() + seconds * 1000 };
}

/** A deadline that begins when its first request is sent: what was prepared long before does not lose time by it. */
export function fromFirstRequest(begin: () => Deadline): Deadline {
  let begun: Deadline | undefined;
  const current = () => {
    begun ??= begin();
    return begun;
  };
  return {
    get signal() {
      return current().signal;
    },
    get endsAt() {
      return current().endsAt;
    },
  };
}

/** `seconds` of requests under way, several at once counted once: between them, others may work as long as they like. */
export function stopwatch(what: string, seconds: number, clock: Clock, parent?: AbortSignal): Deadline {
  const controller = new AbortController();
  const state = { left: seconds * 1000, underWay: 0, since: 0 };
  let timer: NodeJS.Timeout | undefined;
  return {
    signal: either(controller.signal, parent),
    get endsAt() {
      return (state.underWay > 0 ? state.since : clock.now()) + state.left;
    },
    async during(work) {
      if (state.underWay === 0) {
        state.since = clock.now();
        timer = setTimeout(() => controller.abort(new DeadlinePassed(what, seconds)), state.left).unref();
      }
      state.underWay += 1;
      try {
        return await work();
      } finally {
        state.underWay -= 1;
        if (state.underWay === 0) {
          clearTimeout(timer);
          state.left = Math.max(0, state.left - (clock.now() - state.since));
        }
      }
    },
  };
}

function either(signal: AbortSignal, parent: AbortSignal | undefined): AbortSignal {
  return parent === undefined ? signal : AbortSignal.any([parent, signal]);
}
