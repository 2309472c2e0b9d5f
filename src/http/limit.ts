import type { Lane, Layer } from './send.ts';

/** At most so many requests of each lane under way at once; others stand in line, first come first served. */
export function limit(places: Readonly<Record<Lane, number>>): Layer {
  const lanes: Readonly<Record<Lane, Queue>> = {
    read: new Queue(places.read),
    write: new Queue(places.write),
    notify: new Queue(places.notify),
  };
  return (next) => async (request) => {
    const lane = lanes[request.lane];
    await lane.enter(request.signal);
    try {
      return await next(request);
    } finally {
      lane.leave();
    }
  };
}

class Queue {
  readonly #waiting = new Set<() => void>();
  #free: number;

  constructor(places: number) {
    this.#free = places;
  }

  /** Resolves with a place taken; rejects with the signal's reason. */
  async enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const leaveLine = () => {
      this.#waiting.delete(resolve);
      reject(signal.reason);
    };
    this.#waiting.add(resolve);
    signal.addEventListener('abort', leaveLine, { once: true });
    await promise.finally(() => signal.removeEventListener('abort', leaveLine));
  }

  /** The place goes to the next in line, if any. */
  leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free += 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
