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
}

/**
 * To be done before threads are reopened: their tasks are open again first. The other way round, a run that ends in
 * between would leave an open thread with a task that looks as if a human had resolved it.
 */
export async function reopenTasks(
  returning: readonly KnownThread[],
  conversation: Conversation,
  work: TaskWork,
): Promise<void> {
  if (work.context.tasks === undefined || returning.length === 0) return;
  const own = byThread(await ownTasks(conversation, work));
  const resolved = returning.flatMap(({ thread }) => {
    const [task] = own.get(thread.comment.id) ?? [];
    return task?.resolved === true ? [task] : [];
  });
  await take(
    resolved.map((task) => setTask(task, 'UNRESOLVED', conversation, work)),
    work,
  );
}

/**
 * One task a thread, where its finding is bad enough: there while the thread is open, resolved with it. A task that
 * a human resolved stays so until its finding was gone and is back.
 */
export async function followTasks(conversation: Conversation, work: TaskWork): Promise<void> {
  const { tasks: severity } = work.context;
  if (severity === undefined) return;
  const steps = planTasks(conversation, byThread(await ownTasks(conversation, work)), severity, work);
  await take(steps, work);
  if (steps.every(({ kind }) => kind === 'set')) return;
  // A run at the same time may have made the same ones.
  const own = byThread(await ownTasks(conversation, work));
  const extra = [...own.values()].flatMap(([, ...others]) => others).filter(isOpen);
  for (const task of extra) await work.writes.count(setTask(task, 'RESOLVED', conversation, work).take());
}

async function ownTasks(
  { pullRequest, author }: Conversation,
  { bitbucket }: TaskWork,
): Promise<readonly RemoteTask[]> {
  const all = await Array.fromAsync(bitbucket.tasks(pullRequest));
  return all.filter((task) => task.author.id === author);
}

async function take(steps: readonly TaskStep[], { context, writes }: TaskWork): Promise<void> {
  const creates = steps.some(({ kind }) => kind === 'create');
  budgetOf(context).announce('tasks', { reads: Number(creates), writes: steps.length });
  for (const step of steps) await writes.count(step.take());
}

function setTask(
  { id }: RemoteTask,
  state: 'RESOLVED' | 'UNRESOLVED',
  { pullRequest }: Conversation,
  { bitbucket }: TaskWork,
): TaskStep {
  return { kind: 'set', take: () => bitbucket.setTask(pullRequest, id, state) };
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
  conversation: Conversation,
  own: OwnTasks,
  severity: Severity,
  work: TaskWork,
): readonly TaskStep[] {
  const { pullRequest, threads } = conversation;
  return knownThreads(threads).known.flatMap((known): readonly TaskStep[] => {
    const { id, resolved } = known.thread.comment;
    const [task, ...extra] = own.get(id) ?? [];
    if (task === undefined) {
      const raw = resolved ? undefined : openTitle(known, work.report, severity);
      if (raw === undefined) return [];
      return [{ kind: 'create', take: () => work.bitbucket.createTask(pullRequest, { raw, comment: id }) }];
    }
    const done = (known.state === 'open' ? extra : [task, ...extra]).filter(isOpen);
    return done.map((each) => setTask(each, 'RESOLVED', conversation, work));
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
