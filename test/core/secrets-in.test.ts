import { expect, it } from 'vitest';
import { secretsIn } from '../../src/core/secrets-in.ts';

it.each([
  ['a variable that is called so', { MY_API_KEY: 'canary' }, ['canary']],
  [
    'a password in an address',
    { HTTPS_PROXY: 'http://me:ca%40nary@proxy.example' },
    ['ca%40nary', 'ca@nary', 'me:ca@nary'],
  ],
  [
    'a token in an address',
    { URL: 'https://host.example/2.0?a=b&access_token=ca%40nary#c' },
    ['ca%40nary', 'ca@nary'],
  ],
  [
    'a token behind what is no address',
    { BITBUCKET_API_URL: 'host.example/2.0?private-token=x&api_key=canary' },
    ['x', 'x', 'canary', 'canary'],
  ],
  ['a token in a fragment', { URL: 'https://host.example/#token=canary' }, ['canary', 'canary']],
  ['what is none', { SARIF_FILES: 'reports/?.sarif', URL: 'https://host.example/?page=2' }, []],
])('knows %s', (_, environment, expected) => {
  expect(secretsIn(environment as Record<string, string>)).toEqual(expected);
});
