import type { Report } from '../core/report.ts';
import type { KnownThread } from './known-thread.ts';
import { groupKey } from './thread-key.ts';
import { single, type Topic, type Wanted } from './thread-topic.ts';

export interface Assignment {
  /** Threads whose finding is there, with what they are about from now on. */
  readonly assigned: ReadonlyMap<KnownThread, Topic>;
  /** Findings without a thread. */
  readonly rest: readonly Wanted[];
}

/**
 * Which finding goes on in which thread, one to one: the same fingerprint; the fingerprint that triage says it had;
 * or, where a thread's finding is nowhere any more, one that looks the same elsewhere (a renamed file). A group
 * takes in what is left of its rule.
 */
export function assignThreads(
  threads: readonly KnownThread[],
  wanted: readonly Wanted[],
  report: Pick<Report, 'findings'>,
): Assignment {
  const singles = new Set(threads.filter(({ kind }) => kind === 'thread'));
  const left = new Set(wanted);
  const assigned = new Map<KnownThread, Topic>();
  const assign = (
    keyOf: (wanted: Wanted) => string | undefined,
    threadKey: (thread: KnownThread) => string | undefined,
  ): void => {
    const byKey = Map.groupBy(singles, threadKey);
    for (const each of left) {
      const key = keyOf(each);
      const thread = key === undefined ? undefined : byKey.get(key)?.shift();
      if (thread === undefined) continue;
      assigned.set(thread, single(each));
      singles.delete(thread);
      left.delete(each);
    }
  };
  const present = new Set(report.findings.map(({ fingerprint }) => fingerprint));
  const isGone = ({ fingerprints: [fingerprint] }: KnownThread): boolean => !present.has(fingerprint ?? '');
  assign(({ finding }) => finding.fingerprint, firstFingerprint);
  assign(
    ({ finding }) => finding.previous?.fingerprint,
    (thread) => (isGone(thread) ? firstFingerprint(thread) : undefined),
  );
  assign(
    ({ like }) => like,
    (thread) => (isGone(thread) ? thread.like : undefined),
  );
  for (const group of threads.filter(({ kind }) => kind === 'group')) {
    const [first, ...others] = [...left].filter(({ finding }) => groupKey(finding) === group.key);
    if (first === undefined) continue;
    assigned.set(group, { kind: 'group', key: group.key, wanted: [first, ...others] });
    for (const each of [first, ...others]) left.delete(each);
  }
  return { assigned, rest: [...left] };
}

function firstFingerprint({ fingerprints: [fingerprint] }: KnownThread): string | undefined {
  return fingerprint;
}
