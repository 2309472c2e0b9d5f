import type { Log } from '../core/log.ts';
import type { Connection } from './connect.ts';
import { limits } from './limits.ts';

/** How many requests a piece of work is going to send, repetitions after failures aside. */
export interface CallPlan {
  readonly reads: number;
  readonly writes: number;
}

/** What this run may send within the hour that Bitbucket counts; what other runs send is not known. */
export interface CallBudget {
  /** Requests that are neither sent nor planned; never below zero. */
  readonly left: number;
  /** Logs what is going to be sent before it is, with a warning where the hour does not allow it. */
  announce(what: string, plan: CallPlan): void;
}

/** A budget that nobody counts: for a server that takes any number. */
export const boundless: CallBudget = { left: Number.POSITIVE_INFINITY, announce: () => undefined };

export function callBudget(connection: Pick<Connection, 'requestsSent' | 'rateLimit'>, log: Log): CallBudget {
  // What was planned counts as spent from then on, whether it is sent yet or not.
  const planned = { since: 0, requests: 0 };
  const perHour = () => connection.rateLimit?.limit ?? limits.requestsPerHour;
  const left = () => {
    const spent = Math.max(connection.requestsSent, planned.since + planned.requests);
    return Math.max(0, Math.min(perHour() - spent, connection.rateLimit?.remaining ?? perHour()));
  };
  return {
    get left() {
      return left();
    },
    announce(what, { reads, writes }) {
      const fits = reads + writes <= left();
      if (planned.requests === 0) planned.since = connection.requestsSent;
      planned.requests += reads + writes;
      const fields = { reads, writes, sent: connection.requestsSent, perHour: perHour() };
      if (!fits)
        log.warn(`${what} takes more requests than Bitbucket allows an hour`, {
          code: 'rate-limited',
          ...fields,
        });
      else if (reads + writes > 0) log.debug(`plan of ${what}`, fields);
    },
  };
}
