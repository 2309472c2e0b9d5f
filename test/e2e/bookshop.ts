import { cpSync } from 'node:fs';
import { parseUnifiedDiff } from '../../src/sandbox/parse-unified-diff.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import { tokenAccount } from '../../src/sandbox/seed.ts';
import { SampleRepository } from '../repository/sample-repository.ts';

export const token = 'ATCTT3xFfGN0-canary-9f8e7d6c5b4a';

/** The demo's shop with its pull request, and a Bitbucket that knows it. */
export interface Bookshop {
  readonly repository: SampleRepository;
  readonly destination: string;
  readonly source: string;
  readonly sandbox: Sandbox;
  /** What Pipelines would set. */
  readonly environment: Readonly<Record<string, string>>;
  /** Commits more to the branch and tells Bitbucket; returns the environment of that push. */
  push(files: Readonly<Record<string, string | Buffer>>): Readonly<Record<string, string>>;
}

export async function openBookshop(options: Partial<SandboxOptions> = {}): Promise<Bookshop> {
  const repository = new SampleRepository();
  cpSync('demo/application/main', repository.root, { recursive: true });
  const destination = repository.commit({}, 'The shop as it is');
  repository.git('checkout', '--quiet', '-b', 'feature');
  cpSync('demo/application/pull-request', repository.root, { recursive: true });
  const source = repository.commit({}, 'The pull request');
  const files = () => parseUnifiedDiff(repository.git('diff', destination, 'HEAD'));
  const sandbox = await startSandbox({
    start: {
      repository: { workspace: 'example', slug: 'bookshop' },
      pullRequests: [
        {
          id: 12,
          title: 'Sort books',
          source: { branch: 'feature', commit: source },
          destination: { branch: 'main', commit: destination },
          files: files(),
        },
      ],
    },
    credentials: [
      {
        kind: 'access-token',
        token,
        account: tokenAccount('Code Scan'),
        scopes: ['repository', 'pullrequest'],
      },
    ],
    ...options,
  });
  const environment = {
    BITBUCKET_WORKSPACE: 'example',
    BITBUCKET_REPO_SLUG: 'bookshop',
    BITBUCKET_COMMIT: source,
    BITBUCKET_BRANCH: 'feature',
    BITBUCKET_BUILD_NUMBER: '7',
    BITBUCKET_PR_ID: '12',
    BITBUCKET_PR_DESTINATION_BRANCH: 'main',
    BITBUCKET_PR_DESTINATION_COMMIT: destination.slice(0, 12),
    BITBUCKET_API_URL: sandbox.url,
    BITBUCKET_ACCESS_TOKEN: token,
  };
  return {
    repository,
    destination,
    source,
    sandbox,
    environment,
    push(changed) {
      const commit = repository.commit(changed, 'push');
      sandbox.as().push(12, commit, files());
      return { ...environment, BITBUCKET_COMMIT: commit };
    },
  };
}
