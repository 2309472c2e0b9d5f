import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseUnifiedDiff } from '../../src/sandbox/parse-unified-diff.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import { tokenAccount } from '../../src/sandbox/seed.ts';
import type { HostilePullRequest } from './hostile-pull-request.ts';

const scopes = ['repository', 'pullrequest'];
const account = tokenAccount('Code Scan');

export const repositoryEnvironment = {
  BITBUCKET_WORKSPACE: 'example',
  BITBUCKET_REPO_SLUG: 'shop',
  BITBUCKET_BUILD_NUMBER: '7',
};

/** An embedded Bitbucket that knows the pull request, and any of these credentials. */
export function openBitbucket(
  { repository, destination, commit }: HostilePullRequest,
  known: {
    readonly token?: string;
    readonly apiToken?: { readonly email: string; readonly token: string };
    readonly client?: { readonly id: string; readonly secret: string };
  },
  options: Partial<SandboxOptions> = {},
): Promise<Sandbox> {
  const { token, apiToken, client } = known;
  return startSandbox({
    start: {
      repository: { workspace: 'example', slug: 'shop' },
      pullRequests: [
        {
          id: 12,
          title: 'A change',
          source: { branch: 'feature', commit },
          destination: { branch: 'main', commit: destination },
          files: parseUnifiedDiff(repository.git('diff', destination, commit)),
        },
      ],
    },
    credentials: [
      ...(token === undefined ? [] : [{ kind: 'access-token', token, account, scopes } as const]),
      ...(apiToken === undefined
        ? []
        : [
            {
              kind: 'api-token',
              ...apiToken,
              account,
              scopes: [
                'read:repository:bitbucket',
                'write:repository:bitbucket',
                'read:pullrequest:bitbucket',
                'write:pullrequest:bitbucket',
              ],
            } as const,
          ]),
      ...(client === undefined ? [] : [{ kind: 'oauth-client', ...client, account, scopes } as const]),
    ],
    ...options,
  });
}

/** Every file of a folder, by name. */
export function filesIn(folder: string): Readonly<Record<string, string>> {
  if (!existsSync(folder) || lstatSync(folder).isSymbolicLink()) return {};
  return Object.fromEntries(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, readFileSync(join(folder, name), 'latin1')]),
  );
}
