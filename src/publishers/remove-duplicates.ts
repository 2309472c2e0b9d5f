import type { ThreadWork } from './carry-out-threads.ts';
import type { KnownThread } from './known-thread.ts';

/**
 * Takes away threads that a run at the same time opened too. One that people answered in is resolved instead: their
 * words stay.
 */
export async function removeDuplicates(
  duplicates: readonly KnownThread[],
  { bitbucket, pullRequest, writes }: ThreadWork,
): Promise<void> {
  for (const { thread } of duplicates) {
    const { id, author, resolved } = thread.comment;
    const isAnswered = thread.replies.some((reply) => reply.author.id !== author.id);
    if (!isAnswered) await writes.count(bitbucket.deleteComment(pullRequest, id));
    else if (!resolved) await writes.count(bitbucket.resolveComment(pullRequest, id));
  }
}
