import { expect, it } from 'vitest';
import { ApiError } from '../../src/bitbucket/api-error.ts';
import type { Annotation, Bitbucket } from '../../src/bitbucket/bitbucket.ts';
import { type Fault, seededFaults } from '../../src/sandbox/fault.ts';
import type { SandboxState } from '../../src/sandbox/state.ts';
import { all, head, openSandbox } from './open-bitbucket.ts';

/** `CHAOS_RUNS=5000 npx vitest run test/bitbucket/chaos.test.ts` for a long campaign. */
const runs = Number(process.env['CHAOS_RUNS'] ?? 60);

const faults: readonly Fault[] = [
  { kind: 'rate-limited' },
  { kind: 'rate-limited', retryAfter: '2' },
  { kind: 'server-error', status: 500 },
  { kind: 'server-error', status: 502, applied: true },
  { kind: 'server-error', status: 503 },
  { kind: 'reset', applied: false },
  { kind: 'reset', applied: true },
  { kind: 'truncated-json' },
  { kind: 'slow-body', milliseconds: 1 },
  { kind: 'repeated-items' },
];

const annotation = (id: number): Annotation => ({
  external_id: `a${id}`,
  annotation_type: 'BUG',
  summary: `finding ${id}`,
  severity: 'LOW',
  result: 'FAILED',
});

/** A small publisher that may be run again: looks first, then writes what is not there. */
async function publish(bitbucket: Bitbucket): Promise<void> {
  const status = { key: 'k', name: 'n', description: 'd', url: 'https://x.test' };
  await bitbucket.putStatus(head, { ...status, state: 'INPROGRESS' });
  const report = {
    external_id: 'r',
    title: 't',
    details: 'd',
    report_type: 'BUG',
    reporter: 'me',
    data: [],
  } as const;
  await bitbucket.putReport(head, { ...report, result: 'PENDING' });
  const batches = [0, 1].map((batch) =>
    Array.from({ length: 100 }, (_, each) => annotation(batch * 100 + each)),
  );
  await Promise.all(batches.map((batch) => bitbucket.postAnnotations(head, 'r', batch)));
  await bitbucket.deleteAnnotation(head, 'r', 'a7');
  const known = await all(bitbucket.comments(7));
  for (const line of [1, 2, 3]) {
    const raw = `finding on line ${line}`;
    const isThisOne = (comment: { raw: string }) => comment.raw === raw;
    const inline = { path: 'src/app.js', to: line };
    const { id } = known.find(isThisOne) ?? (await bitbucket.createComment(7, { raw, inline }, isThisOne));
    if (line === 2) await bitbucket.resolveComment(7, id);
  }
  await bitbucket.putReport(head, { ...report, result: 'FAILED' });
  await bitbucket.putStatus(head, { ...status, state: 'FAILED' });
}

/** What a person would see: without ids and times. */
function visible({ statuses, reports, annotations, comments }: SandboxState) {
  return {
    statuses: statuses.map(({ key, state }) => [key, state]),
    reports: reports.map(({ external_id, result }) => [external_id, result]),
    annotations: annotations.map(({ external_id, summary }) => [external_id, summary]).sort(),
    comments: comments
      .map(({ raw, inline, deleted, resolution }) => [raw, inline?.to, deleted, resolution !== undefined])
      .sort(),
  };
}

async function stateAfter(seed?: number) {
  const { bitbucket, sandbox, connection } = await openSandbox();
  for (let count = 1; count <= 110; count += 1) sandbox.as().comment(7, `human ${count}`);
  if (seed !== undefined) sandbox.faults = seededFaults(seed, { faults, rate: 0.4, most: 3 });
  const failed = await publish(bitbucket).then(
    () => false,
    (error: unknown) => {
      expect(error).toBeInstanceOf(ApiError);
      return true;
    },
  );
  if (failed) {
    sandbox.faults = undefined;
    await publish(bitbucket);
  }
  // Long campaigns would run out of ports otherwise.
  await Promise.all([connection.close(), sandbox.close()]);
  return { state: visible(sandbox.state), failed, requests: connection.requestsSent };
}

it('ends as without faults, after at most one more run, whatever goes wrong', async () => {
  const expected = await stateAfter();
  let [again, requests] = [0, 0];
  for (let seed = 1; seed <= runs; seed += 1) {
    const given = await stateAfter(seed);
    expect(given.state, `seed ${seed}`).toEqual(expected.state);
    again += Number(given.failed);
    requests += given.requests;
  }
  console.info(`${runs} runs under faults: ${again} needed another, ${requests} requests, all ended alike`);
}, 600_000);
