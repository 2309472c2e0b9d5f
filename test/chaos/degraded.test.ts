import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { isWrite } from '../../src/sandbox/call.ts';
import type { Fault } from '../../src/sandbox/fault.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { lines } from '../repository/sample-repository.ts';
import { account, pullRequest, ShopRun, token } from './shop-run.ts';
import { repeated, standing, visibleState } from './visible-state.ts';

// Side by side: most of them wait, as the pipe does.
const shop = new ShopRun();
const push = shop.push({ 'a.txt': lines(20, { 3: 'changed', 9: 'changed' }) }, [
  { rule: 'sql', path: 'a.txt', line: 3 },
  { rule: 'xss', path: 'a.txt', line: 9 },
]);
/** The gate lets everything pass, so that the exit code tells of publishing alone. */
const passing = { FAIL_ON: 'never' };

async function withBitbucket<T>(
  options: Partial<SandboxOptions>,
  work: (sandbox: Sandbox) => Promise<T>,
): Promise<T> {
  const sandbox = await shop.open(push, options);
  try {
    return await work(sandbox);
  } finally {
    await sandbox.close();
  }
}

const whatStands = ({ state }: Sandbox) => ({
  statuses: state.statuses.map((status) => status.state),
  reports: state.reports.map(({ result }) => result),
  annotations: state.annotations.length,
  comments: state.comments.length,
});

it.concurrent('without the scope pullrequest, status and Code Insights are published and the log names the scope', async () => {
  const credentials = [{ kind: 'access-token', token, account, scopes: ['repository'] }] as const;
  await withBitbucket({ credentials }, async (sandbox) => {
    const { exitCode, log, outcomes } = await shop.run(push, sandbox, passing);
    expect(exitCode, log).toBe(4);
    expect(whatStands(sandbox)).toEqual({
      statuses: ['SUCCESSFUL'],
      reports: ['PASSED'],
      annotations: 2,
      comments: 0,
    });
    expect(outcomes).toEqual({
      files: 'published',
      status: 'published',
      insights: 'published',
      summary: 'failed',
      inline: 'failed',
    });
    expect(log).toMatch(/lacks the scope “pullrequest”/);
    // A failed gate says so whatever could be published.
    expect((await shop.run(push, sandbox)).exitCode).toBe(1);
  });
});

it.concurrent.each<[what: string, environment: Readonly<Record<string, string>>, log: RegExp]>([
  [
    'a repository that is not there',
    { BITBUCKET_REPO_SLUG: 'shoop' },
    /no .* in example\/shoop.*spelt right/,
  ],
  ['a refused credential', { BITBUCKET_ACCESS_TOKEN: 'ATCTT3xFfGN0-expired' }, /has expired, was revoked/],
])(
  'with %s the run ends with 4, writes nothing and says what to check',
  async (_what, environment, words) => {
    await withBitbucket({}, async (sandbox) => {
      const { exitCode, log } = await shop.run(push, sandbox, { ...passing, ...environment });
      expect(exitCode, log).toBe(4);
      expect(log).toMatch(words);
      expect(log).not.toMatch(/\n\s+at /);
      expect(whatStands(sandbox)).toMatchObject({ statuses: [], reports: [], comments: 0 });
    });
  },
  120_000,
);

it.concurrent('a pull request that is not there costs only its conversation', async () => {
  await withBitbucket({}, async (sandbox) => {
    const { exitCode, log } = await shop.run(push, sandbox, { ...passing, BITBUCKET_PR_ID: '99' });
    expect(exitCode, log).toBe(4);
    expect(whatStands(sandbox)).toMatchObject({ statuses: ['SUCCESSFUL'], reports: ['PASSED'], comments: 0 });
    expect(log).toMatch(/pull request 99/);
  });
});

/**
 * A run as a pipe: `host.docker.internal` is this machine, and behind the proxy there this sandbox stands for Bitbucket.
 */
