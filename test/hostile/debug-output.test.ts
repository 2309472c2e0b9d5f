import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { installBundle, runBundle, toolPath } from '../e2e/bundle.ts';
import { sarifLog } from '../e2e/sarif-log.ts';
import { pullRequest } from './hostile-pull-request.ts';
import { leaks } from './secret-forms.ts';
import { openBitbucket, repositoryEnvironment } from './with-bitbucket.ts';

const main = installBundle();
const secrets = { token: 'canary-debug-token-3e7f', other: 'canary-debug-word-9a1c' };

/** What Node.js and its libraries print of themselves where somebody asks for it, past every log of ours. */
const wishes: readonly Readonly<Record<string, string>>[] = [
  { NODE_DEBUG: 'http,https,net,tls,stream,child_process,undici,fetch' },
  { NODE_OPTIONS: '--trace-warnings --trace-uncaught --pending-deprecation' },
  { NODE_OPTIONS: '--report-uncaught-exception --report-on-fatalerror' },
];

describe('the debug output of Node.js', () => {
  it.each(wishes)(
    'holds no secret with %j',
    async (wish) => {
      const given = pullRequest(
        { 'old.js': 'old\n' },
        { 'new.js': 'x\n', 'given.sarif': sarifLog([{ path: 'new.js', line: 1 }]) },
      );
      const sandbox = await openBitbucket(given, { token: secrets.token });
      try {
        const { log } = await runBundle(main, given.repository.root, {
          ...given.environment,
          ...repositoryEnvironment,
          BITBUCKET_API_URL: sandbox.url,
          BITBUCKET_ACCESS_TOKEN: secrets.token,
          DEPLOY_PASSWORD: secrets.other,
          MODE: 'publish',
          SARIF_FILES: 'given.sarif',
          ...wish,
        });
        expect(sandbox.calls.length).toBeGreaterThan(5);
        if (wish['NODE_DEBUG'] !== undefined) expect(log).toMatch(/^(?:NET|STREAM|CHILD_PROCESS) \d+: /m);
        expect(leaks(secrets, { log })).toEqual([]);
      } finally {
        await sandbox.close();
      }
    },
    60_000,
  );
});

it('a crash leaves no memory of the pipe behind: it writes no core dump, whatever the machine allows', async () => {
  const given = pullRequest({ 'old.js': 'old\n' }, { 'new.js': 'x\n' });
  const child = spawn('sh', ['-c', 'ulimit -c unlimited; exec "$0" "$1"', process.execPath, main], {
    cwd: given.repository.root,
    env: { PATH: toolPath, ...given.environment },
    stdio: 'ignore',
  });
  const limits = () =>
    readFileSync(`/proc/${child.pid}/limits`, 'utf8').match(/Max core file size +(\S+)/)?.[1];
  const seen = new Set<string>();
  const look = setInterval(() => {
    try {
      seen.add(limits() ?? '');
    } catch {
      // It has ended.
    }
  }, 5);
  const exitCode = await new Promise((done) => child.on('close', done));
  clearInterval(look);
  expect(exitCode).toBe(0);
  // Unlimited before the pipe has said otherwise, which shows that the machine does allow it.
  expect([...seen].slice(0, 2)).toEqual(['unlimited', '0']);
}, 60_000);
