import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { tokenAccount } from '../../src/sandbox/seed.ts';
import {
  callerOf,
  commitPath,
  pipe,
  pullRequestPath,
  repositoryPath,
  sandboxFor,
  start,
  stoppedClock,
} from './call-sandbox.ts';

const report = { title: 'Code Scan', details: 'none' };

async function started(options: Partial<SandboxOptions> = {}) {
  const { sandbox, call } = await sandboxFor(options);
  onTestFinished(() => sandbox.close());
  return { sandbox, call };
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

describe('an access token', () => {
  test('with the scope of pull requests reads the repository too', async () => {
    const { call } = await started({ credentials: [{ ...pipe, scopes: ['pullrequest'] }] });
    expect((await call('GET', repositoryPath)).status).toBe(200);
    expect((await call('GET', pullRequestPath)).status).toBe(200);
  });

  test('without a scope is told which one it lacks', async () => {
    const { call } = await started({ credentials: [{ ...pipe, scopes: ['repository:write'] }] });
    const { status, json, headers } = await call('GET', `${pullRequestPath}/comments`);
    expect([status, json]).toEqual([
      403,
      {
        type: 'error',
        error: {
          message: 'Your credentials lack one or more required privilege scopes.',
          detail: { required: ['pullrequest'], granted: ['repository:write', 'repository'] },
        },
      },
    ]);
    expect(headers.get('x-oauth-scopes')).toBe('repository:write, repository');
    expect(headers.get('x-accepted-oauth-scopes')).toBe('pullrequest');
  });

  test('needs a write scope to approve', async () => {
    const { call } = await started();
    expect((await call('POST', `${pullRequestPath}/approve`)).status).toBe(403);
  });

  test('cannot ask who it is', async () => {
    const { call } = await started({ credentials: [{ ...pipe, scopes: ['account'] }] });
    const { status, json } = await call('GET', '/user');
    expect([status, json.error.message]).toEqual([
      403,
      'This API is not accessible by this authentication mechanism',
    ]);
  });

  test.each([
    ['Bearer wrong'],
    ['Basic pipe-token'],
    [basic('pipe-token', 'x')],
    ['pipe-token'],
    ['Digest pipe-token'],
  ])('that nobody has (%s) is refused', async (authorization) => {
    const { sandbox } = await started();
    const { status } = await callerOf(sandbox, authorization)('GET', repositoryPath);
    expect([status, sandbox.calls[0]?.credential]).toEqual([401, 'unknown']);
  });
});

describe('an API token', () => {
  const person = { type: 'user', uuid: '{1}', display_name: 'Kim', account_id: '1:2' } as const;
  const kim = { kind: 'api-token', email: 'kim@example.org', token: 't0ken', account: person } as const;

  test('is taken with its email and has granular scopes, which imply nothing', async () => {
    const { sandbox } = await started({ credentials: [{ ...kim, scopes: ['read:pullrequest:bitbucket'] }] });
    const call = callerOf(sandbox, basic('kim@example.org', 't0ken'));
    expect((await call('GET', pullRequestPath)).status).toBe(200);
    expect((await call('GET', repositoryPath)).json.error.detail).toEqual({
      required: ['read:repository:bitbucket'],
      granted: ['read:pullrequest:bitbucket'],
    });
    expect((await callerOf(sandbox, 'Bearer t0ken')('GET', pullRequestPath)).status).toBe(401);
  });

  test('can ask who it is', async () => {
    const { sandbox } = await started({ credentials: [{ ...kim, scopes: ['read:user:bitbucket'] }] });
    const { json } = await callerOf(sandbox, basic('kim@example.org', 't0ken'))('GET', '/user');
    expect(json).toMatchObject({ type: 'user', display_name: 'Kim', account_id: '1:2' });
  });
});

describe('an OAuth client', () => {
  const client = {
    kind: 'oauth-client',
    id: 'client',
    secret: 'client-secret',
    account: tokenAccount('consumer'),
    scopes: ['pullrequest'],
    seconds: 3600,
  } as const;

  async function take(url: string, authorization: string, body = 'grant_type=client_credentials') {
    const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
    const response = await fetch(new URL('/site/oauth2/access_token', url), {
      method: 'POST',
      headers,
      body,
    });
    return { status: response.status, json: JSON.parse(await response.text()) };
  }

  test('takes tokens, which work until they expire', async () => {
    const clock = stoppedClock();
    const { sandbox } = await started({ credentials: [client], clock });
    const { status, json } = await take(sandbox.url, basic('client', 'client-secret'));
    expect([status, json.token_type, json.expires_in, json.scopes]).toEqual([
      200,
      'bearer',
      3600,
      'pullrequest',
    ]);
    const call = callerOf(sandbox, `Bearer ${json.access_token}`);
    expect((await call('GET', repositoryPath)).status).toBe(200);
    clock.at += 3_600_000;
    expect((await call('GET', repositoryPath)).status).toBe(401);
    const again = await take(sandbox.url, basic('client', 'client-secret'));
    expect(again.json.access_token).not.toBe(json.access_token);
    sandbox.expireTokens();
    expect((await callerOf(sandbox, `Bearer ${again.json.access_token}`)('GET', repositoryPath)).status).toBe(
      401,
    );
    expect(JSON.stringify(sandbox.calls)).not.toContain(json.access_token);
    expect(JSON.stringify(sandbox.calls)).not.toContain('client-secret');
  });

  test('is refused with a wrong secret or another grant', async () => {
    const { sandbox } = await started({ credentials: [client] });
    expect((await take(sandbox.url, basic('client', 'x'))).json.error).toBe('unauthorized_client');
    const other = await take(sandbox.url, basic('client', 'client-secret'), 'grant_type=password');
    expect([other.status, other.json.error]).toEqual([400, 'unsupported_grant_type']);
  });
});

describe('nobody in particular', () => {
  test('may read a public repository and nothing else', async () => {
    const open = { ...start, repository: { workspace: 'acme', slug: 'shop', isPrivate: false } };
    const { sandbox } = await started({ start: open });
    const call = callerOf(sandbox, '');
    expect((await call('GET', pullRequestPath)).status).toBe(200);
    expect((await call('PUT', `${commitPath}/reports/x`, report)).status).toBe(401);
    expect((await call('GET', '/user')).status).toBe(401);
  });

  test('may not read a private one, but ask for the events', async () => {
    const { sandbox } = await started();
    const call = callerOf(sandbox, '');
    expect((await call('GET', repositoryPath)).status).toBe(401);
    expect((await call('GET', '/hook_events')).json.repository.links.events.href).toContain(
      '/2.0/hook_events/repository',
    );
    expect((await call('GET', '/hook_events/repository')).json.values[0].event).toBe('repo:push');
  });
});

describe('the rate limit', () => {
  test('answers in plain text, without Retry-After, until the window has passed', async () => {
    const clock = stoppedClock();
    const { call } = await started({ clock, rateLimit: { requests: 2, windowSeconds: 60 } });
    const codes: number[] = [];
    for (const wait of [0, 0, 0, 60_000]) {
      clock.at += wait;
      codes.push((await call('GET', repositoryPath)).status);
    }
    expect(codes).toEqual([200, 200, 429, 200]);
    await call('GET', repositoryPath);
    const { headers, text } = await call('GET', repositoryPath);
    expect([headers.get('content-type'), headers.get('retry-after'), text]).toEqual([
      'text/plain',
      null,
      'Rate limit for this resource has been exceeded',
    ]);
    expect((await call('GET', '/hook_events')).status).toBe(200);
  });

  test('warns where less than a fifth is left', async () => {
    const { call } = await started({ rateLimit: { requests: 5 } });
    const near: (string | null)[] = [];
    for (let index = 0; index < 5; index += 1) {
      near.push((await call('GET', repositoryPath)).headers.get('x-ratelimit-nearlimit'));
    }
    expect(near).toEqual(['false', 'false', 'false', 'false', 'true']);
  });

  test('counts each credential by itself, and says when to come back where it is told to', async () => {
    const other = { ...pipe, token: 'other' };
    const { sandbox, call } = await started({
      credentials: [pipe, other],
      rateLimit: { requests: 1, retryAfterSeconds: 30 },
    });
    await call('GET', repositoryPath);
    expect((await call('GET', repositoryPath)).headers.get('retry-after')).toBe('30');
    expect((await callerOf(sandbox, 'Bearer other')('GET', repositoryPath)).status).toBe(200);
  });
});

test.each([
  ['GET', '/nothing', 404],
  ['GET', '/repositories/acme/other', 404],
  ['GET', '/repositories/other/shop', 404],
  ['PATCH', repositoryPath, 405],
  ['DELETE', repositoryPath, 405],
  ['GET', `${commitPath}/reports/%E0%A4%A`, 404],
  ['GET', '', 404],
])('%s %s is answered %i in JSON', async (method, path, expected) => {
  const { call } = await started();
  const { status, json } = await call(method, path);
  expect([status, json.type]).toEqual([expected, 'error']);
});

test('an unknown address says that there is no API', async () => {
  const { call } = await started();
  expect((await call('GET', '/nothing')).json.error.detail).toContain('There is no API hosted at this URL');
});

test.each([
  'GET //evil.example/ HTTP/1.1',
  'GET http://[ HTTP/1.1',
  'GET http://x.org/ HTTP/1.1',
  'OPTIONS * HTTP/1.1',
])('an odd request line (%s) is answered, and is no defect', async (line) => {
  const { sandbox } = await started();
  const { hostname, port } = new URL(sandbox.url);
  const first = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(`${line}\r\nhost: x\r\n\r\n`));
    socket.on('error', reject).on('data', (data) => {
      resolve(String(data));
      socket.destroy();
    });
  });
  expect(first).toMatch(/^HTTP\/1\.1 40[04] /);
});
