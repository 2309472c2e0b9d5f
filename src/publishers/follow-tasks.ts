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
  const list = async () =>
    (await Array.fromAsync(bitbucket.tasks(pullRequest))).filter((task) => task.author.id === author);
  const steps = planTasks(conversation, byThread(await list()), context.tasks, work);
  const creates = steps.some(({ kind }) => kind === 'create');
  budgetOf(context).announce('tasks', { reads: Number(creates), writes: steps.length });
  for (const { take } of steps) await writes.count(take());
  if (!creates) return;
  // A run at the same time may have made the same ones.
  const extra = [...byThread(await list()).values()].flatMap(([, ...others]) => others).filter(isOpen);
  for (const { id } of extra) await writes.count(bitbucket.setTask(pullRequest, id, 'RESOLVED'));
}

interface TaskStep {
  readonly kind: 'create' | 'set';
  take(): Promise<void>;
}

/** Our tasks by the comment that they stand at, oldest first: more than one only where two runs raced. */
type OwnTasks = ReadonlyMap<number | undefined, readonly RemoteTask[]>;

function byThread(own: readonly RemoteTask[]): OwnTasks {
  return Map.groupBy(
    own.toSorted((a, b) => a.id - b.id),
    ({ comment }) => comment,
  );
}

function isOpen({ resolved }: RemoteTask): boolean {
  return !resolved;
}

function planTasks(
  { pullRequest, threads }: Conversation,
  own: OwnTasks,
  severity: Severity,
  { bitbucket, report, reopened }: TaskWork,
): readonly TaskStep[] {
  const set = ({ id }: RemoteTask, state: 'RESOLVED' | 'UNRESOLVED'): TaskStep => ({
    kind: 'set',
    take: () => bitbucket.setTask(pullRequest, id, state),
  });
  return knownThreads(threads).known.flatMap((known): readonly TaskStep[] => {
    const { id, resolved } = known.thread.comment;
    const [task, ...extra] = own.get(id) ?? [];
    if (task === undefined) {
      const raw = resolved ? undefined : openTitle(known, report, severity);
      if (raw === undefined) return [];
      return [{ kind: 'create', take: () => bitbucket.createTask(pullRequest, { raw, comment: id }) }];
    }
    const done = (known.state === 'open' ? extra : [task, ...extra]).filter(isOpen);
    const isBack = known.state === 'open' && task.resolved && reopened.has(id);
    return [...done.map((each) => set(each, 'RESOLVED')), ...(isBack ? [set(task, 'UNRESOLVED')] : [])];
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
