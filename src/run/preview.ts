import type { Change, RepositoryName } from '../core/change.ts';
import type { Report } from '../core/report.ts';
import type { SourceTree } from '../core/source-tree.ts';
import type { ResolvedChange } from '../repository/resolve-change.ts';
import { parseUnifiedDiff } from '../sandbox/parse-unified-diff.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { tokenAccount } from '../sandbox/seed.ts';
import type { Configuration } from './configuration.ts';
import { connectRemote, type Remote } from './remote.ts';
import type { Workshop } from './workshop.ts';
import type { World } from './world.ts';

/** A pull request on an embedded Bitbucket: nothing leaves the machine. */
export interface Preview extends AsyncDisposable {
  readonly change: Change;
  readonly remote: Remote;
  render(report: Report, tree: SourceTree): Promise<void>;
}

const token = 'preview';

export async function openPreview(
  world: World,
  workshop: Workshop,
  { settings, pipelines }: Configuration,
  { change: found }: ResolvedChange,
): Promise<Preview> {
  const repository: RepositoryName = pipelines.repository ?? { workspace: 'preview', slug: 'repository' };
  const change = { ...found, pullRequests: found.pullRequests.length > 0 ? found.pullRequests : [1] };
  const [id = 1] = change.pullRequests;
  const base = change.base ?? '0'.repeat(40);
  const diff = await workshop.checkout.git?.tryText([
    'diff',
    '--text',
    '--no-ext-diff',
    '--no-textconv',
    base,
    change.commit,
    '--',
  ]);
  const sandbox = await startSandbox({
    start: {
      repository,
      pullRequests: [
        {
          id,
          title: 'Preview',
          source: { branch: change.branch ?? 'work', commit: change.commit },
          destination: {
            branch: change.destinationBranch ?? 'main',
            commit: change.destinationCommit ?? base,
          },
          mergeBase: base,
          files: parseUnifiedDiff(diff ?? ''),
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
  });
  const remote = connectRemote(world, {
    credentials: { kind: 'access-token', token },
    apiUrl: sandbox.url,
    repository,
    insidePipe: false,
  });
  void settings;
  return {
    change,
    remote,
    render: async () => undefined,
    [Symbol.asyncDispose]: async () => {
      await remote[Symbol.asyncDispose]();
      await sandbox.close();
    },
  };
}
