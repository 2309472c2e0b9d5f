import { setTimeout as sleep } from 'node:timers/promises';
import type { Bitbucket } from '../bitbucket/bitbucket.ts';
import { type CallBudget, callBudget } from '../bitbucket/call-budget.ts';
import { type Credentials, pipelinesProxy } from '../bitbucket/credentials.ts';
import type { RepositoryName } from '../core/change.ts';
import type { Clock } from '../core/clock.ts';
import { type Deadline, deadline, fromFirstRequest, stopwatch } from '../http/deadline.ts';
import type { Configuration } from './configuration.ts';
import { waysOut } from './ways-out.ts';
import type { World } from './world.ts';

/**
 * Seconds that each part of the conversation with Bitbucket has, all requests and waits together. Publishing ends
 * after 112 s whatever happens, which with the 58 s for reading leaves 10 s of three minutes to a machine that is busy.
 * Code Insights end first and the threads next, so that one of them that hangs costs neither the summary nor the last
 * status: one left at INPROGRESS would block merge checks for good.
 */
const usualLimits = { reading: 58, insights: 80, conversation: 102, publishing: 112, stopping: 8 };

/** The way to Bitbucket, if there is one. */
export interface Remote extends AsyncDisposable {
  /** For reads before publishing, and for the first status. */
  readonly reading?: Bitbucket;
  /** Its clock starts with its first request. */
  readonly publishing?: Bitbucket;
  /** Of the requests of this run. */
  readonly budget?: CallBudget;
  /** For the last status of a run that was stopped: short, and whatever stopped the run does not stop it. */
  stopping(): Bitbucket | undefined;
}

export const noRemote: Remote = {
  stopping: () => undefined,
  [Symbol.asyncDispose]: async () => undefined,
};

/** Where nothing is to be sent, there is no way. */
export async function openRemote(world: World, configuration: Configuration): Promise<Remote> {
  const { credentials, pipelines, settings } = configuration;
  if (credentials === undefined || pipelines.repository === undefined) return noRemote;
  // `PUBLISH=none` without a credential of the user's own says that nothing is to leave the machine.
  if (credentials.kind === 'pipelines-proxy' && settings.publish.includes('none')) return noRemote;
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
    readonly limits?: Readonly<typeof usualLimits>;
  },
): Promise<Remote> {
  const { connect } = await import('../bitbucket/connect.ts');
  const { log, random, signal } = world;
  const { limits = usualLimits } = options;
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
  const session = (end: Deadline) => connection.session(end).bitbucket;
  const end = (what: string, part: keyof typeof limits, parent?: AbortSignal) =>
    deadline(what, limits[part], clock, parent);
  return {
    reading: session(stopwatch('reading', limits.reading, clock, signal)),
    publishing: publishingSessions(session, (part) => end('publishing', part, signal)),
    budget: callBudget(connection, log),
    stopping: () => session(end('stopping', 'stopping')),
    [Symbol.asyncDispose]: () => connection.close(),
  };
}

/** One `Bitbucket` whose parts have ends of their own, all counted from the first request of any. */
function publishingSessions(
  session: (end: Deadline) => Bitbucket,
  end: (part: 'insights' | 'conversation' | 'publishing') => Deadline,
): Bitbucket {
  const begin = once(() => ({
    insights: end('insights'),
    conversation: end('conversation'),
    publishing: end('publishing'),
  }));
  const insights = session(fromFirstRequest(() => begin().insights));
  const { putStatus } = session(fromFirstRequest(() => begin().publishing));
  return {
    ...session(fromFirstRequest(() => begin().conversation)),
    report: insights.report,
    putReport: insights.putReport,
    deleteReport: insights.deleteReport,
    annotations: insights.annotations,
    postAnnotations: insights.postAnnotations,
    deleteAnnotation: insights.deleteAnnotation,
    putStatus,
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
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
