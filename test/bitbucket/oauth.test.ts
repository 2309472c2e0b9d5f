import { expect, it } from 'vitest';
import { jumpingClock } from '../http/jumping-clock.ts';
import { reply, scriptedServer } from '../http/scripted-server.ts';
import { head, open, openSandbox, pipe } from './open-bitbucket.ts';

const client = {
  kind: 'oauth-client',
  id: 'client-id-1',
  secret: 'client-secret-1',
  account: pipe.account,
  scopes: ['repository', 'pullrequest'],
} as const;
const credentials = { kind: 'oauth-client', clientId: client.id, clientSecret: client.secret } as const;

const setUp = (seconds = 7200) => openSandbox({ credentials: [{ ...client, seconds }] }, { credentials });

const paths = (calls: readonly { method: string; path: string }[]) =>
  calls.map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`);

const tokenCall = 'POST /site/oauth2/access_token';
const pullRequest = 'GET /2.0/repositories/acme/shop/pullrequests/7';

it('fetches one token for all, also for those that start at once', async () => {
  const { sandbox, bitbucket, connection } = await setUp();
  await Promise.all([1, 2, 3].map(() => bitbucket.pullRequest(7)));
  await bitbucket.pullRequest(7);
  expect(paths(sandbox.calls)).toEqual([tokenCall, ...Array(4).fill(pullRequest)]);
  expect(connection.requestsSent).toBe(5);
});

it('fetches another shortly before its end', async () => {
  const { sandbox, bitbucket, clock } = await setUp(7200);
  await bitbucket.pullRequest(7);
  await clock.sleep(7130 * 1000);
  await bitbucket.pullRequest(7);
  await clock.sleep(20 * 1000);
  await bitbucket.pullRequest(7);
  expect(paths(sandbox.calls)).toEqual([tokenCall, pullRequest, pullRequest, tokenCall, pullRequest]);
});

it('renews a refused token once for all who were refused', async () => {
  const { sandbox, bitbucket } = await setUp();
  await bitbucket.pullRequest(7);
  sandbox.expireTokens();
  const found = await Promise.all([1, 2, 3].map(() => bitbucket.pullRequest(7)));
  expect(found.map((each) => each?.id)).toEqual([7, 7, 7]);
  expect(paths(sandbox.calls).filter((call) => call === tokenCall)).toHaveLength(2);
});

it('posts a comment once where the token ends before it', async () => {
  const { sandbox, bitbucket } = await setUp();
  await bitbucket.pullRequest(7);
  sandbox.expireTokens();
  await bitbucket.createComment(7, { raw: 'hello' }, () => false);
  expect(sandbox.state.comments).toMatchObject([{ raw: 'hello' }]);
});

it('asks once about a client that Bitbucket does not know, and says where to look', async () => {
  const { sandbox, bitbucket } = await openSandbox({ credentials: [] }, { credentials });
  const failed = await Promise.allSettled([1, 2, 3].map(() => bitbucket.pullRequest(7)));
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await expect(bitbucket.pullRequest(7)).rejects.toMatchObject({
    code: 'unauthorised',
    message: expect.stringMatching(
      /access_token: status 401, “Invalid OAuth client credentials”.*OAuth consumers.*private/,
    ),
  });
  expect(paths(sandbox.calls)).toEqual([tokenCall]);
});

it('tries the token address again after a failure that passes', async () => {
  const { sandbox, bitbucket } = await setUp();
  sandbox.faults = ({ index }) => (index < 2 ? { kind: 'server-error', status: 502 } : undefined);
  expect(await bitbucket.pullRequest(7)).toMatchObject({ id: 7 });
  expect(paths(sandbox.calls)).toEqual([tokenCall, tokenCall, tokenCall, pullRequest]);
});

it('gives up after a while, and begins anew when it is asked again', async () => {
  const { sandbox, bitbucket } = await setUp();
  sandbox.faults = () => ({ kind: 'reset', applied: false });
  await expect(bitbucket.pullRequest(7)).rejects.toMatchObject({ code: 'unavailable' });
  const sent = sandbox.calls.length;
  expect(sent).toBe(5);
  sandbox.faults = undefined;
  expect(await bitbucket.pullRequest(7)).toMatchObject({ id: 7 });
});

it.each([
  ['no token', { expires_in: 3600 }, 'access_token is missing'],
  ['a token that would break the header', { access_token: 'a\r\nx: y' }, 'is no token'],
])('refuses an answer with %s', async (_name, body, message) => {
  const server = await scriptedServer(reply(200, body));
  await expect(open(`${server.origin}/2.0`, { credentials }).bitbucket.pullRequest(7)).rejects.toThrow(
    message,
  );
});

it('keeps the secret to the token address, and both out of log and errors', async () => {
  const server = await scriptedServer(({ url, headers }, response, socket) => {
    if (url === '/site/oauth2/access_token') {
      reply(200, { access_token: 'fetched-token-1' })(
        { method: '', url, headers: {}, body: '' },
        response,
        socket,
      );
      return;
    }
    response.writeHead(400).end(`you sent ${headers['authorization']}`);
  });
  const { bitbucket, log } = open(`${server.origin}/2.0`, { credentials, clock: jumpingClock() });
  const error: unknown = await bitbucket.deleteReport(head, 'x').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ said: 'you sent Bearer ***' });
  const [token, call] = server.received;
  expect(token?.body).toBe('grant_type=client_credentials');
  expect(token?.headers['authorization']).toBe(
    `Basic ${Buffer.from('client-id-1:client-secret-1').toString('base64')}`,
  );
  expect(JSON.stringify(call)).not.toContain('client-secret');
  expect(`${log.lines}${error}`).not.toMatch(/fetched-token|client-secret|Y2xpZW50/);
});
