import { ApiError } from '../bitbucket/api-error.ts';
import type { Bitbucket } from '../bitbucket/bitbucket.ts';
import type { Report } from '../core/report.ts';
import { commitlessText } from '../reports/timeless.ts';
import { inlineAnchor } from './deleted-threads.ts';
import type { KnownThread } from './known-thread.ts';
import type { ThreadsPlan } from './plan-threads.ts';
import type { PublishContext, Writes } from './publisher.ts';
import { closedContent, openContent } from './thread-content.ts';
import type { ThreadEnd } from './thread-end.ts';
import type { Topic } from './thread-topic.ts';

/** What carrying out a plan needs. */
export interface ThreadWork {
  readonly pullRequest: number;
  readonly report: Report;
  readonly bitbucket: Bitbucket;
  readonly writes: Writes;
  readonly context: Pick<PublishContext, 'source' | 'suggestions' | 'replies' | 'tasks' | 'budget'>;
  /** The account that the known threads are of, if there are any: as far as their markers can tell, ours. */
  readonly author?: string;
}

/** Bitbucket does not let us change a comment that carries our marker: it is somebody else's. */
export class ForeignThread extends Error {
  override readonly name = 'ForeignThread';
  readonly author: string;

  constructor(author: string) {
    super('a comment with our marker is of another account');
    this.author = author;
  }
}

export interface WorkDone {
  /** What Bitbucket refused, one line each. */
  readonly failures: readonly string[];
  /** Findings whose thread could not be opened. */
  readonly unopened: number;
}

/**
 * Does what the plan says, one thread after the other, oldest first. A comment that Bitbucket refuses costs only
 * itself. The order within a thread matters: whatever is cut off, the next run sees what is left to do.
 */
export async function carryOut(plan: ThreadsPlan, work: ThreadWork): Promise<WorkDone> {
  const failures: string[] = [];
  let unopened = 0;
  const attempt = async (step: () => Promise<void>): Promise<boolean> => {
    try {
      await step();
      return true;
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      // Deleted since it was listed: the next run sees to it.
      if (thrown.code !== 'not-found') failures.push(thrown.message);
      return false;
    }
  };
  for (const { thread, topic } of plan.keep) await attempt(() => keep(thread, topic, work));
  for (const { thread, end } of plan.close) await attempt(() => close(thread, end, work));
  for (const { thread, topic } of plan.reopen) await attempt(() => reopen(thread, topic, work));
  for (const topic of plan.open) {
    if (!(await attempt(() => open(topic, work)))) unopened += topic.wanted.length;
  }
  return { failures, unopened };
}

/** How many requests that change something a plan takes; what stands as it is takes none. */
export async function countWrites(plan: ThreadsPlan, work: ThreadWork): Promise<number> {
  const edits = await Promise.all(plan.keep.map(({ thread, topic }) => newText(thread, topic, work)));
  const closings = plan.close.map(({ thread }) => (thread.thread.comment.resolved ? 1 : 2));
  const reopenings = plan.reopen.map(({ thread }) => (thread.thread.comment.resolved ? 2 : 1));
  const changes = [...closings, ...reopenings].reduce((sum, count) => sum + count, 0);
  return edits.filter((text) => text !== undefined).length + changes + plan.open.length;
}

async function keep(known: KnownThread, topic: Topic, work: ThreadWork): Promise<void> {
  const text = await newText(known, topic, work);
  if (text !== undefined) await edit(known, text, work);
}

/**
 * What a thread that goes on says from now on; undefined where that is what it says. A thread that a human resolved is
 * left alone, but for a finding that goes by another fingerprint now.
 */
async function newText(known: KnownThread, topic: Topic, work: ThreadWork): Promise<string | undefined> {
  const isShut = known.thread.comment.resolved;
  const isSame = topic.wanted.every(({ finding }) => known.fingerprints.includes(finding.fingerprint));
  if (isShut && (isSame || topic.kind === 'group')) return undefined;
  const content = await contentOf(topic, work, known);
  return commitlessText(content) === commitlessText(known.thread.comment.raw) ? undefined : content;
}

/** Resolved first: a thread that says it is done with and is open was reopened by a human, and is left to them. */
async function close(known: KnownThread, end: ThreadEnd, work: ThreadWork): Promise<void> {
  const { pullRequest, bitbucket, writes, report } = work;
  const { id, resolved } = known.thread.comment;
  const resolvedNow = !resolved && (await resolve(id, work));
  await edit(known, closedContent(report, known, end), work, async () => {
    if (resolvedNow) await writes.count(bitbucket.reopenComment(pullRequest, id));
  });
}

/** False where Bitbucket resolves no such thread, as one that is off the diff by now; its text tells all the same. */
async function resolve(id: number, { pullRequest, bitbucket, writes }: ThreadWork): Promise<boolean> {
  try {
    await writes.count(bitbucket.resolveComment(pullRequest, id));
    return true;
  } catch (thrown) {
    if (thrown instanceof ApiError && thrown.code === 'forbidden') return false;
    throw thrown;
  }
}

/** Reopened first: a thread that says it is open and is resolved was resolved by a human, and stays so. */
async function reopen(known: KnownThread, topic: Topic, work: ThreadWork): Promise<void> {
  const { pullRequest, bitbucket, writes } = work;
  const { id, resolved } = known.thread.comment;
  if (resolved) await writes.count(bitbucket.reopenComment(pullRequest, id));
  await edit(known, await contentOf(topic, work, known), work, async () => {
    if (resolved) await resolve(id, work);
  });
}

/** A comment of ours says who we are: where that is another than was thought, the known threads are not ours. */
async function open(topic: Topic, work: ThreadWork): Promise<void> {
  const { pullRequest, bitbucket, writes, author } = work;
  const raw = await contentOf(topic, work);
  const [{ path, anchor }] = topic.wanted;
  const inline = inlineAnchor(path, anchor);
  const opened = await writes.count(
    bitbucket.createComment(pullRequest, { raw, inline }, (comment) => comment.raw.trimEnd() === raw),
  );
  if (author !== undefined && !['', author].includes(opened.author.id)) throw new ForeignThread(author);
}

/** `undo` takes back what was done before to a comment that proves to be somebody else's. */
async function edit(
  { thread }: KnownThread,
  raw: string,
  { pullRequest, bitbucket, writes }: ThreadWork,
  undo: () => Promise<void> = async () => {},
): Promise<void> {
  try {
    await writes.count(bitbucket.updateComment(pullRequest, thread.comment.id, raw));
  } catch (thrown) {
    if (!(thrown instanceof ApiError) || thrown.code !== 'forbidden') throw thrown;
    await undo();
    throw new ForeignThread(thread.comment.author.id);
  }
}

/** A thread that stands where the file was before says where it is now. */
function contentOf(topic: Topic, { report, context }: ThreadWork, known?: KnownThread): Promise<string> {
  const [{ path }] = topic.wanted;
  const isElsewhere = known !== undefined && known.thread.anchor.path !== path;
  return openContent(report, topic, context.source, {
    ...(isElsewhere && { now: path }),
    suggestions: context.suggestions,
    replies: context.replies !== undefined,
  });
}
