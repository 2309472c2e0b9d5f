import { beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { RemoteAccount } from '../../src/bitbucket/bitbucket.ts';
import type { TriagedFinding } from '../../src/core/finding.ts';
import { collectReplies } from '../../src/publishers/collect-replies.ts';
import { readReply } from '../../src/publishers/read-reply.ts';
import type { Replies } from '../../src/publishers/reply-decision.ts';
import { commit, makeFinding, makeReport } from '../reports/make-report.ts';
import { MemoryBitbucket } from './memory-bitbucket.ts';
import { publish } from './published.ts';

const ada = { id: '{ada}', displayName: 'Ada Lovelace' };
const guest = { id: '{guest}', displayName: 'Guest' };
const finding = makeFinding();
const mayDecide = ({ id }: RemoteAccount) => id !== guest.id;

describe('a reply', () => {
  test.each([
    ['ignore: only in tests', { kind: 'ignore', reason: 'only in tests' }],
    ['  Ignore : x  ', { kind: 'ignore', reason: 'x' }],
    ['**ignore**: x', { kind: 'ignore', reason: 'x' }],
    ['ignore\\: x \\_y\\_', { kind: 'ignore', reason: 'x _y_' }],
    ['False positive: it is escaped\n\nSee above.', { kind: 'false-positive', reason: 'it is escaped' }],
    ['false-positive: x', { kind: 'false-positive', reason: 'x' }],
    [
      'later: 2027-01-31 after the release',
      { kind: 'later', until: '2027-01-31', reason: 'after the release' },
    ],
    ['ignore:', { problem: expect.stringContaining('say why') }],
    ['later: 2027-01-31', { problem: expect.stringContaining('say why') }],
    ['later: next week', { problem: expect.stringContaining('until when') }],
    ['later: 2027-02-30 x', { problem: expect.stringContaining('until when') }],
    ['ignore the colour of it', undefined],
    ['I would ignore: this', undefined],
    ['Thanks!\nignore: x', undefined],
    ['', undefined],
  ])('%j', (raw, expected) => {
    expect(readReply(raw)).toEqual(expected);
  });
});

describe('replies to our threads', () => {
  let bitbucket: MemoryBitbucket;
  beforeEach(async () => {
    bitbucket = new MemoryBitbucket();
    bitbucket.addPullRequest(1, commit);
    await publish(bitbucket, makeReport({ findings: [finding] }), {
      publish: ['summary', 'inline'],
      replies: none,
    });
  });
  const none: Replies = { decisions: [], declined: [] };

  function thread() {
    const found = bitbucket
      .standing()
      .find(({ inline, parent }) => inline !== undefined && parent === undefined);
    if (found === undefined) throw new Error('no thread');
    return found;
  }

  function reply(raw: string, author: RemoteAccount = ada, parent = thread().id) {
    return bitbucket.say(raw, author, { parent, inline: { path: 'src/db.js', to: 12 } });
  }

  function collect(today = '2026-06-01') {
    return collectReplies(bitbucket, 1, { reportId: 'code-scan', mayDecide, today });
  }

  /** As triage does it. */
  function suppressed({ decisions: [decision] }: Replies): TriagedFinding {
    return decision === undefined
      ? finding
      : { ...finding, disposition: 'suppressed', suppressedBy: decision.person, reason: decision.reason };
  }

  async function run() {
    const replies = await collect();
    return publish(bitbucket, makeReport({ findings: [suppressed(replies)] }), {
      publish: ['summary', 'inline'],
      replies,
    });
  }

  test('a thread says how to answer', () => {
    expect(thread().raw).toContain('`false positive: reason`');
  });

  test('a decision names finding, person and reason', async () => {
    const { id } = reply('ignore: only in tests');
    expect((await collect()).decisions).toEqual([
      {
        pullRequest: 1,
        threadId: thread().id,
        commentId: id,
        fingerprints: [finding.fingerprint],
        kind: 'ignore',
        reason: 'only in tests',
        person: 'Ada Lovelace',
        personId: '{ada}',
      },
    ]);
  });

  test('it is acknowledged once, its thread resolved, and the summary counts it under that name', async () => {
    reply('ignore: only in *tests*');
    const { writes } = await run();
    expect(writes).toEqual(['resolve', 'update', 'reply', 'update']);
    expect(thread().raw).toContain('**Suppressed** by Ada Lovelace: only in \\*tests\\*');
    const answer = bitbucket.standing().at(-1);
    expect(answer?.parent).toBe(thread().id);
    expect(answer?.raw).toMatch(/Noted: ignored in this pull request, as Ada Lovelace says/);
    const entry: unknown = parse(/```yaml\n([\s\S]*?)```/.exec(answer?.raw ?? '')?.[1] ?? '');
    expect(entry).toEqual({
      suppressions: [{ fingerprint: finding.fingerprint, reason: 'only in *tests*', owner: 'Ada Lovelace' }],
    });
    const summary = bitbucket.standing().find(({ raw }) => raw.includes('v1 summary'));
    expect(summary?.raw).toContain('1 suppressed (by Ada Lovelace)');
    expect((await run()).writes).toEqual([]);
  });

  test('taken back, the finding and its thread are open again', async () => {
    const { id } = reply('ignore: x');
    await run();
    bitbucket.change(id, { deleted: true, raw: '' });
    expect((await collect()).decisions).toEqual([]);
    expect((await run()).writes).toEqual(['reopen', 'update', 'update']);
    expect(thread().resolved).toBe(false);
  });

  test('the last one counts, also below another reply', async () => {
    const { id } = reply('ignore: x');
    reply('Why?', guest, id);
    reply('later: 2026-12-31 y', ada, id);
    expect((await collect()).decisions).toEqual([
      expect.objectContaining({ kind: 'later', until: '2026-12-31' }),
    ]);
  });

  test('what was put off until an earlier day counts no longer', async () => {
    reply('later: 2026-05-31 y');
    expect((await collect('2026-05-31')).decisions).toHaveLength(1);
    expect((await collect('2026-06-01')).decisions).toEqual([]);
  });

  test('somebody who may not decide, and a reply without a reason, change nothing and are told once', async () => {
    reply('ignore: please', guest);
    reply('ignore:');
    const { writes } = await run();
    expect(writes).toEqual(['reply', 'reply']);
    expect(bitbucket.standing().at(-2)?.raw).toContain('`REPLIES` says whose answers decide');
    expect(bitbucket.standing().at(-1)?.raw).toContain('say why');
    expect((await run()).writes).toEqual([]);
  });

  test('neither our own answers nor comments elsewhere are decisions', async () => {
    bitbucket.say('ignore: all', ada);
    bitbucket.say('ignore: this', ada, { inline: { path: 'src/db.js', to: 12 } });
    reply('ignore: us', thread().author);
    expect(await collect()).toEqual(none);
  });

  test('a decision on a thread of many holds for all of them', async () => {
    const many = Array.from({ length: 8 }, (_, index) => makeFinding({ line: index + 1, rule: 'many' }));
    await publish(bitbucket, makeReport({ findings: many }), { publish: ['inline'] });
    const group = bitbucket.standing().find(({ raw }) => raw.includes('v1 group'));
    reply('ignore: all of them', ada, group?.id);
    const [decision] = (await collect()).decisions;
    expect(decision?.fingerprints.toSorted()).toEqual(many.map(({ fingerprint }) => fingerprint).toSorted());
  });

  test('hostile names and reasons stay text', async () => {
    reply('ignore: ``` [x](https://evil.example) @all "\'', {
      id: '{x}',
      displayName: '[//]: # (code-scan) @x',
    });
    await run();
    const answer = bitbucket.standing().at(-1)?.raw ?? '';
    expect(answer).toContain('`@x`');
    expect(answer).not.toMatch(/^```$[\s\S]*^```$[\s\S]*^```$/m);
    const block = /(````+)yaml\n([\s\S]*?)\n\1$/m.exec(answer);
    expect(parse(block?.[2] ?? '')).toMatchObject({
      suppressions: [{ reason: expect.stringContaining('evil.example') }],
    });
  });
});
