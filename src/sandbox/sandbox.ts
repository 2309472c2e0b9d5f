import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../core/clock.ts';
import type { Call } from './call.ts';
import { type Credential, Credentials } from './credentials.ts';
import type { FaultPlan } from './fault.ts';
import { Human } from './human.ts';
import { createProxy } from './proxy.ts';
import { type RateLimit, RateLimiter, usualRateLimit } from './rate-limit.ts';
import { developer, initialState, type SandboxSeed } from './seed.ts';
import { close, deserted, listen, type ServerParts, serve } from './server.ts';
import type { Account, SandboxState } from './state.ts';
import { type Limits, Store } from './store.ts';

export interface SandboxOptions {
  /** What is there to begin with, or the state that an earlier server ended with. */
  readonly start: SandboxSeed | SandboxState;
  /** Who may call. Without any, a public repository can still be read, and the proxy used. */
  readonly credentials?: readonly Credential[];
  /** Time as the server tells it; the machine's where unsaid. */
  readonly clock?: Clock;
  /** Ids of comments and tasks; counting up where unsaid. */
  readonly nextId?: () => number;
  readonly rateLimit?: Partial<RateLimit>;
  readonly limits?: Partial<Limits>;
  readonly faults?: FaultPlan;
  /** A loopback address where unsaid, and a free port. */
  readonly host?: string;
  readonly port?: number;
  /** True starts a second listener: the Pipelines authentication proxy. */
  readonly proxy?: boolean;
}

export interface Sandbox {
  /** The base of the REST API, such as `http://127.0.0.1:40123/2.0`. */
  readonly url: string;
  /** The Pipelines proxy's own address; undefined unless asked for. */
  readonly proxyUrl: string | undefined;
  /** What is there now, as plain JSON: it can be written to a file and given to a later `startSandbox`. */
  readonly state: SandboxState;
  /** Every request so far. */
  readonly calls: readonly Call[];
  /** What goes wrong from now on; undefined for nothing. Can be set at any time. */
  faults: FaultPlan | undefined;
  /** Acts as a person at the site, as the usual developer where nobody is named. */
  as(account?: Account): Human;
  /** Makes all tokens that OAuth clients have taken worthless. */
  expireTokens(): void;
  /** Resolves when no client is connected any more: all that was sent has been taken up by then. */
  deserted(): Promise<void>;
  /** Ends it at once, open connections too. Throws what went wrong inside the server itself, if anything did. */
  close(): Promise<void>;
}

const usualLimits: Limits = { commentLength: 32_768, offDiffAnchors: 'refuse' };

const realClock: Clock = {
  now: Date.now,
  sleep: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, { ref: false, ...(signal && { signal }) });
  },
};

/** Starts an embedded Bitbucket on a loopback port. Rejects where the port cannot be had. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clock = realClock, host = '127.0.0.1', port = 0 } = options;
  const now = () => clock.now();
  const state = 'version' in options.start ? options.start : initialState(options.start, now());
  const limits = { ...usualLimits, ...options.limits };
  const store = new Store(state, { now, limits, ...(options.nextId && { nextId: options.nextId }) });
  const credentials = new Credentials(options.credentials ?? [], now);
  const limiter = new RateLimiter({ ...usualRateLimit, ...options.rateLimit }, now);
  const calls: Call[] = [];
  const defects: unknown[] = [];
  const current = { faults: options.faults };
  const parts: ServerParts = { store, credentials, limiter, clock, calls, plan: () => current.faults };

  const api = createServer((request, response) => {
    const origin = `http://${request.headers.host ?? host}`;
    serve(request, response, { target: request.url ?? '/', origin }, parts).catch((error: unknown) => {
      defects.push(error);
      response.destroy();
    });
  });
  const proxy = options.proxy
    ? createProxy(store.repository, parts, (error) => defects.push(error))
    : undefined;
  const apiPort = await listen(api, host, port);
  const proxyPort = proxy && (await listen(proxy, host, 0));

  return {
    url: `http://${host}:${apiPort}/2.0`,
    proxyUrl: proxyPort === undefined ? undefined : `http://${host}:${proxyPort}`,
    get state() {
      return store.snapshot();
    },
    calls,
    get faults() {
      return current.faults;
    },
    set faults(plan) {
      current.faults = plan;
    },
    as: (account = developer) => new Human(account, store),
    expireTokens: () => credentials.expireIssued(),
    deserted: () => deserted(api),
    close: async () => {
      await Promise.all([close(api), ...(proxy ? [close(proxy)] : [])]);
      if (defects.length > 0) throw new AggregateError(defects, 'the embedded Bitbucket has a defect');
    },
  };
}
