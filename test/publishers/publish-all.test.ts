import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Interrupted } from '../../src/core/errors.ts';
import { publishAll } from '../../src/publishers/publish-all.ts';
import { announceStart, announceStop } from '../../src/publishers/status-publisher.ts';
import { capitalised } from '../../src/reports/wording.ts';
import { commit, makeFinding, makeReport } from '../reports/make-report.ts';
import { failure, MemoryBitbucket } from './memory-bitbucket.ts';
import { makeContext, publish, silent } from './published.ts';

const report = makeReport({ findings: [makeFinding()] });

let bitbucket: MemoryBitbucket;
beforeEach(() => {
  bitbucket = new MemoryBitbucket();
  bitbucket.addPullRequest(1, commit);
});

function lastStatus() {
  return bitbucket.statuses.get(commit)?.at(-1);
}

describe('publishing', () => {
  test('goes everywhere, the status last', async () => {
    const { writes, publications } = await publish(bitbucket, report);
    expect(writes.toSorted()).toEqual([
      'comment',
      'postAnnotations 1',
      'putReport',
      'putStatus FAILED',
      'thread',
    ]);
    expect(writes.at(-1)).toBe('putStatus FAILED');
    expect(publications.map(({ publisher, writes: count }) => [publisher, count])).toEqual([
      ['files', 0],
      ['status', 1],
      ['insights', 2],
      ['summary', 1],
      ['inline', 1],
    ]);
  });

  test('a second time is two statuses and not a word more', async () => {
    await publish(bitbucket, report);
    bitbucket.takeWrites();
    const start = await announceStart(bitbucket, report, silent);
    const publications = await publishAll(report, await makeContext({ bitbucket }), start);
    expect(bitbucket.takeWrites()).toEqual(['putStatus INPROGRESS', 'putStatus FAILED']);
    expect(publications.map(({ writes, outcome }) => [writes, outcome])).toEqual([
      [0, 'published'],
      [2, 'published'],
      [0, 'unchanged'],
      [0, 'unchanged'],
      [0, 'unchanged'],
    ]);
  });

  test('lets nothing but the last status wait for a first one that hangs', async () => {
    const context = await makeContext({ bitbucket });
    let arrive: (announcement: { readonly writes: number }) => void = () => undefined;
    const start = new Promise<{ readonly writes: number }>((resolve) => {
      arrive = resolve;
    });
    const publishing = publishAll(report, context, start);
    const file = join(context.outputFolder, 'report.json');
    await vi.waitFor(async () => {
      expect(await readFile(file, 'utf8')).toContain('"publications"');
      expect(bitbucket.writes).toEqual(expect.arrayContaining(['postAnnotations 1', 'thread', 'comment']));
    });
    expect(bitbucket.takeWrites()).not.toContain('putStatus FAILED');
    arrive({ writes: 1 });
    const publications = await publishing;
    expect(bitbucket.takeWrites()).toEqual(['putStatus FAILED']);
    expect(publications.find(({ publisher }) => publisher === 'status')?.writes).toBe(2);
  });

  test.each(['putStatus FAILED', 'putReport', 'comment', 'thread'])(
    'where %s fails, the rest is published',
    async (kind) => {
      bitbucket.before = (write) => {
        if (write === kind) throw failure('unavailable', 503, 'down');
      };
      const { publications, file } = await publish(bitbucket, report);
      expect(publications.filter(({ outcome }) => outcome === 'failed')).toHaveLength(1);
      expect(publications.filter(({ outcome }) => outcome === 'published')).toHaveLength(4);
      expect(await file('report.json')).toContain('503: down');
    },
  );

  test.each([
    ['auto', ['status', 'insights', 'summary', 'inline']],
    ['none', []],
    [['status'], ['status']],
    [
      ['summary', 'insights'],
      ['insights', 'summary'],
    ],
  ] as const)('PUBLISH=%j', async (choice, expected) => {
    const { publications } = await publish(bitbucket, report, { publish: choice });
    const published = publications.flatMap(({ publisher, outcome }) =>
      outcome === 'published' && publisher !== 'files' ? [publisher] : [],
    );
    expect(published).toEqual(expected);
  });

  test('what a missing credential leaves out is said', async () => {
    bitbucket.reach = 'insights';
    const { of } = await publish(bitbucket, report);
    expect(of('insights').outcome).toBe('published');
    expect(of('summary')).toMatchObject({
      outcome: 'skipped',
      detail: expect.stringContaining('scope pullrequest'),
    });
    expect(of('status')).toMatchObject({
      outcome: 'skipped',
      detail: expect.stringContaining('BITBUCKET_ACCESS_TOKEN'),
    });
    const alone = await publishAll(report, await makeContext());
    expect(alone.map(({ outcome }) => outcome)).toEqual([
      'published',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
    ]);
  });

  test('without a pull request there is nobody to talk to', async () => {
    const { of } = await publish(bitbucket, makeReport({ change: { pullRequests: [] } }));
    expect([of('summary').detail, of('inline').detail]).toEqual(['no pull request', 'no pull request']);
  });

  test('each further pull request gets the conversation of its own report', async () => {
    bitbucket.addPullRequest(2, commit);
    const context = await makeContext({ bitbucket });
    const other = makeReport({
      findings: [makeFinding({ line: 70 }), makeFinding({ line: 80 })],
      change: { pullRequests: [2] },
    });
    const spoken: number[] = [];
    const create = bitbucket.createComment.bind(bitbucket);
    bitbucket.createComment = (pullRequest, ...rest) => {
      spoken.push(pullRequest);
      return create(pullRequest, ...rest);
    };
    const publications = await publishAll(report, context, undefined, [{ report: other, context }]);
    expect(spoken.filter((id) => id === 1)).toHaveLength(2);
    expect(spoken.filter((id) => id === 2)).toHaveLength(3);
    expect(publications.map(({ publisher }) => publisher)).toEqual([
      'files',
      'status',
      'insights',
      'summary',
      'inline',
    ]);
    expect(bitbucket.writes.filter((write) => write.startsWith('putStatus'))).toHaveLength(1);
  });

  test('of several pull requests one that could not be spoken to is not covered by the others', async () => {
    bitbucket.addPullRequest(2, commit);
    const context = await makeContext({ bitbucket });
    const create = bitbucket.createComment.bind(bitbucket);
    bitbucket.createComment = async (pullRequest, ...rest) => {
      if (pullRequest === 2) throw failure('unavailable', 503, 'down');
      return create(pullRequest, ...rest);
    };
    const other = makeReport({ findings: [makeFinding({ line: 70 })], change: { pullRequests: [2] } });
    const publications = await publishAll(report, context, undefined, [{ report: other, context }]);
    expect(publications.map(({ publisher, outcome, writes }) => [publisher, outcome, writes])).toEqual([
      ['files', 'published', 0],
      ['status', 'published', 1],
      ['insights', 'published', 2],
      ['summary', 'failed', 1],
      ['inline', 'failed', 1],
    ]);
    expect(publications.at(-1)?.detail).toContain('503: down');
  });

  test('a signal ends it', async () => {
    const controller = new AbortController();
    bitbucket.before = () => controller.abort(new Interrupted('SIGTERM'));
    const context = await makeContext({ bitbucket, signal: controller.signal });
    await expect(publishAll(report, context)).rejects.toThrow(Interrupted);
    expect(lastStatus()).toBeUndefined();
  });
});

