import type { Bitbucket } from '../bitbucket/bitbucket.ts';
import type { Report } from '../core/report.ts';
import { isAtLeast, type Severity } from '../core/severity.ts';
import { truncate } from '../core/truncate.ts';
import { markdownText } from '../reports/markdown-escape.ts';
import type { Conversation } from './conversation.ts';
import { type KnownThread, knownThreads } from './known-thread.ts';
import type { Writes } from './publisher.ts';

export interface TaskWork {
  readonly bitbucket: Bitbucket;
  readonly writes: Writes;
  readonly report: Pick<Report, 'findings'>;
  readonly severity: Severity;
  /** Threads that this run reopened: their tasks are open again too. */
  readonly reopened: ReadonlySet<number>;
}

/**
 * One task a thread, where its finding is bad enough: there while the thread is open, resolved with it. A task that
 * a human resolved stays so until its finding was gone and is back.
 */
export async function followTasks(conversation: Conversation, work: TaskWork): Promise<void> {
  const { bitbucket, writes, severity, reopened } = work;
  const { pullRequest, author } = conversation;
  const own = (await Array.fromAsync(bitbucket.tasks(pullRequest))).filter(
    (task) => task.author.id === author,
  );
  const byComment = new Map(
    own.flatMap((task) => (task.comment === undefined ? [] : [[task.comment, task]])),
  );
  for (const known of knownThreads(conversation.threads).known) {
    const { id, resolved } = known.thread.comment;
    const task = byComment.get(id);
    const title = openTitle(known, work.report, severity);
    if (task !== undefined && known.state !== 'open' && !task.resolved) {
      await writes.count(bitbucket.setTask(pullRequest, task.id, 'RESOLVED'));
    } else if (task?.resolved === true && known.state === 'open' && reopened.has(id)) {
      await writes.count(bitbucket.setTask(pullRequest, task.id, 'UNRESOLVED'));
    } else if (task === undefined && title !== undefined && !resolved) {
      await writes.count(bitbucket.createTask(pullRequest, { raw: title, comment: id }));
    }
  }
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
