import { beforeEach, describe, expect, test } from 'vitest';
import type { TriagedFinding } from '../../src/core/finding.ts';
import { historyMark } from '../../src/core/history-mark.ts';
import type { Report } from '../../src/core/report.ts';
import type { PublishContext } from '../../src/publishers/publisher.ts';
import { makeFinding, makeReport } from '../reports/make-report.ts';
import { bot, failure, MemoryBitbucket } from './memory-bitbucket.ts';
import { makeSource, type Published, publish } from './published.ts';

const human = { id: '{ada}', displayName: 'Ada Lovelace' };
const other = { id: '{eve}', displayName: 'Eve' };

let bitbucket: MemoryBitbucket;
let pushes: number;
beforeEach(() => {
  bitbucket = new MemoryBitbucket();
  pushes = 0;
});

/** One more commit on pull request 1, and the run for it. */
async function push(
  findings: readonly TriagedFinding[],
  context: Partial<PublishContext> = {},
  more: Partial<Report> = {},
): Promise<Published> {
  pushes += 1;
  return run(findings, context, more);
}

/** A run of the commit that the pull request stands at. */
async function run(
  findings: readonly TriagedFinding[],
  context: Partial<PublishContext> = {},
  more: Partial<Report> = {},
): Promise<Published> {
  bitbucket.addPullRequest(1, sha());
  const report = { ...makeReport({ findings, change: { commit: sha() } }), ...more };
  return publish(bitbucket, report, { publish: ['summary', 'inline'], ...context });
}

function sha(): string {
  return String(pushes).padStart(40, 'c');
}

function threads() {
  return bitbucket.standing().filter(({ inline, parent }) => inline !== undefined && parent === undefined);
}

function thread(index = 0) {
  const found = threads()[index];
  if (found === undefined) throw new Error(`no thread ${index}`);
  return found;
}

function summaries() {
  return bitbucket
    .standing()
    .filter(({ raw, parent }) => raw.includes('code-scan:v1 summary') && parent === undefined);
}

/** A summary's text without its markers. */
function summary(): string {
  return (summaries()[0]?.raw ?? '').replace(/^\[\/\/\]: .*\n+/gm, '');
}

const sql = makeFinding({ line: 12 });
const xss = makeFinding({ line: 30, rule: 'js/xss', severity: 'medium', title: 'Unescaped output' });

