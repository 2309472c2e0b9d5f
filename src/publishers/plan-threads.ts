import type { Report } from '../core/report.ts';
import { assignThreads } from './assign-threads.ts';
import { type DeletedThreads, isDeleted } from './deleted-threads.ts';
import { type KnownThread, mostRemembered } from './known-thread.ts';
import { type ThreadEnd, threadEnd } from './thread-end.ts';
import { newTopics, type Topic, type Wanted } from './thread-topic.ts';

export interface ThreadsInput {
  readonly report: Pick<Report, 'findings' | 'verdict'>;
  readonly threads: readonly KnownThread[];
  /** In the order of the report: worst first. */
  readonly wanted: readonly Wanted[];
  readonly deleted: DeletedThreads;
  /** True where the scanner of a thread's finding did not look again. */
  readonly unseen: (thread: KnownThread) => boolean;
  /** Most open threads of ours. */
  readonly limit: number;
}

export interface ThreadsPlan {
  /** To stand as they are; their text may have to change. */
  readonly keep: readonly { readonly thread: KnownThread; readonly topic: Topic }[];
  readonly reopen: readonly { readonly thread: KnownThread; readonly topic: Topic }[];
  readonly close: readonly { readonly thread: KnownThread; readonly end: ThreadEnd }[];
  readonly open: readonly Topic[];
  /** Findings that get no thread for want of room. */
  readonly leftOut: number;
}

/**
 * What has to happen to the threads so that they say what the report says. Pure. A thread stays with its finding;
 * one that a human resolved stays resolved while its finding is the same; one that we resolved is reopened when its
 * finding is back; one that a human deleted does not come again. The limit holds for threads that are open, and
 * those that are there go before those that are returning, and these before new ones.
 */
export function planThreads({ report, threads, wanted, deleted, unseen, limit }: ThreadsInput): ThreadsPlan {
  const { assigned, rest } = assignThreads(threads, wanted, report, (each) => isDeleted(each, deleted));
  const findings = new Map(report.findings.map((finding) => [finding.fingerprint, finding]));
  const ends = threads.flatMap((thread) => {
    if (assigned.has(thread) || thread.state !== 'open') return [];
    const end = threadEnd(thread, findings, report, unseen(thread));
    return end === undefined ? [] : [{ thread, end }];
  });
  const ending = new Set(ends.map(({ thread }) => thread));
  const continued = [...assigned].map(([thread, topic]) => ({
    thread,
    topic,
    returns: returns(thread, topic),
  }));
  const returning = new Set(continued.flatMap(({ thread, returns: is }) => (is ? [thread] : [])));
  const staying = threads.filter((thread) => isOpen(thread, returning) && !ending.has(thread)).length;
  const room = Math.max(0, limit - staying);
  const needing = [...returning].filter(({ thread }) => thread.comment.resolved);
  const stillShut = new Set(needing.slice(room));
  const topics = newTopics(rest, deleted.keys);
  const roomForNew = Math.max(0, room - needing.length);
  const unopened = [
    ...topics.slice(roomForNew),
    ...[...stillShut].flatMap((thread) => assigned.get(thread) ?? []),
  ];
  return {
    keep: continued.filter(({ returns: is }) => !is),
    reopen: continued.filter(({ thread, returns: is }) => is && !stillShut.has(thread)),
    close: ends,
    open: topics.slice(0, roomForNew),
    leftOut: unopened.reduce((sum, topic) => sum + topic.wanted.length, 0),
  };
}

/** One that says it is done with does not count where a human reopened it only to talk on. */
function isOpen(known: KnownThread, returning: ReadonlySet<KnownThread>): boolean {
  return !known.thread.comment.resolved && (known.state === 'open' || returning.has(known));
}

/** Back after it was gone; or, of a group that a human resolved, something new among its findings. */
function returns({ state, kind, thread, fingerprints }: KnownThread, { wanted }: Topic): boolean {
  if (state !== 'open') return true;
  if (kind !== 'group' || !thread.comment.resolved) return false;
  const known = new Set(fingerprints);
  return known.size < mostRemembered && wanted.some(({ finding }) => !known.has(finding.fingerprint));
}
