import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Fault, scriptedFaults, seededFaults } from '../../src/sandbox/fault.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { installBundle, toolPath } from '../e2e/bundle.ts';
import { type HostilePullRequest, pullRequest, vulnerable } from './hostile-pull-request.ts';
import { leaks } from './secret-forms.ts';
import { type WatchedRun, watchBundle } from './watched-run.ts';
import { openWire } from './wire.ts';
import { filesIn, openBitbucket, repositoryEnvironment } from './with-bitbucket.ts';

const main = installBundle();

/** Credentials as they look, with every character that some encoding changes. */
const secrets = {
  token: `ATCTT3xFf+/=&"%<>'\\canary-token-1a2b`,
  apiToken: `ATATT3xFf+/=&"%<>'\\canary-api-3c4d`,
  clientSecret: `canary+/=&"%<>'\\client-secret-5e6f`,
  deploy: 'canary-deploy-password-7a8b',
  cloud: 'canary/cloud+key9c0dEXAMPLE',
  proxy: 'canary-proxy-word-1f2e',
};
const email = 'ada@example.com';

/** Tells all that it is told and sees, in a finding. */
const tools = mkdtempSync(join(tmpdir(), 'tools-'));
writeFileSync(
  join(tools, 'tell-all'),
  `#!${process.execPath}
const { execFileSync } = require('node:child_process');
const all = JSON.stringify([process.env, process.argv, execFileSync('cat', ['/proc/self/environ'], { encoding: 'latin1' })]);
const results = [{ ruleId: 'all', message: { text: all } }];
require('node:fs').writeFileSync(process.argv[2] ?? '/dev/null', JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'tell-all' } }, results }] }));
`,
  { mode: 0o755 },
);

function request(): HostilePullRequest {
  return pullRequest(
    {
      'old.js': 'old\n',
      '.code-scan.yml':
        "customScanners:\n  - name: tell-all\n    command: tell-all\n    arguments: ['{output}']\n    sarif: file\n",
    },
    { 'new.js': vulnerable() },
  );
}

const credentials = {
  'an access token': { BITBUCKET_ACCESS_TOKEN: secrets.token },
  'an API token': { BITBUCKET_EMAIL: email, BITBUCKET_API_TOKEN: secrets.apiToken },
  'an OAuth consumer': { BITBUCKET_CLIENT_ID: 'consumer', BITBUCKET_CLIENT_SECRET: secrets.clientSecret },
};
const known = {
  token: secrets.token,
  apiToken: { email, token: secrets.apiToken },
  client: { id: 'consumer', secret: secrets.clientSecret },
};

/** Set in every run, and nothing that the pipe needs. */
const others = {
  DEPLOY_PASSWORD: secrets.deploy,
  AWS_SECRET_ACCESS_KEY: secrets.cloud,
  HTTPS_PROXY: `http://ada:${secrets.proxy}@127.0.0.1:9`,
  DEBUG: 'true',
};

interface Seen {
  readonly run: WatchedRun;
  readonly sent: string;
  readonly leaks: readonly string[];
}

/** Runs one mode against a server behind a relay, and looks for the secrets in all that can be seen of it. */
async function look(
  given: HostilePullRequest,
  server: string,
  more: Readonly<Record<string, string>>,
): Promise<Seen> {
  await using wire = await openWire(server);
  const { repository, environment } = given;
  const run = await watchBundle(main, repository.root, {
    ...environment,
    ...repositoryEnvironment,
    ...others,
    BITBUCKET_API_URL: wire.url,
    ...more,
    PATH: `${tools}:${toolPath}`,
  });
  const texts = {
    log: run.log,
    ...filesIn(join(repository.root, 'code-scan-report')),
    'what was sent': wire.sent(),
    'a command line': [...run.commandLines].join('\n'),
    'an environment of a child': [...run.environments].join('\n'),
  };
  return { run, sent: wire.sent(), leaks: leaks(secrets, texts) };
}

async function withBitbucket(
  faults: Sandbox['faults'],
  work: (given: HostilePullRequest, sandbox: Sandbox) => Promise<void>,
): Promise<void> {
  const given = request();
  const sandbox = await openBitbucket(given, known, { ...(faults && { faults }) });
  try {
    await work(given, sandbox);
  } finally {
    await sandbox.close();
  }
}

const faults: readonly Fault[] = [
  { kind: 'rate-limited', retryAfter: '0' },
  { kind: 'server-error', status: 502 },
  { kind: 'reset', applied: false },
  { kind: 'reset', applied: true },
  { kind: 'truncated-json' },
];