describe('a pull request over its life', () => {
  test('ten pushes: add, shift, fix, return, resolve by hand, rename, and the writes of each', async () => {
    const writes = async (published: Promise<Published>) => (await published).writes;
    // 1: nothing found: nothing said.
    expect(await writes(push([]))).toEqual([]);
    // 2: two findings: a thread each, and the summary.
    expect(await writes(push([sql, xss]))).toEqual(['thread', 'thread', 'comment']);
    // 2 again: not a word.
    expect(await writes(run([sql, xss]))).toEqual([]);
    // 3: lines above were added: the threads stay as they are, the summary links to the new commit.
    const shifted = { startLine: 22, endLine: 22 };
    const moved = { ...sql, anchor: shifted, commitRegion: shifted };
    expect(await writes(push([moved, xss]))).toEqual(['update']);
    // 4: one fixed: its thread is resolved and says in which commit.
    expect(await writes(push([xss]))).toEqual(['resolve', 'update', 'update']);
    expect(thread(0)).toMatchObject({
      resolved: true,
      raw: expect.stringMatching(/\*\*Fixed\*\* in .`cccccccccccc`/),
    });
    // Nobody has to answer it any more.
    expect(thread(0).raw).not.toContain('To keep it');
    // 5: still fixed.
    expect(await writes(push([xss]))).toEqual(['update']);
    // 6: back: the same thread again.
    expect(await writes(push([sql, xss]))).toEqual(['reopen', 'update', 'update']);
    expect(thread(0)).toMatchObject({ resolved: false, raw: expect.not.stringContaining('Fixed') });
    // 7: a human resolves: left alone while the finding is the same.
    bitbucket.change(thread(0).id, { resolved: true });
    expect(await writes(push([sql, xss]))).toEqual(['update']);
    expect(thread(0).resolved).toBe(true);
    // 8: fixed in truth now: noted, without a second resolving.
    expect(await writes(push([xss]))).toEqual(['update', 'update']);
    // 9: back after it was gone: reopened though a human had resolved it.
    expect(await writes(push([sql, xss]))).toEqual(['reopen', 'update', 'update']);
    // 10: all is well: one quiet line.
    expect(await writes(push([]))).toEqual(['resolve', 'update', 'resolve', 'update', 'update']);
    expect(summary().split('\n')).toHaveLength(1);
    expect(summary()).toMatch(/^\*\*Code scan passed\*\*: no new findings in /);
    expect(threads()).toHaveLength(2);
    expect(summaries()).toHaveLength(1);
  });

  test('a secret is fixed where the commits hold another one of its kind, in another file', async () => {
    const kind = { rule: 'secret/shop-key', category: 'secret', scanner: 'secretlint' } as const;
    const leak = (path: string) => {
      const message = `Shop key in clear: commit 0123456789ab of this pull request added it in ${path}, line 2.`;
      const { place: _, anchor: __, commitRegion: ___, ...found } = makeFinding({ ...kind, message, path });
      return found;
    };
    await push([makeFinding({ ...kind, path: 'src/a.js' }), makeFinding({ ...kind, path: 'src/b.js' })]);
    await push([leak('src/a.js')]);
    const ends = threads().map(({ inline, raw }) => [inline?.path, raw.includes('**Fixed**')]);
    expect(ends).toEqual(
      expect.arrayContaining([
        ['src/a.js', false],
        ['src/b.js', true],
      ]),
    );
  });

  test('of two secrets of one kind in one file the thread of each tells its own end', async () => {
    const kind = {
      rule: 'secret/shop-key',
      category: 'secret',
      scanner: 'secretlint',
      path: 'src/a.js',
    } as const;
    const gone = makeFinding({ ...kind, line: 2, fingerprint: 'v1:gone' });
    const kept = makeFinding({ ...kind, line: 9, fingerprint: 'v1:kept.2' });
    const message = `Shop key in clear: commit 0123456789ab of this pull request added it in src/a.js, line 9.`;
    const { place: _, anchor: __, commitRegion: ___, ...leak } = makeFinding({ ...kind, message });
    await push([gone, kept]);
    await push([{ ...leak, givenFingerprints: historyMark(['v1:other', 'v1:kept']) }]);
    const ends = threads().map(({ inline, raw }) => [inline?.to, raw.includes('**Fixed**')]);
    expect(ends.toSorted()).toEqual([
      [2, true],
      [9, false],
    ]);
  });

  test('a secret that nothing looks for in the commits is gone from the file, and not fixed', async () => {
    const secret = { category: 'secret', path: 'src/a.js' } as const;
    await push([
      makeFinding({ ...secret, line: 2, rule: 'js-weak-key', scanner: 'ast-grep' }),
      makeFinding({ ...secret, line: 5, rule: 'secret/shop-key', scanner: 'secretlint' }),
      makeFinding({ ...secret, line: 9, rule: 'secret/password', scanner: 'secretlint', severity: 'low' }),
    ]);
    await push([]);
    const ends = threads().map(({ inline, raw }) => [inline?.to, /^\*\*(.+)\*\*/m.exec(raw)?.[1]]);
    expect(ends.toSorted()).toEqual([
      [2, 'Gone from the file'],
      [5, 'Fixed'],
      [9, 'Gone from the file'],
    ]);
  });

  test('250 foreign comments and 60 of our own do not confuse it', async () => {
    bitbucket.addPullRequest(1, sha());
    for (let index = 0; index < 250; index += 1) bitbucket.say(`Remark ${index}`, index % 2 ? human : other);
    const findings = Array.from({ length: 60 }, (_, line) =>
      makeFinding({ line: line + 1, rule: `r${line}` }),
    );
    const first = await push(findings, { inlineLimit: 100 });
    expect(first.writes).toHaveLength(61);
    expect((await run(findings, { inlineLimit: 100 })).writes).toEqual([]);
    expect((await push(findings.slice(1), { inlineLimit: 100 })).writes).toEqual([
      'resolve',
      'update',
      'update',
    ]);
  });

  test('a finding keeps its thread when its file is renamed', async () => {
    const source = makeSource({
      'src/db.js': `${'\n'.repeat(11)}query(name)`,
      'src/data.js': `${'\n'.repeat(4)}query( name )`,
    });
    await push([sql], { source });
    const region = { startLine: 5, endLine: 5 };
    const renamed = {
      ...makeFinding({ path: 'src/data.js', line: 5 }),
      anchor: region,
      commitRegion: region,
    };
    const { writes } = await push([renamed], { source });
    expect(writes).toEqual(['update', 'update']);
    expect(thread()).toMatchObject({ resolved: false, raw: expect.stringContaining(renamed.fingerprint) });
    expect(thread().raw).toContain('\n\nNow in `src/data.js`.\n\n');
    expect((await run([renamed], { source })).writes).toEqual([]);
    expect(threads()).toHaveLength(1);
  });

  test('a finding keeps its thread where triage knows its former fingerprint', async () => {
    await push([sql]);
    const reworded = makeFinding({
      fingerprint: 'v1:new',
      previous: { fingerprint: sql.fingerprint, how: 'reworded' },
    });
    await push([reworded]);
    expect(threads()).toHaveLength(1);
    expect(thread().resolved).toBe(false);
  });

  test('a thread stands on all its lines', async () => {
    const anchor = { startLine: 12, endLine: 15 };
    await push([
      { ...sql, anchor },
      { ...xss, anchor: { startLine: 30, endLine: 30 } },
    ]);
    expect(threads().map(({ inline }) => inline)).toEqual([
      { path: 'src/db.js', start_to: 12, to: 15 },
      { path: 'src/db.js', to: 30 },
    ]);
  });

  test('a thread that a human resolved is not edited while its finding is the same, whatever is said of it now', async () => {
    await push([sql]);
    bitbucket.change(thread().id, { resolved: true });
    const { writes } = await push([{ ...sql, message: 'Worded anew.', severity: 'critical' }]);
    expect(writes).toEqual(['update']);
    expect(thread().raw).not.toContain('Worded anew');
  });

  test('findings off the changed lines go to the summary only', async () => {
    const { anchor: _anchor, ...elsewhere } = sql;
    const { of } = await push([elsewhere]);
    expect(threads()).toEqual([]);
    expect(summary()).toContain('`src/db.js:12`');
    expect(of('inline')).toMatchObject({ outcome: 'unchanged', leftOut: 0 });
  });
});

