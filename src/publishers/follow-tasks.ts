import type { Bitbucket, RemoteTask } from '../bitbucket/bitbucket.ts';
import type { Report } from '../core/report.ts';
import { isAtLeast, type Severity } from '../core/severity.ts';
import { truncate } from '../core/truncate.ts';
import { markdownText } from '../reports/markdown-escape.ts';
import type { Conversation } from './conversation.ts';
import { type KnownThread, knownThreads } from './known-thread.ts';
import { budgetOf, type PublishContext, type Writes } from './publisher.ts';

export interface TaskWork {
  readonly bitbucket: Bitbucket;
  readonly writes: Writes;
  readonly report: Pick<Report, 'findings'>;
  /** `tasks` is the lowest severity that gets one; without it nothing is done. */
  readonly context: Pick<PublishContext, 'tasks' | 'budget'>;
  /** Threads that this run reopened: their tasks are open again too. */
  readonly reopened: ReadonlySet<number>;
}

/**
 * One task a thread, where its finding is bad enough: there while the thread is open, resolved with it. A task that
 * a human resolved stays so until its finding was gone and is back.
 */
export async function followTasks(conversation: Conversation, work: TaskWork): Promise<void> {
  const { bitbucket, writes, context } = work;
  const { pullRequest, author } = conversation;
  if (context.tasks === undefined) return;
  const all = await Array.fromAsync(bitbucket.tasks(pullRequest));
  const steps = planTasks(
    conversation,
    all.filter((task) => task.author.id === author),
    context.tasks,
    work,
  );
  budgetOf(context).announce('tasks', { reads: 0, writes: steps.length });
  for (const step of steps) await writes.count(step());
}

type TaskStep = () => Promise<void>;

function planTasks(
  { pullRequest, threads }: Conversation,
  own: readonly RemoteTask[],
  severity: Severity,
  { bitbucket, report, reopened }: TaskWork,
): readonly TaskStep[] {
  const byComment = new Map(
    own.flatMap((task) => (task.comment === undefined ? [] : [[task.comment, task]])),
  );
  return knownThreads(threads).known.flatMap((known): readonly TaskStep[] => {
    const { id, resolved } = known.thread.comment;
    const task = byComment.get(id);
    if (task === undefined) {
      const title = resolved ? undefined : openTitle(known, report, severity);
      return title === undefined
        ? []
        : [() => bitbucket.createTask(pullRequest, { raw: title, comment: id })];
    }
    if (known.state !== 'open' && !task.resolved)
      return [() => bitbucket.setTask(pullRequest, task.id, 'RESOLVED')];
    return known.state === 'open' && task.resolved && reopened.has(id)
      ? [() => bitbucket.setTask(pullRequest, task.id, 'UNRESOLVED')]
      : [];
  });
}

/** What the task says; undefined where the thread needs none. */
function openTitle(
  { state, fingerprints }: KnownThread,
  { findings }: TaskWork['report'],
  severity: Severity,
): string | undefined {
  if (state !== 'open') return undefined;
  const finding = findings.find(
    (each) =>
      each.disposition === 'active' &&
      isAtLeast(each.severity, severity) &&
      fingerprints.includes(each.fingerprint),
  );
  return finding === undefined ? undefined : `Fix or decide: ${markdownText(truncate(finding.title, 200))}`;
}
