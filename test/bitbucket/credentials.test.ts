import { expect, it } from 'vitest';
import { apiBase, apiUrlProblem, tokenUrl } from '../../src/bitbucket/api-url.ts';
import {
  type CredentialSettings,
  type Credentials,
  chooseCredentials,
} from '../../src/bitbucket/credentials.ts';
import { ConfigError } from '../../src/core/errors.ts';
import { open } from './open-bitbucket.ts';

type Settings = Partial<CredentialSettings>;

const proxy: Credentials = { kind: 'pipelines-proxy', proxyUrl: 'http://host.docker.internal:29418' };

it.each<[name: string, settings: Settings, credentials: Credentials | undefined]>([
  ['an access token', { accessToken: 'abc' }, { kind: 'access-token', token: 'abc' }],
  ['an API token', { email: 'a@b.c', apiToken: 't' }, { kind: 'api-token', email: 'a@b.c', token: 't' }],
  [
    'an OAuth consumer',
    { clientId: 'i', clientSecret: 's' },
    { kind: 'oauth-client', clientId: 'i', clientSecret: 's' },
  ],
  ['nothing inside a pipe', { insidePipe: true }, proxy],
  ['nothing elsewhere', {}, undefined],
  ['empty texts inside a pipe', { accessToken: '', email: '', apiToken: '', insidePipe: true }, proxy],
  ['a token inside a pipe', { accessToken: 'abc', insidePipe: true }, { kind: 'access-token', token: 'abc' }],
  [
    'a token and a username that nobody uses',
    { accessToken: 'abc', username: 'me' },
    { kind: 'access-token', token: 'abc' },
  ],
])('takes %s', (_name, settings, credentials) => {
  expect(chooseCredentials({ insidePipe: false, ...settings })).toEqual({
    problems: [],
    ...(credentials && { credentials }),
  });
});

it.each<[name: string, settings: Settings, where: readonly string[], message: RegExp]>([
  [
    'an app password',
    { username: 'me', appPassword: 'p' },
    ['BITBUCKET_USERNAME, BITBUCKET_APP_PASSWORD'],
    /app passwords ended in July 2026.*BITBUCKET_ACCESS_TOKEN.*BITBUCKET_API_TOKEN.*BITBUCKET_EMAIL/,
  ],
  ['an app password alone', { appPassword: 'p' }, ['BITBUCKET_APP_PASSWORD'], /ended/],
  ['a username alone', { username: 'me', insidePipe: true }, ['BITBUCKET_USERNAME'], /ended/],
  [
    'an app password beside a token',
    { accessToken: 'abc', appPassword: 'p' },
    ['BITBUCKET_APP_PASSWORD'],
    /ended/,
  ],
  ['an e-mail alone', { email: 'a@b.c' }, ['BITBUCKET_API_TOKEN'], /not set but BITBUCKET_EMAIL is/],
  ['an API token alone', { apiToken: 't' }, ['BITBUCKET_EMAIL'], /not set but BITBUCKET_API_TOKEN is/],
  ['a client id alone', { clientId: 'i' }, ['BITBUCKET_CLIENT_SECRET'], /not set but BITBUCKET_CLIENT_ID is/],
  ['a client secret alone', { clientSecret: 's' }, ['BITBUCKET_CLIENT_ID'], /BITBUCKET_CLIENT_SECRET is/],
  [
    'two kinds',
    { accessToken: 'abc', email: 'a@b.c', apiToken: 't' },
    ['BITBUCKET_ACCESS_TOKEN, BITBUCKET_EMAIL, BITBUCKET_API_TOKEN'],
    /more than one kind.*BITBUCKET_ACCESS_TOKEN; BITBUCKET_EMAIL and BITBUCKET_API_TOKEN.*one kind only/,
  ],
  [
    'a variable that was not filled in',
    { accessToken: '$MY_TOKEN' },
    ['BITBUCKET_ACCESS_TOKEN'],
    /name of a variable/,
  ],
  ['a line break', { accessToken: 'tok-secret\n' }, ['BITBUCKET_ACCESS_TOKEN'], /line break/],
  [
    'a username for an e-mail',
    { email: 'me', apiToken: 't' },
    ['BITBUCKET_EMAIL'],
    /not the Bitbucket username/,
  ],
])('refuses %s', (_name, settings, where, message) => {
  const { credentials, problems } = chooseCredentials({ insidePipe: false, ...settings });
  expect(credentials).toBeUndefined();
  expect(problems.map((problem) => problem.where)).toEqual(where);
  expect(problems[0]?.message).toMatch(message);
  expect(JSON.stringify(problems)).not.toContain('tok-secret');
});

it('tells all problems at once', () => {
  const { problems } = chooseCredentials({
    insidePipe: false,
    appPassword: 'p',
    clientId: 'i',
    email: 'x y',
  });
  expect(problems.map(({ where }) => where)).toEqual([
    'BITBUCKET_APP_PASSWORD',
    'BITBUCKET_API_TOKEN',
    'BITBUCKET_CLIENT_SECRET',
    'BITBUCKET_EMAIL',
  ]);
});

it.each<[url: string, credentials: Credentials | undefined, message: RegExp | undefined]>([
  ['https://api.bitbucket.org/2.0', undefined, undefined],
  ['https://bitbucket.example.com/api/2.0/', undefined, undefined],
  ['http://127.0.0.1:4567/2.0', undefined, undefined],
  ['http://127.1.2.3/2.0', undefined, undefined],
  ['http://localhost:4567/2.0', undefined, undefined],
  ['http://[::1]:4567/2.0', undefined, undefined],
  ['http://api.bitbucket.org/2.0', proxy, undefined],
  ['http://api.bitbucket.org/2.0', undefined, /credentials would travel in the clear/],
  ['http://127.0.0.1.evil.test/2.0', undefined, /in the clear/],
  ['http://localhost.evil.test/2.0', undefined, /in the clear/],
  ['api.bitbucket.org', undefined, /not an https address/],
  ['ftp://api.bitbucket.org', undefined, /not an https address/],
  ['https://user:pass@api.bitbucket.org/2.0', undefined, /user, password/],
  ['https://api.bitbucket.org/2.0?x=1', undefined, /query/],
])('%s is judged', (url, credentials, message) => {
  const problem = apiUrlProblem(url, credentials);
  if (message === undefined) expect(problem).toBeUndefined();
  else expect(problem).toMatchObject({ where: 'BITBUCKET_API_URL', message: expect.stringMatching(message) });
});

it('speaks http to the Pipelines proxy whatever the address says', () => {
  expect(apiBase('https://api.bitbucket.org/2.0', proxy).href).toBe('http://api.bitbucket.org/2.0');
  expect(apiBase('https://api.bitbucket.org/2.0/', { kind: 'access-token', token: 't' }).href).toBe(
    'https://api.bitbucket.org/2.0',
  );
});

it.each([
  ['https://api.bitbucket.org/2.0', 'https://bitbucket.org/site/oauth2/access_token'],
  ['http://127.0.0.1:4567/2.0', 'http://127.0.0.1:4567/site/oauth2/access_token'],
])('knows where the token of %s comes from', (apiUrl, token) => {
  expect(tokenUrl(apiUrl).href).toBe(token);
});

it('does not even connect to an address that is not safe', () => {
  expect(() => open('http://api.bitbucket.org/2.0')).toThrow(ConfigError);
});