describe('more findings than there is room for', () => {
  test('more than five of one rule share one thread, which lists them and is resolved with the last', async () => {
    const many = Array.from({ length: 7 }, (_, index) => makeFinding({ line: 10 * (index + 1) }));
    expect((await push([...many, xss])).writes).toEqual(['thread', 'thread', 'comment']);
    const group = threads().find(({ raw }) => raw.includes(' group '));
    expect(group?.raw).toContain('7 places');
    expect(group?.raw).toContain('`src/db.js:70`');
    expect(group?.inline).toEqual({ path: 'src/db.js', to: 10 });
    expect((await run([...many, xss])).writes).toEqual([]);
    // Fewer than six are still in the same thread.
    expect((await push([...many.slice(0, 3), xss])).writes).toEqual(['update', 'update']);
    expect((await push([xss])).writes).toEqual(['resolve', 'update', 'update']);
    expect((await push([...many, xss])).writes).toEqual(['reopen', 'update', 'update']);
  });

  test('places of long names and texts leave a thread of many whole', async () => {
    const folder = 'services/orders/src/main/java/com/example/orders/infrastructure/persistence/repository';
    const many = Array.from({ length: 160 }, (_, index) =>
      makeFinding({
        line: index + 1,
        path: `${folder}/Order${index}Repository.java`,
        fingerprint: `v1:${String(index).padStart(32, '0')}`,
        message: `The parameter number ${index} ${'of this query comes from the request '.repeat(6)}`,
      }),
    );
    await push(many, { replies: { decisions: [], declined: [] }, inlineLimit: 1 });
    const [group] = threads();
    expect(group?.raw).toMatch(
      /- … and \d+ more in the full report\n\n\[About .*\n\nTo keep them all, reply/,
    );
    expect(group?.raw.match(/^- \[/gm)?.length).toBeGreaterThan(20);
  });

  test('findings that have threads keep them when their rule gets many', async () => {
    await push([makeFinding({ line: 1 }), makeFinding({ line: 2 })]);
    const many = Array.from({ length: 9 }, (_, index) => makeFinding({ line: index + 1 }));
    const { writes } = await push(many);
    expect(writes).toEqual(['thread', 'update']);
    expect(threads()).toHaveLength(3);
  });

  test('INLINE_LIMIT counts open threads, takes the worst, spreads over rules and says what is left out', async () => {
    const findings = [
      ...Array.from({ length: 4 }, (_, index) =>
        makeFinding({ line: index + 1, rule: 'a', severity: 'low' }),
      ),
      ...Array.from({ length: 4 }, (_, index) =>
        makeFinding({ line: index + 11, rule: 'b', severity: 'low' }),
      ),
      makeFinding({ line: 21, rule: 'c', severity: 'critical' }),
    ];
    const { of } = await push(findings, { inlineLimit: 3 });
    expect(of('inline')).toMatchObject({ writes: 3, leftOut: 6 });
    expect(
      threads()
        .map(({ inline }) => inline?.to)
        .toSorted(),
    ).toEqual([1, 11, 21]);
    expect(summary()).toContain('6 findings on changed lines without a thread: the full report has them');
    // One is fixed: its place goes to another. Those that are there stay.
    const rest = findings.filter(({ rule }) => rule !== 'c');
    const next = await push(rest, { inlineLimit: 3 });
    expect(next.of('inline').leftOut).toBe(5);
    expect(threads().filter(({ resolved }) => !resolved)).toHaveLength(3);
    // A lower limit closes nothing.
    await push(rest, { inlineLimit: 1 });
    expect(threads().filter(({ resolved }) => !resolved)).toHaveLength(3);
  });
});

describe('who and what is ours', () => {
  test('a copy of our marker by somebody else is neither edited nor resolved nor counted', async () => {
    await push([sql, xss]);
    const copies = [
      bitbucket.say(summaries()[0]?.raw ?? '', other),
      bitbucket.say(thread().raw, other, { inline: { path: 'src/db.js', to: 12 } }),
      bitbucket.say(thread().raw, other, { parent: thread().id, inline: { path: 'src/db.js', to: 12 } }),
    ];
    expect((await run([sql, xss])).writes).toEqual([]);
    await push([]);
    for (const copy of copies) expect(bitbucket.conversation.find(({ id }) => id === copy.id)).toEqual(copy);
    expect(thread().resolved).toBe(true);
  });

  test('a forged marker that was there first is found out when Bitbucket refuses the edit', async () => {
    bitbucket.addPullRequest(1, sha());
    const forged = bitbucket.say(
      '[//]: # (code-scan:v1 summary report=code-scan commit=x digest=y)\n\nAll is well.',
      other,
    );
    const { of } = await push([sql]);
    expect(of('summary').outcome).toBe('published');
    expect(summaries().filter(({ author }) => author.id === bot.id)).toHaveLength(1);
    expect(bitbucket.conversation.find(({ id }) => id === forged.id)).toEqual(forged);
  });

  test('a flood of copies does not make their author us', async () => {
    await push([sql, xss]);
    const copies = [0, 1, 2, 3, 4].map(() =>
      bitbucket.say(thread().raw, other, { inline: { path: 'src/db.js', to: 12 } }),
    );
    expect((await run([sql, xss])).writes).toEqual([]);
    await push([]);
    for (const copy of copies) expect(bitbucket.conversation.find(({ id }) => id === copy.id)).toEqual(copy);
    expect(
      bitbucket.standing().filter(({ author, resolved }) => author.id === bot.id && resolved),
    ).toHaveLength(2);
  });

  test('forged threads that were there first are left as they were, and ours come beside them', async () => {
    bitbucket.addPullRequest(1, sha());
    const forge = (key: string, finding: string) =>
      bitbucket.say(
        `[//]: # (code-scan:v1 thread report=code-scan key=${key} state=open scanner=x like=y findings=${finding})\n\nFixed!`,
        other,
        { inline: { path: 'src/db.js', to: 12 } },
      );
    const forged = [forge('a1', 'v1:gone'), forge('a2', 'v1:gone2'), forge('a3', sql.fingerprint)];
    await push([sql]);
    for (const each of forged) expect(bitbucket.conversation.find(({ id }) => id === each.id)).toEqual(each);
    expect(threads().filter(({ author }) => author.id === bot.id)).toHaveLength(1);
    expect(summaries()).toHaveLength(1);
  });

  test('a forged summary with the right digest but other words is not taken for ours', async () => {
    await push([sql]);
    const ours = summaries()[0];
    if (ours === undefined) throw new Error('no summary');
    bitbucket.change(ours.id, { author: other, raw: ours.raw.replace('failed', 'passed') });
    const { of } = await run([sql]);
    expect(of('summary').outcome).toBe('published');
    expect(summaries().find(({ author }) => author.id === bot.id)?.raw).toContain('**Code scan failed**');
  });

  test('made-up markers of another account are found out before anything is written in their name', async () => {
    bitbucket.addPullRequest(1, sha());
    for (const when of ['before', 'after']) {
      for (const key of ['a1', 'a2', 'a3', 'a4']) {
        bitbucket.say(
          `[//]: # (code-scan:v1 summary report=code-scan commit=${when}${key})\n\nAll is well.`,
          other,
        );
        bitbucket.say(
          `[//]: # (code-scan:v1 thread report=code-scan key=${when}${key} state=open findings=x)\n\nForged`,
          other,
          { inline: { path: 'src/db.js', to: 12 } },
        );
      }
      await push(when === 'before' ? [sql] : [sql, xss]);
    }
    await push([xss]);
    const of = (id: string) => bitbucket.standing().filter(({ author }) => author.id === id);
    expect(of(bot.id).map(({ raw }) => /code-scan:v1 (\w+)/.exec(raw)?.[1])).toEqual([
      'thread',
      'summary',
      'thread',
    ]);
    expect(of(other.id)).toHaveLength(16);
    expect(of(other.id).some(({ resolved }) => resolved)).toBe(false);
  });

  test('a forged thread that somebody resolved does not keep ours away once we have said anything', async () => {
    bitbucket.addPullRequest(1, sha());
    const raw = `[//]: # (code-scan:v1 thread report=code-scan key=a1 state=open findings=${sql.fingerprint})\n\nDone`;
    const forged = bitbucket.say(raw, other, { resolved: true, inline: { path: 'src/db.js', to: 12 } });
    await push([sql, xss]);
    expect(threads().filter(({ author }) => author.id === bot.id)).toHaveLength(2);
    expect(bitbucket.conversation.find(({ id }) => id === forged.id)).toEqual(forged);
    expect((await run([sql, xss])).writes).toEqual([]);
  });

  test('a marker anywhere but at the start is text', async () => {
    bitbucket.addPullRequest(1, sha());
    bitbucket.say('See:\n\n[//]: # (code-scan:v1 summary report=code-scan commit=x digest=y)', bot);
    expect((await push([sql])).writes).toEqual(['thread', 'comment']);
  });

  test('two report ids on one pull request do not see each other', async () => {
    await push([sql]);
    const report = { ...makeReport({ findings: [xss], change: { commit: sha() } }), reportId: 'payments' };
    const { writes } = await publish(bitbucket, report, { publish: ['summary', 'inline'] });
    expect(writes).toEqual(['thread', 'comment']);
    expect((await run([sql])).writes).toEqual([]);
  });

  test('a thread that a human deleted does not come again, not even on a later commit', async () => {
    await push([sql, xss]);
    bitbucket.change(thread().id, { deleted: true, raw: '' });
    expect((await run([sql, xss])).writes).toEqual([]);
    const region = { startLine: 99, endLine: 99 };
    expect((await push([{ ...sql, anchor: region, commitRegion: region }, xss])).writes).toEqual(['update']);
    expect((await push([xss])).writes).toEqual(['update']);
    expect((await push([sql, xss])).writes).toEqual(['update']);
    expect(threads()).toHaveLength(1);
  });

  test('nor where no summary remembers it', async () => {
    const inline = { publish: ['inline'] } as const;
    await push([sql], inline);
    bitbucket.change(thread().id, { deleted: true, raw: '' });
    expect((await run([sql], inline)).writes).toEqual([]);
  });

  test('a comment that a human deleted on the same line is no reason to be silent', async () => {
    bitbucket.addPullRequest(1, sha());
    bitbucket.say('', human, { deleted: true, inline: { path: 'src/db.js', to: 12 } });
    expect((await push([sql])).writes).toEqual(['thread', 'comment']);
  });
});

describe('the newest commit wins', () => {
  test('the run of an older commit writes nothing to the pull request', async () => {
    await push([sql]);
    bitbucket.addPullRequest(1, 'f'.repeat(40));
    const report = makeReport({ findings: [sql, xss], change: { commit: sha() } });
    const { publications, writes } = await publish(bitbucket, report);
    expect(writes).toEqual(['putReport', 'postAnnotations 2', 'putStatus FAILED']);
    expect(publications.filter(({ outcome }) => outcome === 'skipped')).toEqual([
      expect.objectContaining({ publisher: 'summary', detail: 'pull request 1 is at ffffffffffff by now' }),
      expect.objectContaining({ publisher: 'inline' }),
    ]);
  });

  test('a merged pull request is left alone', async () => {
    await push([sql]);
    const pullRequest = bitbucket.pullRequests.get(1);
    if (pullRequest !== undefined) bitbucket.pullRequests.set(1, { ...pullRequest, state: 'MERGED' });
    const report = makeReport({ findings: [], change: { commit: sha() } });
    expect((await publish(bitbucket, report, { publish: ['summary', 'inline'] })).writes).toEqual([]);
  });

  test('a pull request that cannot be read fails these two, and them only', async () => {
    const { publications } = await publish(bitbucket, makeReport({ findings: [sql] }));
    expect(publications.map(({ publisher, outcome }) => [publisher, outcome])).toEqual([
      ['files', 'published'],
      ['status', 'published'],
      ['insights', 'published'],
      ['summary', 'failed'],
      ['inline', 'failed'],
    ]);
  });

  test('each pull request of the branch is served', async () => {
    bitbucket.addPullRequest(1, sha());
    const report = makeReport({ findings: [sql], change: { commit: sha(), pullRequests: [1, 2] } });
    const { of } = await publish(bitbucket, report, { publish: ['inline'] });
    expect(of('inline')).toMatchObject({
      outcome: 'failed',
      writes: 1,
      detail: expect.stringContaining('pull request 2'),
    });
  });
});

describe('two runs of one commit at once', () => {
  test('end in one summary and one thread a finding', async () => {
    bitbucket.addPullRequest(1, sha());
    const report = makeReport({ findings: [sql, xss], change: { commit: sha() } });
    const context = { publish: ['summary', 'inline'] } as const;
    await Promise.all([publish(bitbucket, report, context), publish(bitbucket, report, context)]);
    expect(threads()).toHaveLength(2);
    expect(summaries()).toHaveLength(1);
    expect((await run([sql, xss])).writes).toEqual([]);
  });

  test('a thread too many in which somebody answered is resolved, not deleted', async () => {
    await push([sql]);
    const twin = bitbucket.say(thread().raw, bot, { inline: { path: 'src/db.js', to: 12 } });
    bitbucket.say('Will do.', human, { parent: twin.id, inline: { path: 'src/db.js', to: 12 } });
    // The summary remembers the twin from now on.
    expect((await run([sql])).writes).toEqual(['resolve', 'update']);
    expect((await run([sql])).writes).toEqual([]);
  });
});

describe('when something goes wrong', () => {
  test('an incomplete run resolves no thread and is shown as incomplete', async () => {
    await push([sql, xss]);
    const verdict = { outcome: 'incomplete', reasons: ['ast-grep failed: it crashed'] } as const;
    expect((await push([xss], {}, { verdict })).writes).toEqual(['update']);
    expect(threads().every(({ resolved }) => !resolved)).toBe(true);
    expect(summary()).toContain('**Code scan is incomplete**');
    expect(summary()).toContain('it crashed');
  });

  test('an incomplete run is told even where nothing was found', async () => {
    const verdict = { outcome: 'incomplete', reasons: ['ast-grep failed'] } as const;
    expect((await push([], {}, { verdict })).writes).toEqual(['comment']);
  });

  test('a change that silences its own findings is told, although nothing is new', async () => {
    const warnings = [
      { code: 'suppressed-by-change', message: '1 finding is suppressed by comments that this change adds' },
    ];
    const silenced = {
      ...sql,
      disposition: 'suppressed',
      suppressedBy: 'code comment',
      reason: 'x',
    } as const;
    expect((await push([silenced], {}, { warnings })).writes).toEqual(['comment']);
    expect(summary()).toContain('suppressed by comments that this change adds');
  });

  test('a thread is not resolved by a run that left its scanner out while the file is there', async () => {
    const scanners = [
      { name: 'ast-grep', version: '', outcome: 'skipped', seconds: 0, findings: 0 },
    ] as const;
    await push([sql]);
    const source = makeSource({ 'src/db.js': '' });
    expect((await push([], { source }, { scanners })).writes).toEqual(['update']);
    expect((await push([], { source: makeSource() }, { scanners })).writes).toEqual([
      'resolve',
      'update',
      'update',
    ]);
  });

  test('a refused thread costs itself only, and is told', async () => {
    bitbucket.before = (write) => {
      if (write === 'thread' && threads().length === 0 && !refused) {
        refused = true;
        throw failure('rejected', 400, 'not part of the diff');
      }
    };
    let refused = false;
    const { of } = await push([sql, xss]);
    expect(of('inline')).toMatchObject({ outcome: 'failed', writes: 1, leftOut: 1 });
    expect(of('inline').detail).toContain('not part of the diff');
    expect(of('summary').outcome).toBe('published');
  });

  test('a finding that data reaches by way of the change has its thread there, and says where it is', async () => {
    const step = (path: string, startLine: number) => ({
      message: 'passes',
      place: { path, region: { startLine, endLine: startLine } },
    });
    const flows = [[step('src/name.js', 3), step('src/db.js', 12)]];
    await push([{ ...sql, flows, anchorPath: 'src/name.js', anchor: { startLine: 3, endLine: 3 } }]);
    expect(threads()).toMatchObject([{ inline: { path: 'src/name.js', to: 3 } }]);
    expect(thread().raw).toContain('- line 3: passes\n- `src/db.js:12`: passes');
    expect(
      (await run([{ ...sql, flows, anchorPath: 'src/name.js', anchor: { startLine: 3, endLine: 3 } }]))
        .writes,
    ).toEqual([]);
  });

  test('a finding in a file whose lines the diff does not show has no thread, and is told', async () => {
    const files = new Map([
      [
        'src/db.js',
        { path: 'src/db.js', status: 'modified', added: [{ start: 1, end: 99 }], isBinary: true },
      ],
    ] as const);
    pushes = 1;
    const change = { commit: sha(), pullRequests: [1], baseDetail: 'merge base', files };
    const { of } = await run([sql], {}, { change });
    expect(threads()).toEqual([]);
    expect(of('inline')).toMatchObject({ outcome: 'unchanged', leftOut: 1 });
    expect(summary()).toContain('1 finding on changed lines without a thread: the full report has it');
  });

  test('a thread off the diff that cannot be resolved still says that it is fixed, once', async () => {
    await push([sql]);
    bitbucket.before = (write) => {
      if (write === 'resolve') throw failure('forbidden', 403, 'not on the diff');
    };
    expect((await push([])).writes).toEqual(['update', 'update']);
    expect(thread().raw).toContain('**Fixed**');
    expect((await run([])).writes).toEqual([]);
  });

  test('cut off before any of its writes, a run leaves what the next one completes', async () => {
    const whole = await liveThrough(Number.POSITIVE_INFINITY);
    expect(whole.writes).toBe(14);
    for (let cut = 1; cut <= whole.writes; cut += 1) {
      expect((await liveThrough(cut)).state, `cut before write ${cut}`).toEqual(whole.state);
    }
  });
});

/**
 * Four pushes, each run twice. Before write `cut` the process dies: nothing more is written until the second run of
 * that push.
 */
async function liveThrough(cut: number): Promise<{ readonly state: unknown; readonly writes: number }> {
  bitbucket = new MemoryBitbucket();
  pushes = 0;
  let writes = 0;
  for (const findings of [[sql, xss], [xss], [sql, xss], []]) {
    let dead = false;
    bitbucket.before = () => {
      dead ||= writes + 1 === cut;
      if (dead) throw new Error('killed');
      writes += 1;
    };
    await push(findings);
    bitbucket.before = () => {
      writes += 1;
    };
    await run(findings);
  }
  const state = bitbucket.conversation
    .map(({ raw, resolved, deleted }) => ({ raw: withoutIds(raw), resolved, deleted }))
    .toSorted((a, b) => (a.raw < b.raw ? -1 : 1));
  return { state, writes };
}

/** Ids of comments depend on the order of creation. */
function withoutIds(raw: string): string {
  return raw.replace(/^\[\/\/\]: # \(code-scan:v1 memory.*$/gm, '').replace(/digest=\w+/, '');
}
