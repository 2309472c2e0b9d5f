import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { publishAll } from '../../src/publishers/publish-all.ts';
import { announceStart } from '../../src/publishers/status-publisher.ts';
import { connectRemote } from '../../src/run/remote.ts';
import type { World } from '../../src/run/world.ts';
import type { FaultPlan } from '../../src/sandbox/fault.ts';
import { accessToken, head } from '../bitbucket/open-bitbucket.ts';
import { makeContext, silent } from '../publishers/published.ts';
import { makeFinding, makeReport } from '../reports/make-report.ts';
import { Life } from './life.ts';
import { pullRequest } from './pull-request-life.ts';
import { ShopRun } from './shop-run.ts';

/** Seconds: small, but enough for what is answered on a machine that others use too. */
const limits = { reading: 1, insights: 1.2, conversation: 1.5, publishing: 2.4, stopping: 0.1 };

/** The publishing half of a run, with the pipe's own sessions and little patience. */
async function publish(life: Life) {
  const world: World = {
    environment: {},
    cwd: '/',
    log: silent,
    signal: new AbortController().signal,
    version: '1',
    folder: '/',
    node: process.execPath,
    temporaryFolder: tmpdir(),
    now: Date.now,
    random: () => 0,
  };
  await using remote = await connectRemote(world, {
    credentials: accessToken,
    apiUrl: life.sandbox.url,
    repository: { workspace: 'acme', slug: 'shop' },
    insidePipe: false,
    limits,
  });
  const { reading, publishing: bitbucket } = remote;
  if (reading === undefined || bitbucket === undefined) throw new Error('there is no way to Bitbucket');
  const findings = [makeFinding({ path: 'src/app.js', line: 12 })];
  const report = makeReport({ findings, change: { commit: head, pullRequests: [pullRequest] } });
  const started = performance.now();
  const start = announceStart(reading, report, silent);
  const publications = await publishAll(report, await makeContext({ bitbucket }), start);
  const outcomes = Object.fromEntries(publications.map(({ publisher, outcome }) => [publisher, outcome]));
  return { outcomes, seconds: (performance.now() - started) / 1000 };
}

const never =
  (part: RegExp): FaultPlan =>
  ({ method, path }) =>
    part.test(`${method} ${path}`) ? { kind: 'no-answer' } : undefined;

it.concurrent.each<[what: string, part: RegExp, outcomes: Readonly<Record<string, string>>]>([
  ['anything', /./, { status: 'failed', insights: 'failed', summary: 'failed', inline: 'failed' }],
  [
    'about a build status',
    /POST .*statuses/,
    { status: 'failed', insights: 'published', summary: 'published', inline: 'published' },
  ],
  [
    'about comments',
    /comments/,
    { status: 'published', insights: 'published', summary: 'failed', inline: 'failed' },
  ],
  ['about a new comment', /POST .*comments/, { status: 'published', insights: 'published' }],
  [
    'about Code Insights',
    /reports/,
    { status: 'published', insights: 'failed', summary: 'published', inline: 'published' },
  ],
  [
    'about annotations',
    /annotations/,
    { status: 'published', insights: 'failed', summary: 'published', inline: 'published' },
  ],
  [
    'about the pull request',
    /pullrequests/,
    { status: 'published', insights: 'published', summary: 'failed' },
  ],
])('where Bitbucket never answers %s, the rest is published in time', async (_what, part, expected) => {
  const life = await Life.open();
  life.sandbox.faults = never(part);
  const { outcomes, seconds } = await publish(life);
  expect(outcomes).toMatchObject({ files: 'published', ...expected });
  expect(seconds).toBeLessThan(limits.reading + limits.publishing + 1);
  const states = life.sandbox.state.statuses.map(({ state }) => state);
  expect(states).toEqual(expected['status'] === 'published' ? ['FAILED'] : []);
  await life.close();
});

it.concurrent('ended by SIGTERM where nothing is answered any more, the bundle still ends within 15 s', async () => {
  const shop = new ShopRun();
  const push = shop.push({ 'a.txt': 'changed\n' }, [{ path: 'a.txt', line: 1 }]);
  const sandbox = await shop.open(push);
  const { exitCode, seconds, log } = await shop.run(push, sandbox, {}, (stop) => {
    let isSilent = false;
    sandbox.faults = ({ method }) => {
      if (method === 'POST' && !isSilent) {
        isSilent = true;
        stop('SIGTERM');
      }
      return isSilent ? { kind: 'no-answer' } : undefined;
    };
  });
  await sandbox.close();
  expect(exitCode, log).toBe(143);
  expect(seconds).toBeLessThan(15);
}, 30_000);

/** `REAL_LIMITS=1 npx vitest run test/chaos/silence.test.ts` takes three minutes. */
it.runIf(process.env['REAL_LIMITS'])(
  'the bundle ends within 180 s where nothing is ever answered',
  async () => {
    const shop = new ShopRun();
    const push = shop.push({ 'a.txt': 'changed\n' }, [{ path: 'a.txt', line: 1 }]);
    const sandbox = await shop.open(push, { faults: never(/./) });
    const { exitCode, seconds, log } = await shop.run(push, sandbox, { FAIL_ON: 'never' });
    await sandbox.close();
    console.info(`ended after ${seconds.toFixed(1)} s`);
    expect(exitCode, log).toBe(4);
    expect(seconds).toBeLessThan(180);
  },
  200_000,
);
