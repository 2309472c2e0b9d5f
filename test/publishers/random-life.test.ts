import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RemoteComment } from '../../src/bitbucket/bitbucket.ts';
import type { TriagedFinding } from '../../src/core/finding.ts';
import { readMarkedText } from '../../src/publishers/marker.ts';
import { makeFinding, makeReport } from '../reports/make-report.ts';
import { bot, MemoryBitbucket } from './memory-bitbucket.ts';
import { converse } from './published.ts';

const limit = 6;

/** Pull requests lived through; `LIFE_RUNS` makes it more. */
const lives = Number(process.env['LIFE_RUNS'] ?? 60);

/** Rule `many` has enough findings to share a thread. */
const universe: readonly TriagedFinding[] = [
  ...Array.from({ length: 8 }, (_, index) => makeFinding({ line: index + 1, rule: 'many', severity: 'low' })),
  ...Array.from({ length: 4 }, (_, index) => makeFinding({ line: index + 21, rule: `rule-${index}` })),
];

/** What happens between two runs: a push that leaves these findings, or a human's deed at one of the threads. */
type Event =
  | { readonly kind: 'push'; readonly present: readonly number[] }
  | { readonly kind: 'resolve' | 'reopen' | 'delete' | 'reply'; readonly thread: number };

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('push' as const), present: fc.subarray([...universe.keys()]) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('resolve' as const, 'reopen' as const, 'delete' as const, 'reply' as const),
      thread: fc.nat(8),
    }),
  },
);

interface Thread {
  readonly comment: RemoteComment;
  readonly key: string;
  readonly state: string;
  readonly fingerprints: readonly string[];
}

function threadsOf(bitbucket: MemoryBitbucket): readonly Thread[] {
  return bitbucket.standing().flatMap((comment) => {
    const [marker] = readMarkedText(comment.raw).markers;
    if (marker === undefined || comment.inline === undefined || comment.parent !== undefined) return [];
    const field = (name: string): string => marker.fields.get(name) ?? '';
    return [
      { comment, key: field('key'), state: field('state'), fingerprints: field('findings').split(',') },
    ];
  });
}

function happen(
  bitbucket: MemoryBitbucket,
  { kind, thread }: Exclude<Event, { readonly kind: 'push' }>,
): void {
  const threads = threadsOf(bitbucket);
  const id = threads[thread % Math.max(1, threads.length)]?.comment.id;
  if (id === undefined) return;
  if (kind === 'resolve') bitbucket.change(id, { resolved: true });
  if (kind === 'reopen') bitbucket.change(id, { resolved: false });
  if (kind === 'delete') bitbucket.change(id, { raw: '', deleted: true });
  if (kind === 'reply') {
    bitbucket.say(
      'Hm.',
      { id: '{ada}', displayName: 'Ada' },
      { parent: id, inline: { path: 'src/db.js', to: 1 } },
    );
  }
}

describe('whatever happens to a pull request', () => {
  test(
    'each finding has one thread, none that is gone is open, and a second run has nothing to add',
    async () => {
      const life = fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 12 }), async (events) => {
        const bitbucket = new MemoryBitbucket();
        let pushes = 0;
        let findings: readonly TriagedFinding[] = [];
        const publishNow = () => {
          const commit = String(pushes).padStart(40, 'c');
          bitbucket.addPullRequest(1, commit);
          return converse(bitbucket, makeReport({ findings, change: { commit } }), limit);
        };
        for (const each of events) {
          if (each.kind === 'push') {
            pushes += 1;
            findings = universe.filter((_, index) => each.present.includes(index));
          } else happen(bitbucket, each);
          const { inline } = await publishNow();
          expect(inline.outcome).not.toBe('failed');
          expect((await publishNow()).writes).toEqual([]);
          // What a human reopened is theirs to have, limit or not.
          const reopened = events.filter(({ kind }) => kind === 'reopen').length;
          expectConsistent(bitbucket, { findings, leftOut: inline.leftOut, reopened });
        }
      });
      await fc.assert(life, { numRuns: lives });
    },
    30_000 + 300 * lives,
  );
});

function expectConsistent(
  bitbucket: MemoryBitbucket,
  {
    findings,
    leftOut,
    reopened,
  }: { readonly findings: readonly TriagedFinding[]; readonly leftOut: number; readonly reopened: number },
): void {
  const threads = threadsOf(bitbucket);
  const present = new Set(findings.map(({ fingerprint }) => fingerprint));
  expect(new Set(threads.map(({ key }) => key)).size).toBe(threads.length);
  expect(threads.every(({ comment }) => comment.author.id === bot.id)).toBe(true);
  for (const { comment, state, fingerprints } of threads) {
    const isThere = fingerprints.some((fingerprint) => present.has(fingerprint));
    // One that says it is open speaks of something that is there.
    if (state === 'open') expect(isThere).toBe(true);
    if (state === 'open' || !isThere) continue;
    // One that says it is done with, of a finding that is there, waits for room.
    expect(comment.resolved).toBe(true);
    expect(leftOut).toBeGreaterThan(0);
  }
  const open = threads.filter(({ comment, state }) => state === 'open' && !comment.resolved);
  expect(open.length).toBeLessThanOrEqual(limit + reopened);
  // No finding has two threads.
  const spoken = threads.filter(({ state }) => state === 'open').flatMap(({ fingerprints }) => fingerprints);
  expect(new Set(spoken).size).toBe(spoken.length);
}
