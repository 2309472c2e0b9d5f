import type { OwnThread } from './conversation.ts';

/**
 * What our thread says of itself. `open`: its finding is there; the others: why it was resolved by us. A thread that
 * is resolved and says `open` was resolved by a human.
 */
export const threadStates = ['open', 'fixed', 'suppressed', 'known'] as const;

export type ThreadState = (typeof threadStates)[number];

export interface KnownThread {
  readonly thread: OwnThread;
  readonly kind: 'thread' | 'group';
  readonly key: string;
  readonly state: ThreadState;
  /** Of the findings it speaks of; a group lists the first `mostRemembered`. */
  readonly fingerprints: readonly string[];
  readonly scanner: string;
  readonly like?: string;
}

/** Fingerprints that a group's marker holds: they cost room in a comment. */
export const mostRemembered = 150;

/** Undefined where the marker lacks what makes it a thread's. */
export function knownThread(thread: OwnThread): KnownThread | undefined {
  const { kind, fields } = thread.marker;
  const key = fields.get('key');
  const state = threadStates.find((candidate) => candidate === fields.get('state'));
  const fingerprints = (fields.get('findings') ?? '').split(',').filter((fingerprint) => fingerprint !== '');
  const isThread = kind === 'thread' || kind === 'group';
  if (!isThread || key === undefined || state === undefined || fingerprints.length === 0) return undefined;
  const like = fields.get('like');
  return {
    thread,
    kind,
    key,
    state,
    fingerprints,
    scanner: fields.get('scanner') ?? '',
    ...(like === undefined ? {} : { like }),
  };
}

/** Threads of ours, one a key: where two runs at once made two, the oldest counts and the others are too many. */
export function knownThreads(threads: readonly OwnThread[]): {
  readonly known: readonly KnownThread[];
  readonly duplicates: readonly KnownThread[];
} {
  const byKey = new Map<string, KnownThread>();
  const duplicates: KnownThread[] = [];
  for (const known of threads.flatMap((thread) => knownThread(thread) ?? [])) {
    if (byKey.has(known.key)) duplicates.push(known);
    else byKey.set(known.key, known);
  }
  return { known: [...byKey.values()], duplicates };
}
