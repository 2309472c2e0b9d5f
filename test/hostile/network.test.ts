import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transport } from '../../src/http/transport.ts';
import { waysOut } from '../../src/run/ways-out.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { installBundle, runBundle } from '../e2e/bundle.ts';
import { sarifLog } from '../e2e/sarif-log.ts';
import { makeRequest } from '../http/make-request.ts';
import { type CompanyNetwork, openCompanyNetwork } from './company-network.ts';
import { type HostilePullRequest, pullRequest } from './hostile-pull-request.ts';
import { leaks } from './secret-forms.ts';
import { filesIn, openBitbucket, repositoryEnvironment } from './with-bitbucket.ts';

const main = installBundle();
const secrets = { token: 'canary-network-token-7c1e', password: 'canary:proxy/word@9b2d' };
const proxyUser = { user: 'ada', password: secrets.password };

let given: HostilePullRequest;
let sandbox: Sandbox;
beforeAll(async () => {
  given = pullRequest(
    { 'old.js': 'old\n' },
    { 'new.js': 'x\n', 'given.sarif': sarifLog([{ path: 'new.js', line: 1 }]) },
  );
  sandbox = await openBitbucket(given, { token: secrets.token });
});
afterAll(() => sandbox.close());

/** One run through this network; the log and the reports never hold a secret. */
async function run(network: CompanyNetwork, more: Readonly<Record<string, string>>) {
  const { repository, environment } = given;
  const outcome = await runBundle(main, repository.root, {
    ...environment,
    ...repositoryEnvironment,
    BITBUCKET_API_URL: network.url,
    BITBUCKET_ACCESS_TOKEN: secrets.token,
    DEBUG: 'true',
    FAIL_ON: 'never',
    MODE: 'publish',
    SARIF_FILES: 'given.sarif',
    ...more,
  });
  expect(leaks(secrets, { log: outcome.log, ...filesIn(join(repository.root, 'code-scan-report')) })).toEqual(
    [],
  );
  return outcome;
}

const authorised = `Basic ${Buffer.from(`ada:${secrets.password}`).toString('base64')}`;

describe('behind a company’s proxy', () => {
  it('all goes through it, to a server whose authority a variable names, and neither learns the other’s password', async () => {
    await using network = await openCompanyNetwork(sandbox.url, proxyUser);
    const { exitCode, log } = await run(network, {
      HTTPS_PROXY: network.proxy.url,
      NODE_EXTRA_CA_CERTS: network.authority,
    });
    expect(exitCode, log).toBe(0);
    expect(network.received()).toContain(`authorization: Bearer ${secrets.token}`);
    expect(network.received()).toContain('POST /2.0/repositories/example/shop/pullrequests/12/comments');
    expect(network.tunnels.length).toBeGreaterThan(0);
    for (const { to, headers } of network.tunnels) {
      expect(to).toBe('bitbucket.test:443');
      expect(headers['proxy-authorization']).toBe(authorised);
      expect(JSON.stringify(headers)).not.toContain(secrets.token);
    }
    expect(leaks(secrets, { proxy: network.seenByProxy() })).toEqual([]);
    expect(leaks({ password: secrets.password }, { server: network.received() })).toEqual([]);
  }, 60_000);

  it.each([
    ['nothing', {}],
    ['a wish not to check any', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
  ])(
    'a certificate that nobody vouches for is refused, with %s',
    async (_, more) => {
      await using network = await openCompanyNetwork(sandbox.url, proxyUser);
      const { exitCode, log } = await run(network, { HTTPS_PROXY: network.proxy.url, ...more });
      expect(exitCode, log).toBe(4);
      expect(network.tunnels.length).toBeGreaterThan(0);
      expect(network.received()).toBe('');
      expect(log).toMatch(/certificate/);
      expect(log).toContain('NODE_EXTRA_CA_CERTS');
    },
    60_000,
  );

  it.each(['example.test,bitbucket.test', '.test', '*'])(
    'what NO_PROXY=%s names goes past it',
    async (no) => {
      await using network = await openCompanyNetwork(sandbox.url, proxyUser);
      const environment = { https_proxy: network.proxy.url, no_proxy: no };
      const { send, close } = transport({ proxies: waysOut({ environment }) });
      // There is no such host but behind the proxy.
      await expect(send(makeRequest(`${network.url}/x`))).rejects.toMatchObject({ failure: 'unreachable' });
      await close();
      expect(network.tunnels).toEqual([]);
    },
  );

  it('one that wants another password is named, without the one it got', async () => {
    await using network = await openCompanyNetwork(sandbox.url, {
      ...proxyUser,
      answer: '407 Proxy Authentication Required',
    });
    const { exitCode, log } = await run(network, { HTTPS_PROXY: network.proxy.url });
    expect(exitCode, log).toBe(4);
    expect(log).toContain('407');
    expect(network.received()).toBe('');
  }, 60_000);

  it.each([
    ['no address', 'HTTPS_PROXY'],
    ['ftp://ada:hush9@proxy.test', 'https_proxy'],
    ['http://', 'HTTP_PROXY'],
  ])('%j as one is a problem of the configuration, told before anything is sent', async (address, name) => {
    await using network = await openCompanyNetwork(sandbox.url, proxyUser);
    const { exitCode, log } = await run(network, { [name]: address });
    expect(exitCode, log).toBe(2);
    expect(log).toMatch(new RegExp(`${name}: is not the address of a proxy; accepted: http://host:port`));
    expect(log).not.toContain('hush9');
  });

  it('one without a scheme is one of http', async () => {
    await using network = await openCompanyNetwork(sandbox.url, proxyUser);
    await run(network, { HTTPS_PROXY: network.proxy.host, NODE_EXTRA_CA_CERTS: network.authority });
    expect(network.received()).toContain(`authorization: Bearer ${secrets.token}`);
  });
});
