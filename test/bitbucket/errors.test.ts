import { describe, expect, it } from 'vitest';
import { ApiError } from '../../src/bitbucket/api-error.ts';
import type { Credentials } from '../../src/bitbucket/credentials.ts';
import { type Answer, reply, reset, scriptedServer } from '../http/scripted-server.ts';
import { accessToken, head, open } from './open-bitbucket.ts';

const status = {
  key: 'code-scan',
  state: 'SUCCESSFUL',
  name: 'Code Scan',
  description: 'fine',
  url: 'https://example.test',
} as const;

async function errorOf(answer: Answer, credentials: Credentials = accessToken): Promise<ApiError> {
  const server = await scriptedServer(answer);
  const proxied = credentials.kind === 'pipelines-proxy';
  const given = proxied ? { ...credentials, proxyUrl: server.origin } : credentials;
  const apiUrl = proxied ? 'https://api.bitbucket.org/2.0' : `${server.origin}/2.0`;
  const { bitbucket } = open(apiUrl, { credentials: given });
  const outcome = proxied ? bitbucket.deleteReport(head, 'x') : bitbucket.putStatus(head, status);
  const error = await outcome.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

const html = (title: string): Answer =>
  reply(
    400,
    `<html><head><title>${title}</title><style>a{}</style></head><body><h1>${title}</h1><script>x()</script></body></html>`,
    {
      'content-type': 'text/html; charset=utf-8',
    },
  );

describe('quotes Bitbucket’s own words', () => {
  it.each<[name: string, answer: Answer, said: string]>([
    ['message', reply(400, { type: 'error', error: { message: 'Bad request' } }), 'Bad request'],
    ['message without type', reply(404, { error: { message: 'Not here' } }), 'Not here'],
    [
      'message and detail',
      reply(404, { error: { message: 'Resource not found', detail: 'There is no API hosted at this URL.' } }),
      'Resource not found – There is no API hosted at this URL.',
    ],
    [
      'fields as lists',
      reply(400, { error: { message: 'Bad request', fields: { key: ['Too long.', 'Odd.'] } } }),
      'Bad request – key: Too long. Odd.',
    ],
    [
      'fields as texts',
      reply(400, { error: { message: 'Bad request', fields: { created_on: 'extra keys not allowed' } } }),
      'Bad request – created_on: extra keys not allowed',
    ],
    [
      'fields that repeat the message',
      reply(400, { error: { message: 'key: Too long.', fields: { key: ['Too long.'] } } }),
      'key: Too long.',
    ],
    [
      'Code Insights with key',
      reply(404, { key: 'report-service.report.not-found', message: 'Report x not found', arguments: ['x'] }),
      'Report x not found',
    ],
    [
      'Code Insights with code',
      reply(400, { code: 400, message: 'Bulk upload supports a maximum of /100 annotations.' }),
      'Bulk upload supports a maximum of /100 annotations.',
    ],
    ['OAuth', reply(400, { error: 'invalid_grant', error_description: 'Nope' }), 'Nope'],
    ['a text as error', reply(400, { error: 'just text' }), 'just text'],
    ['detail at the top', reply(400, { detail: 'Gateway says no' }), 'Gateway says no'],
    ['a list of errors', reply(400, { errors: [{ message: 'one' }, { message: 'two' }] }), 'one – two'],
    ['plain text', reply(400, 'Bad Request'), 'Bad Request'],
    ['a page', html('Bad Request (400)'), 'Bad Request (400)'],
    ['nothing', reply(400, ''), ''],
    ['a JSON text', reply(400, '"why"'), '"why"'],
    ['null', reply(400, 'null'), 'null'],
    ['an empty object', reply(400, {}), ''],
    ['a list', reply(400, '[1]'), '[1]'],
    ['error null', reply(400, { error: null, message: 'beside' }), 'beside'],
    ['wrong types throughout', reply(400, { error: { message: 7, fields: [1], detail: ['x'] } }), ''],
    ['JSON that breaks off', reply(400, '{"error": {"mess'), '{"error": {"mess'],
    [
      'escape sequences and turned text',
      reply(400, { error: { message: 'a\u001b[31mred\u202Eb\nc\u0007' } }),
      'ared b c',
    ],
    ['prototype names', reply(400, '{"__proto__": {"message": "no"}, "message": "yes"}'), 'yes'],
  ])('%s', async (_name, answer, said) => {
    const error = await errorOf(answer);
    expect(error.said).toBe(said);
    if (said !== '') expect(error.message).toContain(`“${said}”`);
  });

  it('but never more than a line of them', async () => {
    expect((await errorOf(reply(400, 'x'.repeat(100_000)))).said).toHaveLength(500);
  });

  it('and not where they hold our own credential', async () => {
    const echo: Answer = ({ headers }, response) =>
      response.writeHead(400, { 'content-type': 'text/plain' }).end(`you sent ${headers['authorization']}`);
    for (const credentials of [
      accessToken,
      { kind: 'api-token', email: 'a@b.test', token: 'api-token-xyz' } as const,
    ]) {
      const error = await errorOf(echo, credentials);
      expect(error.said).toMatch(/^you sent (Bearer|Basic) \*\*\*$/);
    }
  });
});

describe('says what to do', () => {
  const required = { required: ['pullrequest'], granted: ['repository'] };
  const scopes = {
    message: 'Your credentials lack one or more required privilege scopes.',
    detail: required,
  };
  const apiToken = { kind: 'api-token', email: 'a@b.test', token: 'api-token-xyz' } as const;
  const viaProxy = { kind: 'pipelines-proxy', proxyUrl: '' } as const;

  it.each<[name: string, answer: Answer, credentials: Credentials, code: string, advice: RegExp]>([
    [
      '401 of an access token',
      reply(401, { error: { message: 'Token is invalid, expired, or not supported for this endpoint.' } }),
      accessToken,
      'unauthorised',
      /BITBUCKET_ACCESS_TOKEN.*expired, was revoked.*Repository settings/,
    ],
    [
      '401 of an API token',
      reply(401),
      apiToken,
      'unauthorised',
      /BITBUCKET_API_TOKEN.*BITBUCKET_EMAIL is the e-mail address.*made with scopes/,
    ],
    ['401 of the proxy', reply(401), viaProxy, 'unauthorised', /inside Bitbucket Pipelines only/],
    [
      '403 with scopes',
      reply(403, { error: scopes }),
      accessToken,
      'forbidden',
      /lacks the scope “pullrequest” \(it has “repository”\).*make a new one/,
    ],
    [
      '403 without scopes',
      reply(403, { error: { message: 'Access denied.' } }),
      accessToken,
      'forbidden',
      /has the scope “repository” and belongs to acme\/shop/,
    ],
    [
      '403 of an API token',
      reply(403),
      apiToken,
      'forbidden',
      /“read:repository:bitbucket”, “write:repository:bitbucket”/,
    ],
    [
      '403 of the proxy',
      reply(403),
      viaProxy,
      'forbidden',
      /serves Code Insights only.*Set BITBUCKET_ACCESS_TOKEN/,
    ],
    [
      '404',
      reply(404),
      accessToken,
      'not-found',
      new RegExp(`no commit ${head} in acme/shop, or .* cannot see it.*spelt right`),
    ],
    ['410', reply(410), accessToken, 'not-found', /no commit/],
    [
      '429',
      reply(429, 'Rate limit for this resource has been exceeded'),
      accessToken,
      'rate-limited',
      /1000 requests an hour.*token of its own/,
    ],
    [
      '429 with a long wait',
      reply(429, 'no', { 'retry-after': '1800' }),
      accessToken,
      'rate-limited',
      /a wait of 1800 s, and 60 s are left/,
    ],
    [
      '503 with a long wait',
      reply(503, 'no', { 'retry-after': '1800' }),
      accessToken,
      'unavailable',
      /a wait of 1800 s.*bitbucket.status.atlassian.com/,
    ],
    ['400', reply(400, 'Bad Request'), accessToken, 'rejected', /report this line/],
    ['413', reply(413), accessToken, 'rejected', /report this line/],
    [
      '500',
      reply(500, '<html><h1>Oops</h1></html>', { 'content-type': 'text/html' }),
      accessToken,
      'unavailable',
      /“Oops”.*status\.atlassian/,
    ],
    ['a reset', reset, accessToken, 'unavailable', /connection broke.*status\.atlassian/],
    [
      'a redirect away',
      reply(302, '', { location: 'http://evil.test/x' }),
      accessToken,
      'unexpected-answer',
      /redirect to http:\/\/evil\.test\/x.*Check BITBUCKET_API_URL/,
    ],
  ])('%s', async (_name, answer, credentials, code, advice) => {
    const error = await errorOf(answer, credentials);
    expect(error).toMatchObject({ code, message: expect.stringMatching(advice) });
    const call = credentials.kind === 'pipelines-proxy' ? 'DELETE' : 'POST';
    expect(error.message).toMatch(new RegExp(`^${call} /repositories/acme/shop/commit/${head}/`));
    expect(error.message).not.toContain('?');
  });

  it('names the missing scopes as data too', async () => {
    expect((await errorOf(reply(403, { error: scopes }))).missingScopes).toEqual(['pullrequest']);
  });

  it('where nobody listens', async () => {
    const { bitbucket } = open('http://127.0.0.1:1/2.0');
    const error = await bitbucket.putStatus(head, status).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/no connection.*may reach 127\.0\.0\.1:1.*HTTPS_PROXY/),
    });
  });
});
