import { expect, it, onTestFinished } from 'vitest';
import { type Check, type DoctorOptions, examine } from '../../src/bitbucket/doctor.ts';
import { includesScope } from '../../src/bitbucket/scopes.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { jumpingClock } from '../http/jumping-clock.ts';
import { recordingLog } from '../http/recording-log.ts';
import { reply, scriptedServer } from '../http/scripted-server.ts';
import { accessToken, endless, head, openSandbox, pipe, start } from './open-bitbucket.ts';

const publishers = ['status', 'insights', 'summary', 'inline'] as const;

const examineAt = (apiUrl: string, changes: Partial<DoctorOptions> = {}) =>
  examine({
    credentials: accessToken,
    apiUrl,
    repository: { workspace: 'acme', slug: 'shop' },
    clock: jumpingClock(),
    random: () => 0.5,
    log: recordingLog(),
    publishers,
    commit: head,
    pullRequest: 7,
    deadline: endless(),
    ...changes,
  });

const outcomes = (checks: readonly Check[]) =>
  Object.fromEntries(checks.map(({ check, outcome }) => [check, outcome]));

const remedies = (checks: readonly Check[]) => checks.map(({ remedy }) => remedy ?? '').join('\n');

it('finds everything in order, with reads only', async () => {
  const { sandbox } = await openSandbox();
  const checks = await examineAt(sandbox.url);
  expect(outcomes(checks)).toMatchObject({
    credential: 'ok',
    repository: 'ok',
    'pull request': 'ok',
    'publish status': 'ok',
    'publish insights': 'ok',
    'publish summary': 'ok',
    'publish inline': 'ok',
  });
  expect(sandbox.calls.every(({ method }) => method === 'GET')).toBe(true);
  expect(checks.filter(({ publisher }) => publisher).map(({ publisher }) => publisher)).toEqual(publishers);
});

it('names the scope that is missing, and what it costs', async () => {
  const { sandbox } = await openSandbox({ credentials: [{ ...pipe, scopes: ['repository'] }] });
  const checks = await examineAt(sandbox.url);
  expect(outcomes(checks)).toMatchObject({
    credential: 'ok',
    'publish status': 'ok',
    'publish insights': 'ok',
    'publish summary': 'missing',
    'publish inline': 'missing',
  });
  expect(JSON.stringify(checks)).toContain('pullrequest');
});

it('says that the credential is refused', async () => {
  const { sandbox } = await openSandbox({ credentials: [] });
  const checks = await examineAt(sandbox.url);
  expect(outcomes(checks)).toMatchObject({ credential: 'failed', 'publish status': 'failed' });
  expect(remedies(checks)).toContain('BITBUCKET_ACCESS_TOKEN. It has expired');
});

it('tells a misspelt repository', async () => {
  const { sandbox } = await openSandbox();
  const checks = await examineAt(sandbox.url, { repository: { workspace: 'acme', slug: 'shoop' } });
  expect(outcomes(checks)).toMatchObject({
    credential: 'ok',
    repository: 'failed',
    'publish status': 'failed',
  });
  expect(remedies(checks)).toContain('acme/shoop');
});

it('works without a pull request', async () => {
  const { sandbox } = await openSandbox();
  const { pullRequest: _, ...options } = { pullRequest: 0, commit: head };
  const checks = await examine({
    ...options,
    credentials: accessToken,
    apiUrl: sandbox.url,
    repository: { workspace: 'acme', slug: 'shop' },
    clock: jumpingClock(),
    random: () => 0.5,
    log: recordingLog(),
    publishers,
    deadline: endless(),
  });
  expect(outcomes(checks)).toMatchObject({ 'pull request': 'skipped', 'publish summary': 'ok' });
});

it('finds what the proxy can do and what it cannot', async () => {
  const sandbox = await startSandbox({ start, proxy: true });
  onTestFinished(() => sandbox.close());
  const proxyUrl = sandbox.proxyUrl ?? '';
  const checks = await examineAt('https://api.bitbucket.org/2.0', {
    credentials: { kind: 'pipelines-proxy', proxyUrl },
  });
  expect(outcomes(checks)).toMatchObject({
    'authentication proxy': 'ok',
    'publish insights': 'ok',
    'publish status': 'missing',
    'publish summary': 'missing',
  });
  expect(remedies(checks)).toContain('Set BITBUCKET_ACCESS_TOKEN');
});

it('counts on the proxy where the token cannot do Code Insights', async () => {
  const direct = await scriptedServer(({ url }, response, socket) =>
    reply(url.includes('/reports') ? 403 : 200, {})(
      { method: '', url, headers: {}, body: '' },
      response,
      socket,
    ),
  );
  const proxy = await scriptedServer(reply(200, { values: [] }));
  const checks = await examineAt(`${direct.origin}/2.0`, { insightsProxy: proxy.origin });
  const insights = checks.find(({ publisher }) => publisher === 'insights');
  expect(insights).toMatchObject({ outcome: 'ok', detail: 'through the authentication proxy' });
});

it('tells scopes, kind and rate limit where Bitbucket does', async () => {
  const server = await scriptedServer(
    reply(
      200,
      {},
      {
        'X-OAuth-Scopes': 'pullrequest, repository:write',
        'X-Credential-Type': 'repo_access_token',
        'X-RateLimit-Limit': '1000',
        'X-RateLimit-NearLimit': 'true',
      },
    ),
  );
  const checks = await examineAt(`${server.origin}/2.0`);
  const details = Object.fromEntries(checks.map(({ check, detail }) => [check, detail]));
  expect(details).toMatchObject({
    credential: 'BITBUCKET_ACCESS_TOKEN, which Bitbucket calls repo_access_token',
    scopes: 'pullrequest, repository:write',
    'rate limit': '1000 requests an hour, nearly used up',
  });
});

it('believes told scopes more than a public repository that anybody can read', async () => {
  const server = await scriptedServer(reply(200, {}, { 'X-OAuth-Scopes': 'repository' }));
  const checks = await examineAt(`${server.origin}/2.0`);
  expect(outcomes(checks)).toMatchObject({ 'publish status': 'ok', 'publish summary': 'missing' });
});

it.each<[granted: string[], scope: 'repository' | 'pullrequest', included: boolean]>([
  [['repository'], 'repository', true],
  [['pullrequest'], 'repository', true],
  [['pullrequest:write'], 'pullrequest', true],
  [['repository:write'], 'repository', true],
  [['repository:write'], 'pullrequest', false],
  [['read:pullrequest:bitbucket'], 'pullrequest', true],
  [['read:pullrequest:bitbucket'], 'repository', false],
  [[], 'repository', false],
])('%j includes %s: %s', (granted, scope, included) => {
  expect(includesScope(granted, scope)).toBe(included);
});

it('without any credential says what to set, and sends nothing', async () => {
  const { credentials: _, ...rest } = { credentials: accessToken, apiUrl: 'http://127.0.0.1:1/2.0' };
  const checks = await examine({
    ...rest,
    repository: { workspace: 'acme', slug: 'shop' },
    clock: jumpingClock(),
    random: () => 0.5,
    log: recordingLog(),
    publishers: ['summary'],
    deadline: endless(),
  });
  expect(outcomes(checks)).toEqual({ credential: 'missing', 'publish summary': 'missing' });
  expect(remedies(checks)).toContain('BITBUCKET_ACCESS_TOKEN');
});
