import { beforeEach, describe, expect, test } from 'vitest';
import type { TriagedFinding } from '../../src/core/finding.ts';
import type { Report } from '../../src/core/report.ts';
import { collectReplies } from '../../src/publishers/collect-replies.ts';
import { publishAll } from '../../src/publishers/publish-all.ts';
import type { PublishContext } from '../../src/publishers/publisher.ts';
import { announceStart } from '../../src/publishers/status-publisher.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { addedFile, head, type Opened, openSandbox, pipe, start } from '../bitbucket/open-bitbucket.ts';
import { makeFinding, makeReport } from '../reports/make-report.ts';
import { makeContext, silent } from './published.ts';

// The same as in `conversation-life.test.ts`, but through the real client, over HTTP, against the embedded Bitbucket.

const path = 'src/app.js';

/** Of pull request 7. */
const files = [addedFile(path, 200)];

let opened: Opened;
let sandbox: Sandbox;
let commit: string;
beforeEach(async () => {
  if ('version' in start) throw new Error('a seed is expected');
  const pullRequests = (start.pullRequests ?? []).map((each) => ({ ...each, files }));
  const scopes = ['repository', 'pullrequest', 'pullrequest:write'];
  const both = await openSandbox({ start: { ...start, pullRequests }, credentials: [{ ...pipe, scopes }] });
  opened = both;
  sandbox = both.sandbox;
  commit = head;
});

function at(line: number, more: Parameters<typeof makeFinding>[0] = {}): TriagedFinding {
  return makeFinding({ path, line, ...more });
}

function report(findings: readonly TriagedFinding[], more: Partial<Report> = {}): Report {
  return { ...makeReport({ findings, change: { commit, branch: 'basket', pullRequests: [7] } }), ...more };
}

/** A run as the pipe does it: status, replies, everything. Gives the calls by method, such as `POST comments`. */
async function run(given: Report, more: Partial<PublishContext> = {}) {
  const before = sandbox.calls.length;
  const { bitbucket } = opened;
  const announced = await announceStart(bitbucket, given, silent);
  const publications = await publishAll(given, await makeContext({ bitbucket, ...more }), announced);
  const calls = sandbox.calls.slice(before);
  const writes = calls
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path: target }) => `${method} ${lastWord(target)}`);
  return { publications, writes, reads: calls.length - writes.length };
}

function lastWord(target: string): string {
  return (
    target
      .split('?')[0]
      ?.split('/')
      .findLast((part) => /^[a-z]/.test(part) && part !== 'code-scan') ?? target
  );
}

async function push(given: readonly TriagedFinding[], more: Partial<PublishContext> = {}) {
  commit = commit
    .replace(/.$/, (digit) => ((Number.parseInt(digit, 16) + 1) % 16).toString(16))
    .replace(/^./, (digit) => ((Number.parseInt(digit, 16) + 1) % 16).toString(16));
  sandbox.as().push(7, commit, files);
  return run(report(given), more);
}

function standing() {
  return sandbox.state.comments.filter(({ deleted }) => !deleted);
}

function threads() {
  return standing().filter(
    ({ inline, parent, user }) => inline && parent === undefined && user.uuid === pipe.account.uuid,
  );
}