async function runInsidePipe(sandbox: Sandbox, more: Readonly<Record<string, string>>) {
  const relay = createServer((incoming, response) => {
    const { method, headers, url = '' } = incoming;
    const path = `http://api.bitbucket.org${new URL(url).pathname}${new URL(url).search}`;
    const outgoing = request(sandbox.proxyUrl ?? '', { method, headers, path }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(outgoing);
  });
  await new Promise<void>((done) => relay.listen(0, '127.0.0.1', done));
  const { port } = relay.address() as AddressInfo;
  const preload = join(mkdtempSync(join(tmpdir(), 'pipe-')), 'host.mjs');
  writeFileSync(
    preload,
    `import net from 'node:net';
const { connect } = net;
const ours = { host: '127.0.0.1', port: ${port} };
net.connect = (to, ...rest) => connect(to.host === 'host.docker.internal' ? { ...to, ...ours } : to, ...rest);
`,
  );
  try {
    return await shop.run(push, sandbox, {
      ...passing,
      BITBUCKET_PIPE_STORAGE_DIR: '/storage',
      NODE_OPTIONS: `--import=${pathToFileURL(preload).href}`,
      ...more,
    });
  } finally {
    relay.closeAllConnections();
    relay.close();
  }
}

it.concurrent('inside a pipe, Code Insights go through the proxy where the credential is refused', async () => {
  await withBitbucket({ proxy: true }, async (sandbox) => {
    const { exitCode, log, outcomes } = await runInsidePipe(sandbox, {
      BITBUCKET_ACCESS_TOKEN: 'ATCTT3xFfGN0-expired',
    });
    expect(exitCode, log).toBe(4);
    expect(whatStands(sandbox)).toEqual({ statuses: [], reports: ['PASSED'], annotations: 2, comments: 0 });
    expect(outcomes).toMatchObject({ status: 'failed', insights: 'published' });
    expect(log).toMatch(/go through the authentication proxy instead/);
    expect(
      sandbox.calls
        .filter(({ through }) => through === 'proxy')
        .every(({ path }) => /\/reports\//.test(path)),
    ).toBe(true);
  });
});

it.concurrent('inside a pipe without a credential, Code Insights are all there is, and enough', async () => {
  await withBitbucket({ proxy: true }, async (sandbox) => {
    const { exitCode, log } = await runInsidePipe(sandbox, { BITBUCKET_ACCESS_TOKEN: '' });
    expect(exitCode, log).toBe(0);
    expect(whatStands(sandbox)).toEqual({ statuses: [], reports: ['PASSED'], annotations: 2, comments: 0 });
    expect(sandbox.calls.every(({ through }) => through === 'proxy')).toBe(true);
    expect(log).toMatch(/BITBUCKET_ACCESS_TOKEN with the scope/);
  });
});

it.concurrent.each<[what: string, fault: Fault, share: number]>([
  ['a storm that passes', { kind: 'rate-limited' }, 3],
  ['a storm that says how long', { kind: 'rate-limited', retryAfter: '1' }, 5],
])(
  'through %s everything is published',
  async (_what, fault, share) => {
    await withBitbucket({}, async (sandbox) => {
      sandbox.faults = ({ index }) => (index % share === 0 ? fault : undefined);
      const { exitCode, log } = await shop.run(push, sandbox, passing);
      expect(exitCode, log).toBe(0);
      expect(whatStands(sandbox)).toEqual({
        statuses: ['SUCCESSFUL'],
        reports: ['PASSED'],
        annotations: 2,
        comments: 3,
      });
    });
  },
  120_000,
);

it.concurrent('a storm of an hour is not waited for, and named', async () => {
  await withBitbucket({}, async (sandbox) => {
    sandbox.faults = () => ({ kind: 'rate-limited', retryAfter: '3600' });
    const { exitCode, log, seconds } = await shop.run(push, sandbox, passing);
    expect(exitCode, log).toBe(4);
    expect(log).toMatch(/a wait of 3600 s/);
    expect(seconds).toBeLessThan(10);
    expect(sandbox.calls.length).toBeLessThan(12);
  });
});

it.concurrent('a run of an older commit writes to its own commit only', async () => {
  await withBitbucket({}, async (sandbox) => {
    const newer = 'c'.repeat(40);
    sandbox.as().push(pullRequest, newer, push.files);
    const { exitCode, log, outcomes } = await shop.run(push, sandbox, passing);
    expect(exitCode, log).toBe(0);
    expect(outcomes).toEqual({
      files: 'published',
      status: 'published',
      insights: 'published',
      summary: 'skipped',
      inline: 'skipped',
    });
    expect(log).toMatch(/is at cccccccccccc by now/);
    const written = sandbox.calls.filter(isWrite).map(({ path }) => path);
    expect(written.every((path) => path.includes(`/commit/${push.commit}/`))).toBe(true);
  });
});

it.concurrent('two runs of one commit at the same time leave what one leaves', async () => {
  const alone = await withBitbucket({}, async (sandbox) => {
    await shop.run(push, sandbox);
    return standing(visibleState(sandbox.state, account.uuid));
  });
  for (let times = 0; times < 3; times += 1) {
    await withBitbucket({}, async (sandbox) => {
      const both = await Promise.all([shop.run(push, sandbox), shop.run(push, sandbox)]);
      expect(both.map(({ exitCode }) => exitCode)).toEqual([1, 1]);
      expect(repeated(sandbox.state, account.uuid)).toEqual([]);
      expect(standing(visibleState(sandbox.state, account.uuid))).toEqual(alone);
    });
  }
}, 120_000);
