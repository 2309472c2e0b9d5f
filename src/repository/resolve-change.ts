import type { Bitbucket, RemotePullRequest } from '../bitbucket/bitbucket.ts';
import type { Change, ChangedFile } from '../core/change.ts';
import { ConfigError, messageOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Warning } from '../core/report.ts';
import { DiffTooLargeError, diff, emptyTree } from './diff.ts';
import { type Base, findBase } from './find-base.ts';
import { fullHash } from './full-hash.ts';
import type { Git } from './git.ts';
import { fetchMissingBlobs } from './missing-blobs.ts';
import type { PipelinesEnvironment } from './pipelines-environment.ts';
import { remoteDiff } from './remote-diff.ts';
import type { DiffFile } from './unified-diff.ts';
import { listUntracked } from './untracked.ts';

export interface ResolvedChange {
  readonly change: Change;
  readonly warnings: readonly Warning[];
  /** The pull request that the change is about, as far as it could be read. */
  readonly pullRequest?: RemotePullRequest;
}

interface Inputs {
  readonly git: Git | undefined;
  readonly pipelines: PipelinesEnvironment;
  /** Absent without a credential, or outside Bitbucket. */
  readonly bitbucket: Bitbucket | undefined;
  readonly log: Log;
  /** `REPORT_ID`, under which earlier runs told how they ended. */
  readonly reportId?: string;
}

/**
 * Finds out what is being looked at: one change for each open pull request that the commit belongs to, or one for the
 * commit itself. What cannot be read is a warning and an absent field, never an empty diff.
 */
export async function resolveChanges(
  inputs: Inputs,
): Promise<readonly [ResolvedChange, ...ResolvedChange[]]> {
  const { pipelines } = inputs;
  const warnings: Warning[] = [];
  const read = (await attempt(warnings, 'pull-request-unreadable', () => findPullRequests(inputs))) ?? [];
  const [first, ...others] = read;
  const resolve = (pullRequest: RemotePullRequest | undefined) =>
    resolveChange(inputs, pullRequest?.id ?? pipelines.pullRequest, pullRequest);
  const main = await resolve(first);
  const changes: [ResolvedChange, ...ResolvedChange[]] = [
    { ...main, warnings: [...warnings, ...main.warnings] },
  ];
  for (const pullRequest of others) changes.push(await resolve(pullRequest));
  return changes;
}

async function resolveChange(
  inputs: Inputs,
  id: number | undefined,
  pullRequest: RemotePullRequest | undefined,
): Promise<ResolvedChange> {
  const { git, pipelines } = inputs;
  const warnings: Warning[] = [];
  const commit = await resolveCommit(git, pipelines.commit);
  const branch = pipelines.branch ?? (await currentBranch(git));
  const base = await findBase({ ...inputs, commit, pullRequest, isPullRequest: id !== undefined });
  if (git !== undefined && base.commit !== undefined) await fetchMissingBlobs(git, base.commit, commit);
  const files =
    git === undefined
      ? undefined
      : await attempt(warnings, 'diff-unreadable', () => changedFiles(git, base, { ...inputs, commit }));
  return {
    warnings,
    ...(pullRequest !== undefined && { pullRequest }),
    change: {
      commit,
      pullRequests: id === undefined ? [] : [id],
      baseDetail: base.detail,
      ...(branch !== undefined && pipelines.tag === undefined && { branch }),
      ...(pipelines.tag !== undefined && { tag: pipelines.tag }),
      ...(base.destinationBranch !== undefined && { destinationBranch: base.destinationBranch }),
      ...(base.destinationCommit !== undefined && { destinationCommit: base.destinationCommit }),
      ...(base.commit !== undefined && { base: base.commit }),
      ...(files !== undefined && { files: byPath(files) }),
    },
  };
}

/** By the clone; a pull request's by Bitbucket, where the clone is too shallow. */
async function changedFiles(
  git: Git,
  base: Base,
  { bitbucket, pipelines, commit }: Inputs & { readonly commit: string },
): Promise<readonly ChangedFile[]> {
  try {
    const from = base.commit ?? (base.isFirst ? await emptyTree(git) : missing(base.detail));
    if (pipelines.commit !== undefined) return await diff(git, from, { commit });
    return withUntracked(await diff(git, from, 'files'), await listUntracked(git));
  } catch (error) {
    if (error instanceof DiffTooLargeError) throw error;
    const { destinationCommit } = base;
    const advice = 'set clone: depth: full on the step';
    if (destinationCommit === undefined || bitbucket?.reach !== 'everything')
      throw new Error(`${messageOf(error)}; ${advice}`);
    return remoteDiff(bitbucket, commit, destinationCommit).catch((remote: unknown) => {
      throw new Error(`${messageOf(error)}; nor by Bitbucket (${messageOf(remote)}); ${advice}`);
    });
  }
}

async function attempt<T>(warnings: Warning[], code: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    warnings.push({ code, message: messageOf(error) });
    return undefined;
  }
}

function missing(detail: string): never {
  throw new Error(`there is nothing to compare with: ${detail}`);
}

async function resolveCommit(git: Git | undefined, named: string | undefined): Promise<string> {
  const head = ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'];
  const full = git && (await (named === undefined ? git.tryText(head) : fullHash(git, named)));
  // A branch without a commit has nothing to compare with; a HEAD that names neither says nothing of that.
  if (git && (full ?? named ?? (await currentBranch(git))) === undefined) throw unknownHead();
  return full ?? named ?? '';
}

/** git keeps a HEAD that names nothing where branches are in a reftable (https://git-scm.com/docs/reftable). */
function unknownHead(): ConfigError {
  const message =
    'HEAD of the clone names neither a branch nor a commit in it; clone it anew, or, where its branches are in the reftable format, which the pipe does not read, run git refs migrate --ref-format=files';
  return new ConfigError([{ where: 'BITBUCKET_CLONE_DIR', message }]);
}

async function findPullRequests({ bitbucket, pipelines }: Inputs): Promise<readonly RemotePullRequest[]> {
  if (bitbucket === undefined || bitbucket.reach !== 'everything') return [];
  if (pipelines.pullRequest !== undefined) {
    const found = await bitbucket.pullRequest(pipelines.pullRequest);
    return found === undefined ? [] : [found];
  }
  if (pipelines.branch === undefined) return [];
  const found: RemotePullRequest[] = [];
  for await (const pullRequest of bitbucket.openPullRequests(pipelines.branch)) found.push(pullRequest);
  return found;
}

async function currentBranch(git: Git | undefined): Promise<string | undefined> {
  return git?.tryText(['symbolic-ref', '--quiet', '--short', 'HEAD']);
}

/** In a local run a file that git does not know yet is as new as can be. */
function withUntracked(
  files: readonly DiffFile[],
  paths: readonly (string | undefined)[],
): readonly ChangedFile[] {
  const whole = { start: 1, end: Number.MAX_SAFE_INTEGER };
  const named = paths.filter((path) => path !== undefined);
  return [...files, ...named.map((path) => ({ path, status: 'added' as const, added: [whole] }))];
}

function byPath(files: readonly ChangedFile[]): ReadonlyMap<string, ChangedFile> {
  return new Map(files.map((file) => [file.path, file]));
}
