import { ApiError } from '../bitbucket/api-error.ts';
import type { Bitbucket } from '../bitbucket/bitbucket.ts';
import type { CallPlan } from '../bitbucket/call-budget.ts';
import { limits, pageLengths } from '../bitbucket/limits.ts';
import type { Publication, Report } from '../core/report.ts';
import { isQuiet, quietLine, summaryMarkdown } from '../reports/summary-markdown.ts';
import { timelessText } from '../reports/timeless.ts';
import type { Conversation, OwnComment } from './conversation.ts';
import { type Conversations, onEachPullRequest } from './conversations.ts';
import { followVerdict } from './follow-verdict.ts';
import { type Marker, markedText, writeMarker } from './marker.ts';
import { budgetOf, type PublishContext, type Publisher, type Writes } from './publisher.ts';
import { memoryMarker, threadMemory } from './thread-memory.ts';

/** What a summary needs besides the report: the conversation, and what the other publishers had to leave out. */
export interface SummarySurroundings {
  readonly conversations: Conversations;
  readonly publications: readonly Publication[];
}

/** The one summary comment of a pull request: made when there is something to say, edited from then on. */
export function summaryPublisher({ conversations, publications }: SummarySurroundings): Publisher {
  return {
    name: 'summary',
    publish: (report, bitbucket, context, writes) =>
      onEachPullRequest(report, bitbucket, async (pullRequest) => {
        const speaker = { bitbucket, conversations, report, publications, writes, context };
        const conversation = await conversations.get(bitbucket, pullRequest);
        if (conversation.summaries.length > 0 || !isQuiet(report)) await say(speaker, conversation, 3);
        if (context.review === true) {
          const now = await conversations.get(bitbucket, pullRequest);
          await followVerdict(report.verdict, now, bitbucket, { writes, context });
        }
        return {};
      }),
  };
}

interface Speaker extends SummarySurroundings {
  readonly bitbucket: Bitbucket;
  readonly report: Report;
  readonly writes: Writes;
  readonly context: PublishContext;
}

/** Edits the oldest summary of ours, or creates one; then removes those that a run at the same time made. */
async function say(speaker: Speaker, conversation: Conversation, tries: number): Promise<void> {
  const { bitbucket, conversations, writes, report, context } = speaker;
  const { pullRequest, comments } = conversation;
  const [first, ...others] = conversation.summaries;
  const text = summaryText(report, conversation, speaker.publications);
  const differs = first === undefined || timelessText(first.comment.raw) !== timelessText(text);
  const announce = (plan: CallPlan) => budgetOf(context).announce('summary', plan);
  if (differs || others.length > 0) {
    const proven = await conversations.proven(bitbucket, pullRequest, { writes, announce });
    if (proven !== conversation) return say(speaker, proven, tries);
  }
  announce({
    reads: first === undefined ? Math.ceil((comments.length + 1) / pageLengths.comments) : 0,
    writes: Number(differs) + others.length,
  });
  if (first === undefined) {
    await writes.count(
      bitbucket.createComment(pullRequest, { raw: text }, ({ raw }) => raw.trimEnd() === text),
    );
    return removeDuplicates(speaker, await conversations.listAgain(bitbucket, pullRequest));
  }
  const refusal = differs ? await edit(first, text, speaker, pullRequest) : undefined;
  if (refusal === undefined) return removeDuplicates(speaker, conversation);
  if (tries <= 1) throw refusal;
  if (refusal.code === 'forbidden') conversations.disown(first.comment.author.id);
  return say(speaker, await conversations.listAgain(bitbucket, pullRequest), tries - 1);
}

/** Gives the refusal where the comment is somebody else's (403), or was deleted since it was listed (404). */
async function edit(
  { comment }: OwnComment,
  raw: string,
  { bitbucket, writes }: Speaker,
  pullRequest: number,
): Promise<ApiError | undefined> {
  try {
    await writes.count(bitbucket.updateComment(pullRequest, comment.id, raw));
    return undefined;
  } catch (thrown) {
    const isRefusal = thrown instanceof ApiError && ['forbidden', 'not-found'].includes(thrown.code);
    if (isRefusal) return thrown;
    throw thrown;
  }
}

async function removeDuplicates(
  { bitbucket, writes }: Speaker,
  { pullRequest, summaries }: Conversation,
): Promise<void> {
  for (const { comment } of summaries.slice(1)) {
    await writes.count(bitbucket.deleteComment(pullRequest, comment.id));
  }
}

/** The whole comment: its markers, and one quiet line or everything there is to say. */
function summaryText(
  report: Report,
  conversation: Conversation,
  publications: readonly Publication[],
): string {
  const memory = memoryMarker(report.reportId, threadMemory(conversation));
  const limit = limits.comment - writeMarker(memory).length - 400;
  const body = isQuiet(report) ? quietLine(report) : summaryMarkdown(report, { limit, publications });
  const marker: Marker = {
    kind: 'summary',
    report: report.reportId,
    fields: new Map([['commit', report.change.commit]]),
  };
  const markers = memory.fields.get('threads') === '' ? [marker] : [marker, memory];
  return markedText(markers, body);
}
