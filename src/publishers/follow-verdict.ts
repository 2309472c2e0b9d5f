import type { Bitbucket, Review } from '../bitbucket/bitbucket.ts';
import type { Verdict } from '../core/report.ts';
import type { Conversation } from './conversation.ts';
import { budgetOf, type PublishContext, type Writes } from './publisher.ts';

/**
 * Approves where the verdict is passed, requests changes where it is failed, and takes back either where there is
 * doubt. Whose review it is, is known by the comments; without any, Bitbucket itself tells what was so already.
 */
export async function followVerdict(
  verdict: Verdict,
  { pullRequest, author }: Conversation,
  bitbucket: Bitbucket,
  { writes, context }: { readonly writes: Writes; readonly context: Pick<PublishContext, 'budget'> },
): Promise<void> {
  const reviews = author === undefined ? [] : await bitbucket.reviews(pullRequest);
  const given = reviews.find((review) => review.author.id === author)?.state;
  const wanted = reviewOf(verdict);
  if (wanted === given) return;
  budgetOf(context).announce('review', { reads: 0, writes: 1 });
  if (wanted === undefined) {
    if (given !== undefined) await writes.countIf(bitbucket.withdrawReview(pullRequest, given));
  } else await writes.countIf(bitbucket.giveReview(pullRequest, wanted));
}

function reviewOf({ outcome }: Verdict): Review['state'] | undefined {
  switch (outcome) {
    case 'passed':
      return 'approved';
    case 'failed':
      return 'changes_requested';
    case 'incomplete':
      return undefined;
  }
}
