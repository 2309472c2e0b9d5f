import { parseUnifiedDiff } from '../src/sandbox/parse-unified-diff.ts';
import { type Sandbox, startSandbox } from '../src/sandbox/sandbox.ts';
import { tokenAccount } from '../src/sandbox/seed.ts';
import type { SampleRepository } from '../test/repository/sample-repository.ts';

const token = 'bench-token';

interface Ends {
  readonly base: string;
  readonly head: string;
}

/** A Bitbucket with one open pull request, which takes `latency` milliseconds for every answer. */
export async function openPullRequest({
  repository,
  base,
  head,
  latency,
}: Ends & { readonly repository: SampleRepository; readonly latency?: number }): Promise<Sandbox> {
  return startSandbox({
    start: {
      repository: { workspace: 'example', slug: 'bench' },
      pullRequests: [
        {
          id: 1,
          title: 'Work to measure',
          source: { branch: 'feature', commit: head },
          destination: { branch: 'main', commit: base },
          files: parseUnifiedDiff(repository.git('diff', base, head)),
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
    ...(latency !== undefined && { faults: () => ({ kind: 'slow-body', milliseconds: latency }) }),
  });
}

/** What Pipelines would set in a run on it. */
export function pullRequestEnvironment(sandbox: Sandbox, { base, head }: Ends): Record<string, string> {
  return {
    BITBUCKET_WORKSPACE: 'example',
    BITBUCKET_REPO_SLUG: 'bench',
    BITBUCKET_COMMIT: head,
    BITBUCKET_BRANCH: 'feature',
    BITBUCKET_BUILD_NUMBER: '7',
    BITBUCKET_PR_ID: '1',
    BITBUCKET_PR_DESTINATION_BRANCH: 'main',
    BITBUCKET_PR_DESTINATION_COMMIT: base,
    BITBUCKET_API_URL: sandbox.url,
    BITBUCKET_ACCESS_TOKEN: token,
  };
}
