import type { Clock } from '../../src/core/clock.ts';

export interface JumpingClock extends Clock {
  /** Every sleep in milliseconds, in order. */
  readonly sleeps: readonly number[];
}

/** A clock on which sleeping takes no time but moves the hands. */
export function jumpingClock(start = Date.UTC(2026, 9, 1, 12)): JumpingClock {
  let now = start;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      sleeps.push(milliseconds);
      const end = now + milliseconds;
      // Others get their turn before the hands move: sleeps run side by side.
      await new Promise<void>((resolve) => setImmediate(resolve));
      now = Math.max(now, end);
    },
  };
}
