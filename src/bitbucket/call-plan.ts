import type { Log } from '../core/log.ts';
import { limits } from './limits.ts';
import type { RateLimit } from './rate-limit.ts';

/** How many calls a piece of work is going to make. */
export interface CallPlan {
  readonly reads: number;
  readonly writes: number;
}

/**
 * Logs what is going to be sent before it is, with a warning where it does not fit into what an hour allows. True
 * where it fits; `sent` are the requests of this run so far, those of other runs are not known.
 */
export function announcePlan(
  { reads, writes }: CallPlan,
  sent: number,
  rateLimit: RateLimit | undefined,
  log: Log,
): boolean {
  const perHour = rateLimit?.limit ?? limits.requestsPerHour;
  const left = Math.min(perHour - sent, rateLimit?.remaining ?? perHour);
  const fits = reads + writes <= left;
  const fields = { reads, writes, sent, perHour };
  const plan = `Publishing takes ${reads} reads and ${writes} writes`;
  if (fits) log.info(`${plan}.`, fields);
  else
    log.warn(`${plan}; Bitbucket allows ${perHour} requests an hour and ${sent} were sent already.`, fields);
  return fits;
}
