import type { Deadline } from '../http/deadline.ts';
import { annotations } from './annotations.ts';
import type { Calls } from './api.ts';
import type { Bitbucket } from './bitbucket.ts';
import { type ChannelOptions, openChannel } from './channel.ts';
import { comments } from './comments.ts';
import { commits } from './commits.ts';
import { createComment } from './create-comment.ts';
import { fallback } from './fallback.ts';
import { pullRequests } from './pull-requests.ts';
import type { RateLimit } from './rate-limit.ts';
import { refusing } from './refusing.ts';
import { reports } from './reports.ts';
import { review } from './review.ts';
import { statuses } from './statuses.ts';
import { tasks } from './tasks.ts';

export interface ConnectOptions extends ChannelOptions {
  /** The Pipelines proxy to publish Code Insights through where the credential is refused for them. */
  readonly insightsProxy?: string;
}

/** One piece of work with an end of its own: a publisher's, say. */
export interface Session {
  readonly bitbucket: Bitbucket;
  /** What this session did so far; `writes` is what a publication reports. */
  readonly calls: Readonly<Calls>;
}

export interface Connection {
  /** Sessions share the token, the waiting after 429, the lanes and the sockets. */
  session(deadline: Deadline): Session;
  /** Requests sent so far, each repetition and token request included: what Bitbucket counts against the hour. */
  readonly requestsSent: number;
  /** What Bitbucket told last of its limit. */
  readonly rateLimit: RateLimit | undefined;
  /** Ends idle sockets; call it when all is done. */
  close(): Promise<void>;
}

/** The way to one repository on Bitbucket Cloud. Sends nothing by itself. */
export function connect(options: ConnectOptions): Connection {
  const { credentials, repository, insightsProxy, clock, random, log } = options;
  const main = openChannel(options);
  const proxied =
    insightsProxy === undefined || credentials.kind === 'pipelines-proxy'
      ? undefined
      : openChannel({ ...options, credentials: { kind: 'pipelines-proxy', proxyUrl: insightsProxy } });
  const withFallback = fallback(log);
  const channels = proxied === undefined ? [main] : [main, proxied];

  return {
    session(deadline) {
      const calls: Calls = { reads: 0, writes: 0 };
      const direct = main.api(deadline, calls);
      const everything = credentials.kind === 'pipelines-proxy' ? refusing(direct) : direct;
      const insights = proxied === undefined ? direct : withFallback(direct, proxied.api(deadline, calls));
      const commentCalls = comments(everything, repository);
      const tools = { clock, random, log, deadline };
      const bitbucket: Bitbucket = {
        repository,
        reach: credentials.kind === 'pipelines-proxy' ? 'insights' : 'everything',
        ...statuses(everything, repository),
        ...reports(insights, repository),
        ...annotations(insights, repository),
        ...commentCalls,
        createComment: createComment(everything, repository, commentCalls.comments, tools),
        ...pullRequests(everything, repository, log),
        ...tasks(everything, repository),
        ...review(everything, repository),
        ...commits(everything, repository),
      };
      return { bitbucket, calls };
    },
    get requestsSent() {
      return channels.reduce((sum, { requestsSent }) => sum + requestsSent, 0);
    },
    get rateLimit() {
      return main.rateLimit;
    },
    async close() {
      await Promise.all(channels.map((each) => each.close()));
    },
  };
}
