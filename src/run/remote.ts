import { setTimeout as sleep } from 'node:timers/promises';
import type { Bitbucket } from '../bitbucket/bitbucket.ts';
import { type Credentials, pipelinesProxy } from '../bitbucket/credentials.ts';
import type { RepositoryName } from '../core/change.ts';
import type { Clock } from '../core/clock.ts';
import { deadline } from '../http/deadline.ts';
import type { WaysOut } from '../http/transport.ts';
import type { Configuration } from './configuration.ts';
import type { World } from './world.ts';

/** Seconds that each part of the conversation with Bitbucket has, all requests and waits together. */
const limits = { reading: 60, publishing: 120, stopping: 8 };

/** The way to Bitbucket, if there is one. */
export interface Remote extends AsyncDisposable {
  /** For reads before publishing, and for the first status. */
  readonly reading?: Bitbucket;
  /** Starts the clock of publishing. */
  publishing(): Bitbucket | undefined;
  /** For the last status of a run that was stopped: short, and whatever stopped the run does not stop it. */
  stopping(): Bitbucket | undefined;
}

export const noRemote: Remote = {
  publishing: () => undefined,
  stopping: () => undefined,
  [Symbol.asyncDispose]: async () => undefined,
};

/** Where nothing is to be sent, there is no way. */
export async function openRemote(world: World, configuration: Configuration): Promise<Remote> {
  const { credentials, pipelines, settings } = configuration;
  if (credentials === undefined || pipelines.repository === undefined) return noRemote;
  return connectRemote(world, {
    credentials,
    apiUrl: settings.bitbucketApiUrl,
    repository: pipelines.repository,
    insidePipe: pipelines.insidePipe,
  });
}

/** The client is loaded only here: it is by far the largest part of the bundle. */
export async function connectRemote(
  world: World,
  options: {
    readonly credentials: Credentials;
    readonly apiUrl: string;
    readonly repository: RepositoryName;
    readonly insidePipe: boolean;
  },
): Promise<Remote> {
  const { connect } = await import('../bitbucket/connect.ts');
  const { log, random, signal } = world;
  const clock = clockOf(world);
  const connection = connect({
    credentials: options.credentials,
    apiUrl: options.apiUrl,
    repository: options.repository,
    clock,
    random,
    log,
    proxies: waysOut(world),
    ...(options.insidePipe && { insightsProxy: pipelinesProxy.fromPipe }),
  });
  const session = (part: keyof typeof limits, parent?: AbortSignal) =>
    connection.session(deadline(part, limits[part], clock, parent)).bitbucket;
  return {
    reading: session('reading', signal),
    publishing: () => session('publishing', signal),
    stopping: () => session('stopping'),
    [Symbol.asyncDispose]: () => connection.close(),
  };
}

export function clockOf({ now }: World): Clock {
  return {
    now,
    sleep: async (milliseconds, signal) => {
      await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
    },
  };
}

/** A company's proxies, by the usual names in either case. */
export function waysOut({ environment }: World): WaysOut {
  const http = environment['HTTP_PROXY'] ?? environment['http_proxy'];
  const https = environment['HTTPS_PROXY'] ?? environment['https_proxy'];
  const no = environment['NO_PROXY'] ?? environment['no_proxy'];
  return { ...(http && { http }), ...(https && { https }), ...(no && { no }) };
}
