import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Marker, writeMarker } from '../../src/publishers/marker.ts';
import { MemoryBitbucket } from '../publishers/memory-bitbucket.ts';
import { converse } from '../publishers/published.ts';
import { hostileText } from '../reports/hostile-text.ts';
import { makeFinding, makeReport } from '../reports/make-report.ts';
import { mutated } from './mutated.ts';
import { target } from './target.ts';

const findings = [1, 2, 3].map((line) =>
  makeFinding({ line, rule: `rule-${line}`, fingerprint: `v1:${line}` }),
);
const report = makeReport({ findings });

const mark = (kind: Marker['kind'], fields: Readonly<Record<string, string>>) =>
  writeMarker({ kind, report: 'code-scan', fields: new Map(Object.entries(fields)) });
const seeds = [
  `${mark('summary', { commit: 'a'.repeat(40), digest: '0'.repeat(16) })}\n\n${mark('memory', { threads: '1000:v1:1,1001:v1:2' })}\n\nAll is well`,
  `${mark('thread', { key: 'v1:1', findings: 'v1:1', state: 'open', digest: '0' })}\n\nText`,
  `${mark('group', { key: 'rule-1', findings: 'v1:1,v1:2,v1:3', state: 'fixed', digest: '0' })}\n\nText`,
  `${mark('answer', { reply: '1000', digest: '0' })}\n\nText`,
];

interface Said {
  readonly raw: string;
  readonly inline: boolean;
  readonly parent: boolean;
  readonly resolved: boolean;
  readonly deleted: boolean;
}

const said: fc.Arbitrary<Said> = fc.record({
  raw: fc.oneof(
    { weight: 3, arbitrary: mutated(seeds, 2) },
    { weight: 1, arbitrary: fc.constantFrom(...seeds) },
    hostileText,
  ),
  inline: fc.boolean(),
  parent: fc.boolean(),
  resolved: fc.boolean(),
  deleted: fc.integer({ max: 9, min: 0 }).map((n) => n === 0),
});

/** What one run writes to the pull request. */
async function written(bitbucket: MemoryBitbucket): Promise<readonly string[]> {
  const { inline, summary, writes } = await converse(bitbucket, report, 25);
  for (const { outcome, detail } of [inline, summary]) assert.notEqual(outcome, 'failed', detail);
  return writes;
}

const stranger = { id: '{stranger}', displayName: 'Mallory' };

/** Whatever strangers write, copies of our markers too: their comments stay as they are, and ours are all there. */
export const conversation = target(
  'conversation',
  0.03,
  fc.record({ before: fc.boolean(), comments: fc.array(said, { maxLength: 6 }) }),
  () => ({
    async try({ before, comments }) {
      const bitbucket = new MemoryBitbucket();
      bitbucket.addPullRequest(1, report.change.commit);
      if (before) await written(bitbucket);
      const strangers = comments.map(({ raw, inline, parent, resolved, deleted }) => {
        const [first] = bitbucket.conversation;
        return bitbucket.say(raw, stranger, {
          resolved,
          deleted,
          ...(inline && { inline: { path: 'src/db.js', to: 1 } }),
          ...(parent && first !== undefined && { parent: first.id }),
        });
      });
      await written(bitbucket);
      // Where strangers said all that there was to say, our own summary shows in the next run who is who.
      await written(bitbucket);
      for (const comment of strangers) {
        assert.deepEqual(
          bitbucket.conversation.find(({ id }) => id === comment.id),
          comment,
          'a stranger’s comment was changed',
        );
      }
      const ours = bitbucket.standing().filter(({ author }) => author.id !== stranger.id);
      assert.equal(ours.filter((comment) => comment.inline === undefined).length, 1, 'there is one summary');
      assert.equal(
        ours.filter((comment) => comment.inline !== undefined).length,
        3,
        'there are three threads',
      );
      assert.deepEqual(await written(bitbucket), [], 'one more run writes');
    },
  }),
);
