import { type Fault, type FaultPlan, seededFaults } from '../../src/sandbox/fault.ts';

/** Everything that the way to Bitbucket and Bitbucket itself were seen to do. */
const menu: readonly Fault[] = [
  { kind: 'rate-limited' },
  { kind: 'rate-limited', retryAfter: '2' },
  { kind: 'rate-limited', retryAfter: '900' },
  { kind: 'server-error', status: 500 },
  { kind: 'server-error', status: 500, applied: true },
  { kind: 'server-error', status: 502, applied: true },
  { kind: 'server-error', status: 503 },
  { kind: 'server-error', status: 504, applied: true },
  { kind: 'reset', applied: false },
  { kind: 'reset', applied: true },
  { kind: 'truncated-json' },
  { kind: 'slow-body', milliseconds: 1 },
  { kind: 'repeated-items' },
  { kind: 'redirect', to: 'https://elsewhere.example/2.0', status: 307 },
];

/** Silence costs real time, so that few plans have it. */
const silence: readonly Fault[] = [{ kind: 'no-answer' }, { kind: 'no-answer', applied: true }];

/** How the weather is, from drizzle to a storm that no patience outlasts: share of requests, most faults in a row. */
const weathers = [
  { rate: 0.05, most: 1 },
  { rate: 0.2, most: 2 },
  { rate: 0.5, most: 3 },
  { rate: 0.6, most: 8 },
  { rate: 0.95, most: 40 },
] as const;

/** What goes wrong in one run. */
export interface Trouble {
  readonly plan: FaultPlan;
  /** The run ends at this request, by its index; undefined for a run that ends by itself. */
  readonly endsAt?: number;
  /** Milliseconds that a request may go unanswered. */
  readonly requestTimeout: number;
}

/**
 * `firstIndex`: of the run's first request. The same seed gives the same trouble. `patience`: how many times the usual
 * time a request may go unanswered.
 */
export function troubleOf(seed: number, firstIndex: number, patience = 1): Trouble {
  const { rate, most } = weathers[seed % weathers.length] ?? weathers[0];
  const isSilent = seed % 10 === 3;
  const plan = seededFaults(seed, { faults: isSilent ? [...menu, ...silence] : menu, rate, most });
  return {
    plan,
    ...(seed % 3 === 0 && { endsAt: firstIndex + ((seed * 7) % 40) }),
    requestTimeout: (isSilent ? 100 : 5000) * patience,
  };
}
