import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { tokenAccount } from '../../src/sandbox/seed.ts';
import { installBundle, readReport, runBundle } from '../e2e/bundle.ts';
import { sarifLog } from '../e2e/sarif-log.ts';
import { pullRequest } from './hostile-pull-request.ts';
import { openBitbucket, repositoryEnvironment } from './with-bitbucket.ts';

const main = installBundle();
const given = pullRequest(
  { 'old.js': 'old\n' },
  { 'new.js': 'x\n', 'given.sarif': sarifLog([{ path: 'new.js', line: 1 }]) },
);

/** The table of the page: what a publisher needs, in the words of each kind of credential. */
const rows = readFileSync('docs/choose-a-token.md', 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)))
  .flatMap(([, [name = ''] = [], classic = [], granular = []]) =>
    ['status', 'insights', 'summary', 'inline', 'REVIEW'].includes(name) && classic.length > 0
      ? [{ name, classic, granular }]
      : [],
  );

const credentials = {
  'an access token': (scopes: readonly string[]) => ({
    known: { kind: 'access-token', token: 'the-token', account: tokenAccount('Code Scan'), scopes } as const,
    environment: { BITBUCKET_ACCESS_TOKEN: 'the-token' },
  }),
  'an API token': (scopes: readonly string[]) => ({
    known: {
      kind: 'api-token',
      email: 'ada@example.com',
      token: 'the-token',
      account: tokenAccount('Ada'),
      scopes,
    } as const,
    environment: { BITBUCKET_EMAIL: 'ada@example.com', BITBUCKET_API_TOKEN: 'the-token' },
  }),
};
/** The most that a credential of this family can have without the scope. */
const nextLess: Readonly<Record<string, readonly string[]>> = {
  'pullrequest:write': ['pullrequest'],
  pullrequest: ['repository:write'],
};
type Kind = keyof typeof credentials;

async function publish(kind: Kind, name: string, scopes: readonly string[]) {
  const { known, environment } = credentials[kind](scopes);
  const options: Partial<SandboxOptions> = { credentials: [known] };
  const sandbox = await openBitbucket(given, {}, options);
  const run = await runBundle(main, given.repository.root, {
    ...given.environment,
    ...repositoryEnvironment,
    ...environment,
    BITBUCKET_API_URL: sandbox.url,
    MODE: 'publish',
    SARIF_FILES: 'given.sarif',
    FAIL_ON: 'never',
    ...(name === 'REVIEW' ? { REVIEW: 'true', PUBLISH: 'summary' } : { PUBLISH: name }),
  });
  await sandbox.close();
  const outcomes = readReport(given.repository.root).publications;
  return { ...run, outcomes, refused: sandbox.calls.filter(({ status }) => status === 403).length };
}

it('the page has a row for each publisher', () => expect(rows.length).toBe(5));

describe.each(Object.keys(credentials) as readonly Kind[])('%s with the scopes of the page', (kind) => {
  const scopesOf = ({ classic, granular }: (typeof rows)[number]) =>
    kind === 'an access token' ? classic : granular;

  it.each(rows)('publishes $name with them', async (row) => {
    const { exitCode, log, outcomes } = await publish(kind, row.name, scopesOf(row));
    expect(exitCode, log).toBe(0);
    expect(outcomes.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  });

  it.each(rows)('does not publish $name without, and says which is missing', async (row) => {
    const scopes = scopesOf(row);
    const missing = scopes[row.name === 'REVIEW' ? scopes.length - 1 : 0] ?? '';
    const less = [...scopes.filter((scope) => scope !== missing), ...(nextLess[missing] ?? [])];
    const { exitCode, log, refused } = await publish(kind, row.name, less);
    expect(exitCode, log).toBe(4);
    expect(log).toContain(missing);
    expect(refused).toBeGreaterThan(0);
  });
});
