import type { Bitbucket } from '../bitbucket/bitbucket.ts';
import type { CallPlan } from '../bitbucket/call-budget.ts';
import { pageLengths } from '../bitbucket/limits.ts';
import type { Report } from '../core/report.ts';
import type { SourceTree } from '../core/source-tree.ts';
import { doubleAnswers, giveAnswers, planAnswers } from './answer-replies.ts';
import { carryOut, countWrites, ForeignThread, type ThreadWork } from './carry-out-threads.ts';
import type { Conversation } from './conversation.ts';
import { type Conversations, onEachPullRequest } from './conversations.ts';
import { deletedThreads } from './deleted-threads.ts';
import { followTasks, reopenTasks } from './follow-tasks.ts';
import { type KnownThread, knownThreads } from './known-thread.ts';
import { planThreads, type ThreadsPlan } from './plan-threads.ts';
import { budgetOf, type Outcome, type PublishContext, type Publisher, type Writes } from './publisher.ts';
import { removeDuplicates } from './remove-duplicates.ts';
import { selectPublisher } from './select-publisher.ts';
import { likeness } from './thread-key.ts';
import type { Wanted } from './thread-topic.ts';

/** One thread a finding on the lines that the pull request adds: opened, resolved when fixed, reopened when back. */
export function inlinePublisher(conversations: Conversations): Publisher {
  return {
    name: 'inline',
    async publish(report, bitbucket, context, writes) {
      const { wanted, withoutLine } = await wantedThreads(report, context.source);
      return onEachPullRequest(report, bitbucket, (pullRequest) =>
        speak({ pullRequest, report, bitbucket, context, writes, wanted, withoutLine, conversations }, 3),
      );
    },
  };
}

/** Failures that a publication names. */
const mostFailures = 5;

interface Speaker {
  readonly pullRequest: number;
  readonly report: Report;
  readonly bitbucket: Bitbucket;
  readonly context: PublishContext;
  readonly writes: Writes;
  readonly wanted: readonly Wanted[];
  /** How many more have a line that Bitbucket does not show. */
  readonly withoutLine: number;
  readonly conversations: Conversations;
}

async function speak(speaker: Speaker, tries: number): Promise<Outcome> {
  const { pullRequest, report, bitbucket, context, writes, conversations } = speaker;
  const conversation = await conversations.get(bitbucket, pullRequest);
  const { known, duplicates } = knownThreads(conversation.threads);
  const [first] = conversation.threads;
  const work: ThreadWork = {
    pullRequest,
    report,
    bitbucket,
    writes,
    context,
    ...(first !== undefined && { author: first.comment.author.id }),
  };
  const answers = context.replies ? planAnswers(context.replies, conversation, report.reportId) : [];
  const whole = await planned(speaker, conversation, known);
  const others = duplicates.length + answers.length + (await countWrites({ ...whole, open: [] }, work));
  if (others + whole.open.length > 0) {
    const announce = (plan: CallPlan) => budgetOf(context).announce('inline', plan);
    const proven = await conversations.proven(bitbucket, pullRequest, { writes, announce });
    if (proven !== conversation) return speak(speaker, tries);
  }
  const plan = withinBudget(whole, others, speaker);
  const isRenamed = [...plan.keep, ...plan.reopen].some(({ thread, topic }) => thread.key !== topic.key);
  const looksAgain = plan.open.length > 0 || answers.length > 0 || isRenamed || context.tasks !== undefined;
  const pages = Math.ceil((conversation.comments.length + plan.open.length) / pageLengths.comments);
  budgetOf(context).announce('inline', {
    reads: looksAgain ? pages : 0,
    writes: others + plan.open.length,
  });
  try {
    await reopenTasks(
      plan.reopen.map(({ thread }) => thread),
      conversation,
      work,
    );
    const { failures, unopened } = await carryOut(plan, work);
    await removeDuplicates(duplicates, work);
    await giveAnswers(answers, work);
    if (looksAgain) {
      const again = await conversations.listAgain(bitbucket, pullRequest);
      await removeDuplicates(knownThreads(again.threads).duplicates, work);
      for (const id of doubleAnswers(again, report.reportId)) {
        await writes.count(bitbucket.deleteComment(pullRequest, id));
      }
      await followTasks(again, work);
    }
    const leftOut = plan.leftOut + unopened + speaker.withoutLine;
    return failures.length === 0 ? { leftOut } : { leftOut, failed: true, detail: told(failures) };
  } catch (thrown) {
    if (!(thrown instanceof ForeignThread) || tries <= 1) throw thrown;
    conversations.disown(thrown.author);
    return speak(speaker, tries - 1);
  }
}

async function planned(
  { report, context, wanted }: Speaker,
  conversation: Conversation,
  known: readonly KnownThread[],
): Promise<ThreadsPlan> {
  const remembers = 'bitbucket' in selectPublisher('summary', context, report.change);
  return planThreads({
    report,
    threads: known,
    wanted,
    deleted: deletedThreads(conversation, remembers),
    unseen: await unseenThreads(known, report, context.source),
    limit: context.inlineLimit,
  });
}

/** Requests kept for what comes after the threads: summary, status, and what has to be sent again. */
const reserve = 50;

/** New threads only as far as the hour's requests go. */
function withinBudget(plan: ThreadsPlan, others: number, { context }: Speaker): ThreadsPlan {
  const each = context.tasks === undefined ? 1 : 2;
  const room = Math.max(0, Math.floor((budgetOf(context).left - others - reserve) / each));
  const unopened = plan.open.slice(room).reduce((sum, { wanted }) => sum + wanted.length, 0);
  return { ...plan, open: plan.open.slice(0, room), leftOut: plan.leftOut + unopened };
}

/** What went wrong, each thing once: an API that is down says the same of every thread. */
function told(failures: readonly string[]): string {
  const different = [...new Set(failures)];
  const more = different.length - mostFailures;
  return [...different.slice(0, mostFailures), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

/** Active findings that have a line to stand on, in the order of the report. */
async function wantedThreads(
  report: Report,
  source: SourceTree,
): Promise<{ readonly wanted: readonly Wanted[]; readonly withoutLine: number }> {
  const wanted: Wanted[] = [];
  let withoutLine = 0;
  for (const finding of report.findings) {
    const { disposition, place, anchor, anchorPath = place?.path } = finding;
    if (disposition !== 'active' || anchorPath === undefined || anchor === undefined) continue;
    if (report.change.files?.get(anchorPath)?.isBinary === true) withoutLine += 1;
    else wanted.push({ finding, path: anchorPath, anchor, like: await likeness(finding, source) });
  }
  return { wanted, withoutLine };
}

/**
 * Threads whose scanner did not look again: it failed; or it was not run at all although the file is still there.
 * A scanner that had nothing to look at because the file is gone has seen enough.
 */
async function unseenThreads(
  threads: readonly KnownThread[],
  report: Report,
  source: SourceTree,
): Promise<(thread: KnownThread) => boolean> {
  const outcomes = new Map(report.scanners.map(({ name, outcome }) => [name, outcome]));
  const unseen = new Set<KnownThread>();
  for (const known of threads) {
    const outcome = outcomes.get(known.scanner) ?? 'ok';
    if (outcome === 'ok') continue;
    const isThere = outcome !== 'skipped' || (await source.lines(known.thread.anchor.path)) !== undefined;
    if (isThere) unseen.add(known);
  }
  return (thread) => unseen.has(thread);
}
