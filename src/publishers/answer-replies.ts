import type { RemoteComment } from '../bitbucket/bitbucket.ts';
import { truncate } from '../core/truncate.ts';
import { fencedBlock, markdownText } from '../reports/markdown-escape.ts';
import { visibleLine } from '../reports/visible-text.ts';
import type { ThreadWork } from './carry-out-threads.ts';
import type { Conversation } from './conversation.ts';
import { type Marker, markedText, readMarkedText } from './marker.ts';
import type { DeclinedReply, Replies, ReplyDecision } from './reply-decision.ts';

/** Answers of one run on one pull request: people who write more commands than this are not waiting for an answer. */
const mostAnswers = 20;

/** Entries that an answer offers for the policy file. */
const mostEntries = 20;

/** One of our replies, to be written. */
export interface Answer {
  /** The comment that begins the thread. */
  readonly thread: number;
  readonly raw: string;
}

/** Each reply that asked for a decision is acknowledged once: what is still to be said in this conversation. */
export function planAnswers(
  { decisions, declined }: Replies,
  { pullRequest, threads, author }: Conversation,
  reportId: string,
): readonly Answer[] {
  const threadIds = new Set(threads.map(({ comment }) => comment.id));
  const answered = new Set(
    threads.flatMap(({ replies }) => givenAnswers(replies, author, reportId)).map(([id]) => id),
  );
  const waiting = [...decisions, ...declined].filter(
    (reply) =>
      reply.pullRequest === pullRequest && threadIds.has(reply.threadId) && !answered.has(reply.commentId),
  );
  return waiting.slice(0, mostAnswers).map((reply) => {
    const fields = new Map([['reply', String(reply.commentId)]]);
    const marker: Marker = { kind: 'answer', report: reportId, fields };
    return { thread: reply.threadId, raw: markedText([marker], answerText(reply)) };
  });
}

export async function giveAnswers(
  answers: readonly Answer[],
  { bitbucket, pullRequest, writes }: Pick<ThreadWork, 'bitbucket' | 'pullRequest' | 'writes'>,
): Promise<void> {
  for (const { thread, raw } of answers) {
    const isThisOne = (comment: RemoteComment): boolean => comment.raw.trimEnd() === raw;
    await writes.count(bitbucket.createComment(pullRequest, { raw, parent: thread }, isThisOne));
  }
}

/** Ids of answers of ours that were given already: two runs at the same time see the same reply. */
export function doubleAnswers({ threads, author }: Conversation, reportId: string): readonly number[] {
  return threads.flatMap(({ replies }) => {
    const byReply = Map.groupBy(givenAnswers(replies, author, reportId), ([reply]) => reply);
    return [...byReply.values()].flatMap(([, ...others]) => others.map(([, comment]) => comment));
  });
}

/** Which reply was answered by which comment, oldest first. */
function givenAnswers(
  replies: readonly RemoteComment[],
  author: string | undefined,
  reportId: string,
): readonly (readonly [reply: number, comment: number])[] {
  return replies.flatMap((comment) => {
    const reply = comment.author.id === author ? answeredReply(comment.raw, reportId) : undefined;
    return reply === undefined ? [] : [[reply, comment.id] as const];
  });
}

function answeredReply(raw: string, reportId: string): number | undefined {
  const [marker] = readMarkedText(raw).markers;
  if (marker?.kind !== 'answer' || marker.report !== reportId) return undefined;
  return Number(marker.fields.get('reply'));
}

function answerText(reply: ReplyDecision | DeclinedReply): string {
  const person = markdownText(truncate(reply.person, 100));
  if ('problem' in reply) return `${person}: nothing is changed; ${reply.problem}.`;
  const until = reply.until === undefined ? '' : ` until ${reply.until}`;
  const what = { ignore: 'ignored', 'false-positive': 'a false positive', later: 'put off' }[reply.kind];
  return [
    `Noted: ${what}${until} in this pull request, as ${person} says. To keep it so after the merge, add to \`.code-scan.yml\`:`,
    fencedBlock(policyEntry(reply), 'yaml'),
  ].join('\n\n');
}

/** JSON strings are YAML strings too, whatever they hold. */
export function policyEntry({ fingerprints, reason, person, until, kind }: ReplyDecision): string {
  const why = kind === 'false-positive' ? `false positive: ${reason}` : reason;
  const entries = fingerprints
    .slice(0, mostEntries)
    .map((fingerprint) =>
      [
        `  - fingerprint: ${JSON.stringify(fingerprint)}`,
        `    reason: ${JSON.stringify(truncate(visibleLine(why), 500))}`,
        `    owner: ${JSON.stringify(truncate(visibleLine(person), 100))}`,
        ...(until === undefined ? [] : [`    until: ${JSON.stringify(until)}`]),
      ].join('\n'),
    );
  return ['suppressions:', ...entries].join('\n');
}
