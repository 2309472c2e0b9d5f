import type { RepositoryName } from '../core/change.ts';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Deadline } from '../http/deadline.ts';
import type { Api } from './api.ts';
import { ApiError } from './api-error.ts';
import type { Bitbucket, NewComment, RemoteComment } from './bitbucket.ts';
import { type Call, path } from './call.ts';
import { present } from './decode.ts';
import { remoteComment } from './remote-comment.ts';

export interface CommentTools {
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly deadline: Deadline;
}

/** Sendings of one comment; each but the first only after it was looked for in vain. */
const mostPosts = 4;

/** Upper bound in milliseconds of the first wait before looking; it doubles. */
const firstWait = 2000;

/**
 * Posts a comment once. Bitbucket knows no idempotency keys, so that after a failure that leaves it open whether the
 * comment was made the list is searched before it is posted again. The wait before gives a slow server the time to
 * finish what it had begun. Where the answer was a success that cannot be read, it is not posted again at all.
 */
export function createComment(
  api: Api,
  repository: RepositoryName,
  list: Bitbucket['comments'],
  tools: CommentTools,
): Bitbucket['createComment'] {
  return (pullRequest, comment, isThisOne) => {
    const look = () => find(list(pullRequest), isThisOne);
    return createOnce(api, post(repository, pullRequest, comment), look, tools);
  };
}

async function createOnce(
  api: Api,
  call: Call,
  look: () => Promise<RemoteComment | undefined>,
  tools: CommentTools,
): Promise<RemoteComment> {
  let outcome = await attempt(api, call);
  for (let looks = 1; outcome instanceof ApiError; looks += 1) {
    if (!outcome.mayBeApplied && outcome.code !== 'unreachable') throw outcome;
    await waitToLook(outcome, looks, tools);
    const found = await look().catch(preferring(outcome));
    if (found !== undefined) {
      // A success whose body could not be read is among the writes already.
      if ((outcome.status ?? 500) >= 300) api.calls.writes += 1;
      return found;
    }
    if (looks === mostPosts) throw outcome;
    if (outcome.code !== 'unexpected-answer') outcome = await attempt(api, call);
  }
  return outcome;
}

/** Where the comment cannot even be looked for, why it is not known to be there is what matters. */
function preferring(first: ApiError): (thrown: unknown) => never {
  return (thrown) => {
    throw thrown instanceof ApiError ? first : thrown;
  };
}

async function waitToLook(error: ApiError, looks: number, tools: CommentTools): Promise<void> {
  const { clock, random, log, deadline } = tools;
  const wait = random() * firstWait * 2 ** (looks - 1);
  if (deadline.signal.aborted || clock.now() + wait > deadline.endsAt) throw error;
  log.debug('looking whether a comment was made', { call: error.call, code: error.code, looks });
  await clock.sleep(wait, deadline.signal);
}

function post(
  { workspace, slug }: RepositoryName,
  pullRequest: number,
  { raw, inline, parent }: NewComment,
): Call {
  return {
    method: 'POST',
    target: path`/repositories/${workspace}/${slug}/pullrequests/${pullRequest}/comments`,
    // Bitbucket answers 400 "extra keys not allowed" to any other key.
    body: {
      content: { raw },
      ...(inline !== undefined && {
        inline: { path: inline.path, ...present({ to: inline.to, start_to: inline.start_to }) },
      }),
      ...(parent !== undefined && { parent: { id: parent } }),
    },
    lane: 'notify',
    idempotent: false,
    scope: 'pullrequest',
    about: `pull request ${pullRequest}`,
  };
}

async function attempt(api: Api, call: Call): Promise<RemoteComment | ApiError> {
  try {
    return await api.read(call, remoteComment);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

async function find(
  comments: AsyncIterable<RemoteComment>,
  isThisOne: (comment: RemoteComment) => boolean,
): Promise<RemoteComment | undefined> {
  for await (const comment of comments) {
    if (!comment.deleted && isThisOne(comment)) return comment;
  }
  return undefined;
}
