import type { Report } from '../core/report.ts';
import type { KnownThread } from './known-thread.ts';
import { groupKey } from './thread-key.ts';
import { single, type Topic, type Wanted } from './thread-topic.ts';

export interface Assignment {
  /** Threads whose finding is there, with what they are about from now on. */
  readonly assigned: ReadonlyMap<KnownThread, Topic>;
  /** Findings that should have a thread and do not. */
  readonly rest: readonly Wanted[];
}

/**
 * Which finding goes on in which thread, one to one: the same fingerprint; the fingerprint that triage says it had;
 * or, where a thread's finding is nowhere any more, one that looks the same elsewhere (a renamed file). A group
 * keeps its own, and takes in what is left of its rule. `isUnwanted`: a human deleted its thread, so it gets no other.
 */
export function assignThreads(
  threads: readonly KnownThread[],
  wanted: readonly Wanted[],
  report: Pick<Report, 'findings'>,
  isUnwanted: (wanted: Wanted) => boolean,
): Assignment {
  const left = new Set(wanted);
  const assigned = new Map<KnownThread, Topic>();
  const singles = new Set(threads.filter(({ kind }) => kind === 'thread'));
  const groups = threads.filter(({ kind }) => kind === 'group');
  const members = new Map(groups.map((group): [KnownThread, Wanted[]] => [group, []]));

  const assignSingles = (
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
  const assignGroups = (fits: (wanted: Wanted, group: KnownThread) => boolean): void => {
    for (const [group, joined] of members) {
      for (const each of left) {
        if (!fits(each, group)) continue;
        joined.push(each);
        left.delete(each);
      }
    }
  };

  const present = new Set(report.findings.map(({ fingerprint }) => fingerprint));
  const isGone = (thread: KnownThread): boolean => !present.has(firstFingerprint(thread) ?? '');
  assignSingles(({ finding }) => finding.fingerprint, firstFingerprint);
  assignGroups(({ finding }, { fingerprints }) => fingerprints.includes(finding.fingerprint));
  for (const each of left) if (isUnwanted(each)) left.delete(each);
  assignSingles(
    ({ finding }) => finding.previous?.fingerprint,
    (thread) => (isGone(thread) ? firstFingerprint(thread) : undefined),
  );
  assignSingles(
    ({ like }) => like,
    (thread) => (isGone(thread) ? thread.like : undefined),
  );
  assignGroups(({ finding }, { key }) => groupKey(finding) === key);
  for (const [group, joined] of members) {
    const own = new Set(joined);
    // In the order of the report: the first is the worst.
    const [first, ...others] = wanted.filter((each) => own.has(each));
    if (first !== undefined)
      assigned.set(group, { kind: 'group', key: group.key, wanted: [first, ...others] });
  }
  return { assigned, rest: [...left] };
}

function firstFingerprint({ fingerprints: [fingerprint] }: KnownThread): string | undefined {
  return fingerprint;
}