describe('the credential and every other secret of the step', () => {
  it.each(Object.entries(credentials))(
    'are nowhere to be seen with %s, whatever goes wrong',
    async (_, credential) => {
      await withBitbucket(seededFaults(7, { faults, rate: 0.1, most: 1 }), async (given, sandbox) => {
        const { run, leaks, sent } = await look(given, sandbox.url, credential);
        expect(run.exitCode, run.log).toBe(1);
        expect(sent).toContain('POST /2.0/repositories/example/shop/pullrequests/12/comments');
        expect(leaks).toEqual([]);
        // What the watching is worth: it saw the scanners, and the scanner that tells all was heard.
        const commandLines = [...run.commandLines].join('\n');
        expect(commandLines).toContain('ast-grep scan');
        expect(commandLines).toContain('secretlint.js');
        expect([...run.environments].join('\n')).toMatch(/^GIT_DIR=/m);
        expect(filesIn(join(given.repository.root, 'code-scan-report'))['report.json']).toContain('PATH=');
      });
    },
    60_000,
  );

  it.each([
    ['preview', {}],
    ['collect', {}],
    ['publish', { SARIF_FILES: 'given.sarif' }],
    ['doctor', {}],
    ['scan', { LOG_FORMAT: 'json', PUBLISH: 'none' }],
  ])(
    'are nowhere to be seen in MODE=%s',
    async (mode, more) => {
      await withBitbucket(undefined, async (given, sandbox) => {
        given.repository.write('given.sarif', '{"version":"2.1.0","runs":[]}');
        const { run, leaks } = await look(given, sandbox.url, {
          MODE: mode,
          ...more,
          ...credentials['an access token'],
        });
        expect(run.exitCode, run.log).toBeLessThan(2);
        expect(leaks).toEqual([]);
      });
    },
    60_000,
  );

  it('are nowhere to be seen where they are refused', async () => {
    const given = request();
    const sandbox = await openBitbucket(given, {});
    try {
      for (const credential of Object.values(credentials)) {
        const { run, leaks } = await look(given, sandbox.url, { MODE: 'doctor', ...credential });
        expect(run.exitCode, run.log).toBe(2);
        expect(leaks).toEqual([]);
      }
    } finally {
      await sandbox.close();
    }
  }, 60_000);

  it('do not follow a redirect to somebody else', async () => {
    await using elsewhere = await openWire('http://127.0.0.1:9/');
    const redirect: Fault = { kind: 'redirect', to: `${elsewhere.url}stolen`, status: 307 };
    const plan = scriptedFaults([{ when: () => true, times: 1000, fault: redirect }]);
    await withBitbucket(plan, async (given, sandbox) => {
      const { run, leaks } = await look(given, sandbox.url, {
        FAIL_ON: 'never',
        ...credentials['an access token'],
      });
      expect(run.exitCode, run.log).toBe(4);
      expect(leaks).toEqual([]);
    });
    expect(elsewhere.credentials()).toEqual([]);
    expect(elsewhere.sent()).toBe('');
  }, 60_000);

  it('are taken out of what a server says that repeats them', async () => {
    const echo = createServer((message, response) => {
      const sent = message.headers.authorization ?? '';
      const pair = Buffer.from(sent.replace(/^\w+ /, ''), 'base64').toString();
      const text = [sent, encodeURIComponent(sent), Buffer.from(sent).toString('base64'), pair].join(' | ');
      const body = JSON.stringify({ type: 'error', error: { message: text, detail: text } });
      response.writeHead(400, {
        'content-type': 'application/json',
        location: `/x?${encodeURIComponent(sent)}`,
      });
      response.end(body);
    });
    await new Promise<void>((ready) => echo.listen(0, '127.0.0.1', ready));
    const address = echo.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    try {
      const given = request();
      for (const [mode, credential] of [
        ['scan', credentials['an access token']],
        ['doctor', credentials['an API token']],
        ['doctor', credentials['an OAuth consumer']],
      ] as const) {
        const more = { MODE: mode, FAIL_ON: 'never', ...credential };
        const { run, leaks } = await look(given, `http://127.0.0.1:${port}/2.0`, more);
        expect(run.exitCode, run.log).toBe(mode === 'scan' ? 4 : 2);
        expect(leaks).toEqual([]);
      }
    } finally {
      echo.close();
    }
  }, 90_000);

  it('are nowhere to be seen in what is said of a wrong configuration', async () => {
    const given = request();
    const all = Object.assign({}, ...Object.values(credentials)) as Record<string, string>;
    const { run, leaks } = await look(given, 'http://127.0.0.1:9/2.0', { ...all, FAIL_ON: secrets.token });
    expect(run.exitCode).toBe(2);
    expect(leaks).toEqual([]);
  });
});