describe('with the real client against the embedded Bitbucket', () => {
  test('the life of a pull request, and what each push costs', async () => {
    const [sql, xss] = [at(12), at(30, { rule: 'js/xss', severity: 'medium' })];
    const statuses = ['POST build', 'POST build'];
    expect((await run(report([sql, xss]))).writes.toSorted()).toEqual(
      [
        'POST annotations',
        ...statuses,
        'POST comments',
        'POST comments',
        'POST comments',
        'PUT reports',
      ].toSorted(),
    );
    const again = await run(report([sql, xss], { seconds: 60 }));
    expect(again.writes).toEqual(statuses);
    // Report, annotations, comments, and for each of two publishers where the pull request stands.
    expect(again.reads).toBe(5);
    expect((await push([xss])).writes.toSorted()).toEqual(
      [
        'POST annotations',
        ...statuses,
        'POST resolve',
        'PUT comments',
        'PUT comments',
        'PUT reports',
      ].toSorted(),
    );
    expect(threads().map(({ resolution }) => resolution !== undefined)).toEqual([true, false]);
    expect((await push([sql, xss])).writes).toContain('DELETE resolve');
    const { publications } = await push([]);
    expect(publications.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 5 }, () => 'published'));
    expect(threads().every(({ resolution }) => resolution)).toBe(true);
    expect((await run(report([]))).writes).toEqual(statuses);
  });

  test('250 comments of others and 60 of ours', async () => {
    for (let index = 0; index < 250; index += 1) sandbox.as().comment(7, `Remark ${index}`);
    const findings = Array.from({ length: 60 }, (_, index) => at(index + 1, { rule: `rule-${index}` }));
    await run(report(findings), { inlineLimit: 60 });
    expect(threads()).toHaveLength(60);
    expect((await run(report(findings), { inlineLimit: 60 })).writes).toEqual(['POST build', 'POST build']);
    expect((await push(findings.slice(1), { inlineLimit: 60 })).writes).toContain('POST resolve');
  });

  test('1,000 annotations take ten posts, and a re-run none', async () => {
    const findings = Array.from({ length: 1200 }, (_, index) => at(index + 1));
    const first = await run(report(findings), { publish: ['insights'] });
    expect(first.writes.filter((write) => write === 'POST annotations')).toHaveLength(10);
    expect((await run(report(findings), { publish: ['insights'] })).writes).toEqual(['POST build']);
    expect(sandbox.state.annotations).toHaveLength(1000);
  });

  test('a thread that an administrator deleted stays away', async () => {
    const [sql, xss] = [at(12), at(30, { rule: 'js/xss' })];
    await run(report([sql, xss]));
    sandbox.as().remove(threads()[0]?.id ?? 0);
    expect((await push([sql, xss])).writes).not.toContain('POST comments');
    expect(threads()).toHaveLength(1);
  });

  test('a forged summary of somebody else is not edited', async () => {
    const forged = sandbox
      .as()
      .comment(7, '[//]: # (code-scan:v1 summary report=code-scan commit=x digest=y)\n\nAll well');
    const { publications } = await run(report([at(12)]));
    expect(publications.map(({ outcome }) => outcome)).not.toContain('failed');
    expect(standing().find(({ id }) => id === forged.id)?.raw).toBe(forged.raw);
    expect(standing().filter(({ raw }) => raw.includes('v1 summary'))).toHaveLength(2);
  });

  test('an answer in a thread decides and is acknowledged', async () => {
    const sql = at(12);
    await run(report([sql]));
    sandbox.as().reply(threads()[0]?.id ?? 0, 'false positive: the name is checked before');
    const replies = await collectReplies(opened.bitbucket, 7, {
      reportId: 'code-scan',
      mayDecide: () => true,
      today: '2026-06-01',
    });
    expect(replies.decisions).toEqual([
      expect.objectContaining({
        kind: 'false-positive',
        person: 'Robin Developer',
        fingerprints: [sql.fingerprint],
      }),
    ]);
    const suppressed = {
      ...sql,
      disposition: 'suppressed',
      suppressedBy: 'Robin Developer',
      reason: 'x',
    } as const;
    await run(report([suppressed]), { replies });
    expect(standing().at(-1)).toMatchObject({
      parent: threads()[0]?.id,
      raw: expect.stringContaining('a false positive'),
    });
    expect((await run(report([suppressed]), { replies })).writes).toEqual(['POST build', 'POST build']);
  });

  test('TASKS: one a bad finding, resolved and opened with its thread', async () => {
    const [sql, small] = [at(12), at(30, { rule: 'js/style', severity: 'low' })];
    const more = { tasks: 'high' } as const;
    const tasks = () => sandbox.state.tasks.map(({ raw, state, comment }) => [raw, state, comment]);
    await run(report([sql, small]), more);
    const [thread] = threads();
    expect(tasks()).toEqual([['Fix or decide: SQL statement built from input', 'UNRESOLVED', thread?.id]]);
    expect((await run(report([sql, small]), more)).writes).toEqual(['POST build', 'POST build']);
    await push([small], more);
    expect(tasks()).toEqual([[expect.anything(), 'RESOLVED', thread?.id]]);
    await push([sql, small], more);
    expect(tasks()).toEqual([[expect.anything(), 'UNRESOLVED', thread?.id]]);
    expect((await run(report([sql, small]), more)).writes).toEqual(['POST build', 'POST build']);
  });

  test('REVIEW: follows the verdict, and is taken back in doubt', async () => {
    const more = { review: true };
    const review = () => sandbox.state.pull_requests[0]?.participants.map(({ state }) => state);
    await run(report([at(12)]), more);
    expect(review()).toEqual(['changes_requested']);
    expect((await run(report([at(12)]), more)).writes).toEqual(['POST build', 'POST build']);
    await push([], more);
    expect(review()).toEqual(['approved']);
    expect((await run(report([]), more)).writes).toEqual(['POST build', 'POST build']);
    const doubt = report([], { verdict: { outcome: 'incomplete', reasons: ['a scanner failed'] } });
    await run(doubt, more);
    expect(review()).toEqual([null]);
  });

  test('REVIEW without the right names the scope that is missing', async () => {
    const { bitbucket } = await openSandbox();
    await expect(bitbucket.giveReview(7, 'approved')).rejects.toThrow('pullrequest:write');
  });

  test('whichever answer is lost, nothing is said twice', async () => {
    const findings = [at(12), at(30, { rule: 'js/xss' }), at(50, { rule: 'js/eval' })];
    const comments = sandbox.calls.length;
    for (const applied of [true, false]) {
      let failed = false;
      sandbox.faults = ({ method, path: target }) => {
        const hits = !failed && method === 'POST' && target.endsWith('/comments');
        failed ||= hits;
        return hits ? { kind: 'reset', applied } : undefined;
      };
      const { publications } = await push(findings);
      expect(publications.map(({ outcome }) => outcome)).not.toContain('failed');
    }
    expect(sandbox.calls.length).toBeGreaterThan(comments);
    expect(threads()).toHaveLength(3);
    expect(standing().filter(({ raw }) => raw.includes('v1 summary'))).toHaveLength(1);
  });
});
