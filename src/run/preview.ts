import { join } from 'node:path';
import type { Change, RepositoryName } from '../core/change.ts';
import { InputError } from '../core/errors.ts';
import { writeFile } from '../publishers/write-file.ts';
import { emptyTree } from '../repository/diff.ts';
import type { Git } from '../repository/git.ts';
import type { ResolvedChange } from '../repository/resolve-change.ts';
import { readRegularFile } from '../repository/source-trees.ts';
import { parseUnifiedDiff } from '../sandbox/parse-unified-diff.ts';
import { renderPreview } from '../sandbox/preview/render-preview.ts';
import { readSandboxState } from '../sandbox/read-state.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { type SandboxSeed, tokenAccount } from '../sandbox/seed.ts';
import type { SandboxState } from '../sandbox/state.ts';
import type { Configuration } from './configuration.ts';
import type { Mask } from './found-secrets.ts';
import { previewNames } from './preview-names.ts';
import { connectRemote, type Remote } from './remote.ts';
import type { Workshop } from './workshop.ts';
import type { World } from './world.ts';

/** A pull request on an embedded Bitbucket: nothing leaves the machine. */
export interface Preview extends AsyncDisposable {
  readonly change: Change;
  readonly repository: RepositoryName;
  readonly remote: Remote;
  /** Writes the page, and the state that the next preview goes on from, without the secrets that were found. */
  render(mask: Mask | undefined): Promise<void>;
}

const token = 'preview';
/** What git says where there is none: a pull request has to be of some commit. */
const noCommit = '0'.repeat(40);

/** Starts an embedded Bitbucket that knows this change as a pull request, and what an earlier preview left there. */
export async function openPreview(
  world: World,
  workshop: Workshop,
  { pipelines }: Configuration,
  { change: found }: ResolvedChange,
): Promise<Preview> {
  // Its diff of what is not committed yet puts new files into the index that the list is made of.
  await workshop.files();
  const repository: RepositoryName = pipelines.repository ?? { workspace: 'preview', slug: 'repository' };
  const [id = 1] = found.pullRequests;
  const change: Change = { ...found, commit: found.commit || noCommit, pullRequests: [id] };
  const seed = await seedOf(workshop, repository, change, id, pipelines.commit === undefined);
  const previous = await previousState(world, workshop, repository, id);
  const sandbox = await startWith(previous, seed);
  const remote = await connectRemote(world, {
    credentials: { kind: 'access-token', token },
    apiUrl: sandbox.url,
    repository,
    insidePipe: false,
  });
  return {
    change,
    repository,
    remote,
    async render(mask = (text) => text) {
      const masked = (_: string, value: unknown) => (typeof value === 'string' ? mask(value) : value);
      const state = JSON.stringify(sandbox.state, masked);
      const hide = (value: unknown): unknown =>
        value === undefined ? undefined : JSON.parse(JSON.stringify(value, masked));
      const page = renderPreview(readSandboxState(previewNames.state, state), {
        pullRequest: id,
        calls: sandbox.calls.map((call) => ({ ...call, body: hide(call.body), answer: hide(call.answer) })),
        ...(previous !== undefined && { previous }),
      });
      const { outputFolder, checkout } = workshop;
      await writeFile(outputFolder, checkout.root, { name: previewNames.page, content: () => [page] });
      await writeFile(outputFolder, checkout.root, { name: previewNames.state, content: () => [state] });
    },
    [Symbol.asyncDispose]: async () => {
      await remote[Symbol.asyncDispose]();
      await sandbox.close();
    },
  };
}

async function seedOf(
  { checkout, outputDir }: Workshop,
  repository: RepositoryName,
  change: Change,
  id: number,
  isLocal: boolean,
): Promise<SandboxSeed> {
  const base = change.base ?? noCommit;
  const diff =
    checkout.git === undefined ? undefined : await wholeDiff(checkout.git, change, isLocal, outputDir);
  return {
    repository,
    pullRequests: [
      {
        id,
        title: (await checkout.git?.tryText(['log', '-1', '--format=%s', change.commit, '--'])) || 'Preview',
        source: { branch: change.branch ?? 'work', commit: change.commit },
        destination: { branch: change.destinationBranch ?? 'main', commit: change.destinationCommit ?? base },
        mergeBase: base,
        files: parseUnifiedDiff(diff ?? ''),
      },
    ],
  };
}

/**
 * With context lines, for people; in a local run with what is not committed yet, new files included, but for what the
 * last run wrote.
 */
async function wholeDiff(
  git: Git,
  { base, commit }: Change,
  isLocal: boolean,
  outputDir: string | undefined,
): Promise<string | undefined> {
  const from = base ?? (await emptyTree(git));
  // Only the index in the git directory of our own learns of the new files.
  const own = outputDir === undefined ? [] : [`:(exclude,top,literal)${outputDir}`];
  if (isLocal) await git.tryText(['add', '--intent-to-add', '--', '.', ...own]);
  const options = ['--text', '--no-ext-diff', '--no-textconv', '--no-color', '--find-renames'];
  return git.tryText(['diff', ...options, from, ...(isLocal ? [] : [commit]), '--']);
}

/** What the last preview of this pull request left. The folder is the repository's: it may hold anything. */
async function previousState(
  world: World,
  { outputFolder }: Workshop,
  { workspace, slug }: RepositoryName,
  id: number,
): Promise<SandboxState | undefined> {
  const path = join(outputFolder, previewNames.state);
  const bytes = await readRegularFile(path);
  if (bytes === undefined) return undefined;
  try {
    const state = readSandboxState(path, bytes.toString());
    const isThis = state.repository.workspace === workspace && state.repository.slug === slug;
    return isThis && state.pull_requests.some((each) => each.id === id) ? state : undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    world.log.warn(`the last preview is not continued: ${error.message}`, { code: 'preview-not-continued' });
    return undefined;
  }
}

/** Starts where the last preview ended, with the pull request as it is now. */
async function startWith(previous: SandboxState | undefined, seed: SandboxSeed): Promise<Sandbox> {
  const account = tokenAccount('Code Scan');
  const credentials = [
    { kind: 'access-token', token, account, scopes: ['repository', 'pullrequest'] },
  ] as const;
  const [pullRequest] = seed.pullRequests ?? [];
  if (previous === undefined || pullRequest === undefined) return startSandbox({ start: seed, credentials });
  const sandbox = await startSandbox({ start: previous, credentials });
  const { id, source, destination, mergeBase, files } = pullRequest;
  sandbox.as().push(id, source.commit, files);
  sandbox.as().moveDestination(id, destination.commit, mergeBase);
  return sandbox;
}
