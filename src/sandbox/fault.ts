/** Something that goes wrong with one request. `applied` faults do what was asked before they go wrong. */
export type Fault =
  /** Plain-text 429 as Bitbucket sends it, usually without `Retry-After`. Not applied. */
  | { readonly kind: 'rate-limited'; readonly retryAfter?: string }
  /** An HTML page instead of the API's answer. */
  | { readonly kind: 'server-error'; readonly status: 500 | 502 | 503 | 504; readonly applied?: boolean }
  /** The connection is cut without an answer. */
  | { readonly kind: 'reset'; readonly applied: boolean }
  /** The JSON breaks off half way, under a header that says so much and no more. */
  | { readonly kind: 'truncated-json' }
  /** Headers at once, then the body in two parts with a pause between them. */
  | { readonly kind: 'slow-body'; readonly milliseconds: number }
  /** Nothing ever comes back. */
  | { readonly kind: 'no-answer'; readonly applied?: boolean }
  /** A page of a list starts with the last item of the page before, as when somebody adds to it meanwhile. */
  | { readonly kind: 'repeated-items' }
  /** Sent elsewhere: the credential must not follow to another host. */
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: 301 | 302 | 307 | 308 };

/** What a plan can go by. `index` counts all requests from 0. */
export interface FaultTarget {
  readonly index: number;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** Asked once for every request, in order. */
export type FaultPlan = (target: FaultTarget) => Fault | undefined;

/** One step of a script: at a request's index, or at the first `times` requests that a predicate picks. */
export interface FaultStep {
  readonly at?: number;
  readonly when?: (target: FaultTarget) => boolean;
  /** Once where unsaid. */
  readonly times?: number;
  readonly fault: Fault;
}

/** The first step that fits and is not used up decides. */
export function scriptedFaults(steps: readonly FaultStep[]): FaultPlan {
  const left = steps.map(({ times = 1 }) => times);
  return (target) => {
    const found = steps.findIndex(
      ({ at, when }, index) =>
        (left[index] ?? 0) > 0 && (at === undefined || at === target.index) && (when?.(target) ?? true),
    );
    const step = steps[found];
    if (step === undefined) return undefined;
    left[found] = (left[found] ?? 0) - 1;
    return step.fault;
  };
}

/**
 * Picks from `faults` for a share of all requests, 0 to 1: the same seed picks the same for the same requests.
 * After `most` faults in a row nothing more goes wrong, so that a client that tries again gets through.
 */
export function seededFaults(
  seed: number,
  {
    faults,
    rate,
    most = 2,
  }: { readonly faults: readonly Fault[]; readonly rate: number; readonly most?: number },
): FaultPlan {
  const random = randomNumbers(seed);
  let inARow = 0;
  return () => {
    const [hit, choice] = [random() < rate, random()];
    if (!hit || inARow >= most) {
      inARow = 0;
      return undefined;
    }
    inARow += 1;
    return faults[Math.floor(choice * faults.length)];
  };
}

/** Mulberry32: small, repeatable, good enough for choosing faults. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