describe('the build status', () => {
  test.each([
    ['passed', 'SUCCESSFUL'],
    ['failed', 'FAILED'],
    ['incomplete', 'FAILED'],
  ] as const)('%s is %s', async (outcome, state) => {
    await publish(bitbucket, { ...report, verdict: { outcome, reasons: [] } }, { publish: ['status'] });
    expect(lastStatus()).toEqual({
      key: 'code-scan',
      state,
      name: 'Code scan',
      description: `${capitalised(outcome)}: 1 new finding (1 high)`,
      url: 'https://bitbucket.org/acme/shop/pipelines/results/7',
      refname: 'feature',
    });
  });

  test('says what would mend it where there is room, and else what is wrong alone', async () => {
    const described = async (names: string) => {
      const reasons = [`1 new finding, none allowed: ${names}; the gate passes once it is fixed`];
      const verdict = { outcome: 'failed', reasons } as const;
      await publish(bitbucket, { ...report, verdict }, { publish: ['status'] });
      return lastStatus()?.description;
    };
    const start = 'Failed: 1 new finding (1 high). 1 new finding, none allowed: ';
    expect(await described('a.js:1')).toBe(`${start}a.js:1; the gate passes once it is fixed`);
    expect(await described(`${'a'.repeat(180)}.js:1`)).toBe(`${start}${'a'.repeat(180)}.js:1`);
  });

  test('of a tag goes by the tag, and long reasons are cut', async () => {
    const { branch: _branch, ...change } = report.change;
    const verdict = { outcome: 'incomplete', reasons: ['\u001b[31mx\n'.repeat(200)] } as const;
    await publish(
      bitbucket,
      { ...report, verdict, change: { ...change, tag: 'v1' } },
      { publish: ['status'] },
    );
    expect(lastStatus()).toMatchObject({
      refname: 'v1',
      description: expect.stringMatching(/^[ -~…]{255}$/),
    });
  });

  test('is STOPPED in the end, and a refusal ends nothing', async () => {
    expect(await announceStop(bitbucket, report, silent, 'SIGTERM')).toEqual({ writes: 1 });
    expect(lastStatus()).toMatchObject({ state: 'STOPPED', description: 'Stopped: SIGTERM' });
    bitbucket.before = () => {
      throw failure('unauthorised', 401, 'expired');
    };
    expect(await announceStart(bitbucket, report, silent)).toEqual({ writes: 0, failure: '401: expired' });
  });
});
