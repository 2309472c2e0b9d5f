import type { Bitbucket, RemoteAccount, RemoteComment } from '../bitbucket/bitbucket.ts';
import { type Conversation, listConversation, type OwnThread } from './conversation.ts';
import { type KnownThread, knownThreads } from './known-thread.ts';
import { readReply } from './read-reply.ts';
import type { DeclinedReply, Replies, ReplyDecision } from './reply-decision.ts';

export interface CollectOptions {
  readonly reportId: string;
  /** Whether this person's word counts: usually, whether they may write to the repository. */
  readonly mayDecide: (person: RemoteAccount) => boolean | Promise<boolean>;
  /** As `YYYY-MM-DD`, UTC: what was put off until an earlier day is due. */
  readonly today: string;
}

/**
 * What people decided by replies to our threads on a pull request, to be asked before triage. The last valid reply
 * of a thread counts, whoever it is of; deleting it takes the decision back.
 */
export async function collectReplies(
  bitbucket: Bitbucket,
  pullRequest: number,
  options: CollectOptions,
): Promise<Replies> {
  return repliesOf(await listConversation(bitbucket, pullRequest, options.reportId), options);
}

async function repliesOf(conversation: Conversation, options: CollectOptions): Promise<Replies> {
  const rights = new Map<string, Promise<boolean>>();
  const threads = knownThreads(conversation.threads).known;
  const all = await Promise.all(threads.map((known) => repliesIn(known, conversation, options, rights)));
  return {
    decisions: all.flatMap(({ decisions }) => decisions),
    declined: all.flatMap(({ declined }) => declined),
  };
}

async function repliesIn(
  { thread, fingerprints }: KnownThread,
  { pullRequest, author }: Conversation,
  { mayDecide, today }: CollectOptions,
  rights: Map<string, Promise<boolean>>,
): Promise<Replies> {
  const declined: DeclinedReply[] = [];
  let last: ReplyDecision | undefined;
  for (const { id, raw, author: person } of repliesOfPeople(thread, author)) {
    const request = readReply(raw);
    if (request === undefined) continue;
    const right = rights.get(person.id) ?? Promise.resolve(person.id !== '' && mayDecide(person));
    rights.set(person.id, right);
    const about = {
      pullRequest,
      threadId: thread.comment.id,
      commentId: id,
      person: person.displayName || 'somebody',
    };
    if (!(await right)) declined.push({ ...about, problem: needsRight });
    else if ('problem' in request) declined.push({ ...about, problem: request.problem });
    else last = { ...about, ...request, fingerprints, personId: person.id };
  }
  const holds = last !== undefined && (last.until === undefined || last.until >= today);
  return { decisions: holds && last !== undefined ? [last] : [], declined };
}

const needsRight = 'the setting `REPLIES` says whose answers decide, and this one is not among them';

function repliesOfPeople({ replies }: OwnThread, author: string | undefined): readonly RemoteComment[] {
  return replies.filter((reply) => reply.author.id !== author).toSorted((a, b) => a.id - b.id);
}
