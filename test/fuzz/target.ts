import fc from 'fast-check';

/** How a campaign goes over one target. The same three give the same cases. */
export interface Plan {
  readonly seed: number;
  readonly cases: number;
  /** Lives one failure of that seed again, as a report named it. */
  readonly path?: string;
}

export interface Outcome {
  readonly target: string;
  readonly cases: number;
  readonly seconds: number;
  readonly failure?: Failure;
}

export interface Failure {
  readonly seed: number;
  readonly path: string;
  /** The smallest case found that still fails, as code. */
  readonly shrunk: string;
  readonly error: string;
}

/** One reader of hostile input, or one writer of hostile text. */
export interface Target {
  readonly name: string;
  /** Of all cases of a campaign: what is slow has a small one. */
  readonly share: number;
  attack(plan: Plan): Promise<Outcome>;
}

/** Throws where the case shows something that must not be; `close` ends servers. */
export interface Attempt<Case> {
  try(one: Case): Promise<void> | void;
  close?(): Promise<void>;
}

/**
 * `mostSeconds`: of processor time, so that a busy machine fails nothing. What takes longer for so small an input
 * hangs.
 */
export function target<Case>(
  name: string,
  share: number,
  cases: fc.Arbitrary<Case>,
  open: () => Promise<Attempt<Case>> | Attempt<Case>,
  mostSeconds = 5,
): Target {
  return {
    name,
    share,
    async attack({ seed, cases: numRuns, path }) {
      const begun = performance.now();
      const attempt = await open();
      const property = fc.asyncProperty(cases, async (one) => {
        const before = process.cpuUsage();
        await attempt.try(one);
        const seconds = process.cpuUsage(before).user / 1e6;
        if (seconds > mostSeconds) throw new Error(`it took ${seconds.toFixed(1)} s`);
      });
      try {
        const details = await fc.check(property, { seed, numRuns, ...(path !== undefined && { path }) });
        const { counterexample, counterexamplePath, errorInstance } = details;
        return {
          target: name,
          cases: details.numRuns,
          seconds: (performance.now() - begun) / 1000,
          ...(details.failed && {
            failure: {
              seed,
              path: counterexamplePath ?? '',
              shrunk: fc.stringify(counterexample?.[0]),
              error: errorInstance instanceof Error ? (errorInstance.stack ?? '') : String(errorInstance),
            },
          }),
        };
      } finally {
        await attempt.close?.();
      }
    },
  };
}
