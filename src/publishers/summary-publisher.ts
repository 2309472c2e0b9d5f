import { ApiError } from '../bitbucket/api-error.ts';
import type { Bitbucket } from '../bitbucket/bitbucket.ts';
import { limits } from '../bitbucket/limits.ts';
import type { Publication, Report } from '../core/report.ts';
import { isQuiet, quietLine, summaryMarkdown } from '../reports/summary-markdown.ts';
import { timelessText } from '../reports/timeless.ts';
import type { Conversation } from './conversation.ts';
import { type Conversations, onEachPullRequest } from './conversations.ts';
import { followVerdict } from './follow-verdict.ts';
import { type Marker, markedText, writeMarker } from './marker.ts';
import type { Publisher, Writes } from './publisher.ts';
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
        const speaker = { bitbucket, conversations, report, publications, writes };
        const conversation = await conversations.get(bitbucket, pullRequest);
        if (conversation.summaries.length > 0 || !isQuiet(report)) await say(speaker, conversation, 3);
        if (context.review === true) {
          const now = await conversations.get(bitbucket, pullRequest);
          await followVerdict(report.verdict, now, bitbucket, writes);
        }
        return {};
      }),
  };
}

interface Speaker extends SummarySurroundings {
  readonly bitbucket: Bitbucket;
  readonly report: Report;
  readonly writes: Writes;
}

/** Edits the oldest summary of ours, or creates one; then removes those that a run at the same time made. */
async function say(speaker: Speaker, conversation: Conversation, tries: number): Promise<void> {
  const { bitbucket, conversations, writes, report } = speaker;
  const { pullRequest } = conversation;
  const [first] = conversation.summaries;
  const text = summaryText(report, conversation, speaker.publications);
  if (first === undefined) {
    await writes.count(
      bitbucket.createComment(pullRequest, { raw: text }, ({ raw }) => raw.trimEnd() === text),
    );
    await removeDuplicates(speaker, await conversations.listAgain(bitbucket, pullRequest));
    return;
  }
  if (timelessText(first.comment.raw) !== timelessText(text)) {
    try {
      await writes.count(bitbucket.updateComment(pullRequest, first.comment.id, text));
    } catch (thrown) {
      if (tries <= 1 || !isRefusal(thrown)) throw thrown;
      if (thrown.code === 'forbidden') conversations.disown(first.comment.author.id);
      const again = await conversations.listAgain(bitbucket, pullRequest);
      return say(speaker, again, tries - 1);
    }
  }
  await removeDuplicates(speaker, conversation);
}

async function removeDuplicates(
  { bitbucket, writes }: Speaker,
  { pullRequest, summaries }: Conversation,
): Promise<void> {
  for (const { comment } of summaries.slice(1)) {
    await writes.count(bitbucket.deleteComment(pullRequest, comment.id));
  }
}

/** 403: the comment is somebody else's. 404: it was deleted since it was listed. */
function isRefusal(thrown: unknown): thrown is ApiError {
  return thrown instanceof ApiError && (thrown.code === 'forbidden' || thrown.code === 'not-found');
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
