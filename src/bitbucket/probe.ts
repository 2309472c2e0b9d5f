import type { Deadline } from '../http/deadline.ts';
import type { HttpResponse } from '../http/send.ts';
import { type Call, path, type Scope, withQuery } from './call.ts';
import { type ChannelOptions, openChannel } from './channel.ts';
import type { Credentials } from './credentials.ts';
import type { RateLimit } from './rate-limit.ts';

/** What one read gave: its answer, why it failed, or undefined where there was nothing to read. */
export type Attempt = HttpResponse | Error | undefined;

/** What a credential can read of each thing that publishers write. */
export interface Probe {
  readonly kind: Credentials['kind'];
  readonly repository: Attempt;
  readonly statuses: Attempt;
  readonly insights: Attempt;
  readonly pullRequest: Attempt;
  readonly comments: Attempt;
  readonly rateLimit: RateLimit | undefined;
}

export interface ProbeTargets {
  readonly commit?: string;
  readonly pullRequest?: number;
  readonly deadline: Deadline;
}

/** One read of each kind, all at once; nothing is written. */
export async function probe(options: ChannelOptions, targets: ProbeTargets): Promise<Probe> {
  const channel = openChannel(options);
  const api = channel.api(targets.deadline, { reads: 0, writes: 0 });
  const read = (wanted: Wanted | undefined): Promise<Attempt> =>
    wanted === undefined ? Promise.resolve(undefined) : api.send(readOf(wanted)).catch(asError);
  const wanted = wantedOf(options, targets);
  try {
    const [repository, statuses, insights, pullRequest, comments] = await Promise.all([
      read(wanted.repository),
      read(wanted.statuses),
      read(wanted.insights),
      read(wanted.pullRequest),
      read(wanted.comments),
    ]);
    const { rateLimit } = channel;
    return {
      kind: options.credentials.kind,
      repository,
      statuses,
      insights,
      pullRequest,
      comments,
      rateLimit,
    };
  } finally {
    await channel.close();
  }
}

interface Wanted {
  readonly target: string;
  readonly fields?: string;
  readonly scope: Scope;
  readonly about: string;
}

type Wishes = Partial<Record<'repository' | 'statuses' | 'insights' | 'pullRequest' | 'comments', Wanted>>;

function wantedOf(
  { credentials, repository }: ChannelOptions,
  { commit, pullRequest }: ProbeTargets,
): Wishes {
  const root = path`/repositories/${repository.workspace}/${repository.slug}`;
  const ofCommit = commit === undefined ? undefined : `${root}${path`/commit/${commit}`}`;
  const about = `commit ${commit}`;
  const insights = ofCommit && { target: `${ofCommit}/reports`, scope: 'repository' as const, about };
  // The Pipelines proxy serves nothing else.
  if (credentials.kind === 'pipelines-proxy') return insights ? { insights } : {};
  const pulls = `${root}/pullrequests`;
  const common = { scope: 'pullrequest', about: 'pull requests' } as const;
  return {
    repository: { target: root, fields: 'full_name', scope: 'repository', about: 'repository' },
    ...(ofCommit && { statuses: { target: `${ofCommit}/statuses`, scope: 'repository', about } }),
    ...(insights && { insights }),
    ...(pullRequest === undefined
      ? { comments: { ...common, target: pulls, fields: 'values.id' } }
      : {
          pullRequest: { ...common, ...onePullRequest(pulls, pullRequest), fields: 'id,state' },
          comments: { ...common, ...onePullRequest(pulls, pullRequest, '/comments'), fields: 'values.id' },
        }),
  };
}

function onePullRequest(pulls: string, id: number, below = ''): Pick<Wanted, 'target' | 'about'> {
  return { target: `${pulls}${path`/${id}`}${below}`, about: `pull request ${id}` };
}

function readOf({ target, fields, scope, about }: Wanted): Call {
  const trimmed = fields === undefined ? target : withQuery(target, { fields });
  return { method: 'GET', target: trimmed, lane: 'read', idempotent: true, scope, about };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
