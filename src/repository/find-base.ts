import type { Bitbucket, RemotePullRequest } from '../bitbucket/bitbucket.ts';
import { messageOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { fullHash } from './full-hash.ts';
import type { Git } from './git.ts';
import { findLastPassed } from './last-passed.ts';
import { fetchInto, findMergeBase, hasCommit } from './merge-base.ts';
import type { PipelinesEnvironment } from './pipelines-environment.ts';
import { listUntracked } from './untracked.ts';

export interface Base {
  /** What the change is compared with; absent for a first commit or where it could not be had. */
  readonly commit?: string;
  readonly detail: string;
  /** The commit under report has no parent: everything in it is new. */
  readonly isFirst: boolean;
  readonly destinationBranch?: string;
  readonly destinationCommit?: string;
}

interface Inputs {
  readonly git: Git | undefined;
  readonly pipelines: PipelinesEnvironment;
  readonly bitbucket: Bitbucket | undefined;
  readonly log: Log;
  readonly commit: string;
  readonly pullRequest: RemotePullRequest | undefined;
  readonly isPullRequest: boolean;
  /** `REPORT_ID`; without it no earlier runs are looked for. */
  readonly reportId?: string;
}

/**
 * The commit that decides what is new:
 * - in a pull request the merge base with its destination, not the destination's head, where somebody else's fixes
 *   would look like ours;
 * - in a local run on a branch, the merge base with the default branch;
 * - in a branch's or tag's pipeline the last commit whose scan passed, so that several commits of one push count
 *   together and what failed a build stays new until it is mended; else the first parent;
 * - a commit without parent is new as a whole.
 */
export async function findBase(inputs: Inputs): Promise<Base> {
  const { git, pipelines, pullRequest } = inputs;
  if (git === undefined) return { detail: 'there is no git history to compare with', isFirst: false };
  const destinationBranch = pipelines.destinationBranch ?? pullRequest?.destinationBranch;
  if (
    inputs.isPullRequest ||
    pipelines.destinationCommit !== undefined ||
    pipelines.destinationBranch !== undefined
  ) {
    const destination = await findDestination(git, inputs, destinationBranch);
    const known = {
      isFirst: false,
      ...(destinationBranch !== undefined && { destinationBranch }),
      ...(destination !== undefined && { destinationCommit: destination }),
    };
    if (destination === undefined) return { ...known, detail: 'the destination commit is not known' };
    return { ...known, ...(await mergeBaseWith(git, inputs, destination)) };
  }
  if (pipelines.commit !== undefined) return sinceLastPassed(git, inputs);
  return (await localBase(git, inputs)) ?? parentOf(git, inputs);
}

/** What a developer has done here: since the default branch, or else since the last commit, if anything. */
async function localBase(git: Git, inputs: Inputs): Promise<Base | undefined> {
  const branch = await git.tryText(['symbolic-ref', '--quiet', '--short', 'HEAD']);
  for (const name of ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master']) {
    const ref = name.startsWith('origin/') ? `refs/remotes/${name}` : `refs/heads/${name}`;
    const tip = name === branch ? undefined : await revParse(git, ref);
    // A branch at the tip of its own remote one: nothing is ahead.
    if (tip === undefined || (tip === inputs.commit && name === `origin/${branch}`)) continue;
    const found = await mergeBaseWith(git, inputs, tip);
    if (found.commit !== undefined)
      return { commit: found.commit, isFirst: false, detail: `merge base with ${name}` };
  }
  const head = await revParse(git, 'HEAD');
  if (head === undefined || !(await hasUncommitted(git))) return undefined;
  return { commit: head, isFirst: false, detail: 'the last commit: what is not committed yet is new' };
}

async function hasUncommitted(git: Git): Promise<boolean> {
  return (
    (await listUntracked(git)).length > 0 ||
    (await git.tryText(['diff', '--quiet', '--no-ext-diff', 'HEAD', '--'])) === undefined
  );
}

async function mergeBaseWith(git: Git, inputs: Inputs, destination: string) {
  const { bitbucket, commit, log } = inputs;
  const { origin } = git;
  const ask =
    bitbucket?.reach === 'everything'
      ? () =>
          bitbucket.mergeBase(commit, destination).catch((error: unknown) => {
            log.warn(`Bitbucket did not tell the merge base: ${messageOf(error)}`, {
              code: 'merge-base-untold',
            });
            return undefined;
          })
      : undefined;
  return findMergeBase(git, commit, destination, origin, ask);
}

/** As Pipelines says it; else as the merge result's second parent; else the branch as the clone knows it. */
async function findDestination(
  git: Git,
  inputs: Inputs,
  branch: string | undefined,
): Promise<string | undefined> {
  const { pipelines, pullRequest, commit } = inputs;
  const named = pipelines.destinationCommit ?? (pullRequest?.destinationCommit || undefined);
  if (named !== undefined) {
    return (await fullHash(git, named)) ?? (await fetchDestination(git, named, branch)) ?? named;
  }
  const [head, ...parents] = (
    (await git.tryText(['rev-list', '--parents', '--max-count=1', 'HEAD'])) ?? ''
  ).split(' ');
  if (head !== commit && parents.length === 2 && parents.includes(commit)) {
    return parents.find((parent) => parent !== commit);
  }
  if (branch === undefined) return undefined;
  return (await revParse(git, `refs/remotes/origin/${branch}`)) ?? revParse(git, `refs/heads/${branch}`);
}

/** Pipelines tells the first 12 digits only, which no server gives a commit for: its branch has to be fetched. */
async function fetchDestination(
  git: Git,
  named: string,
  branch: string | undefined,
): Promise<string | undefined> {
  const { origin } = git;
  // In a refspec a colon would name another ref.
  if (origin === undefined || branch === undefined || /[\s:^~?*[\\]/.test(branch)) return undefined;
  const tip = 'refs/code-scan/destination';
  await fetchInto(git, origin, ['--depth=200', origin.url, `+refs/heads/${branch}:${tip}`]);
  return (await fullHash(git, named)) ?? revParse(git, tip);
}

async function sinceLastPassed(git: Git, inputs: Inputs): Promise<Base> {
  const { bitbucket, log, reportId } = inputs;
  const parent = await parentOf(git, inputs);
  if (parent.commit === undefined || reportId === undefined) return parent;
  const passed = await findLastPassed({ git, bitbucket, log, reportId }, parent.commit);
  if (passed.commit === undefined) return { ...parent, detail: `${parent.detail}; ${passed.detail}` };
  return { commit: passed.commit, isFirst: false, detail: passed.detail };
}

async function parentOf(git: Git, inputs: Inputs): Promise<Base> {
  const parent = await revParse(git, `${inputs.commit}^1`);
  if (parent !== undefined && (await hasCommit(git, parent))) {
    return { commit: parent, isFirst: false, detail: 'the parent commit' };
  }
  const recorded = await git.tryText(['cat-file', '-p', inputs.commit]);
  if (recorded === undefined) {
    return inputs.pipelines.commit === undefined
      ? { isFirst: true, detail: 'no commit yet: everything is new' }
      : { isFirst: false, detail: 'the commit is not in the clone' };
  }
  if (/^parent /m.test(recorded.split('\n\n')[0] ?? '')) {
    const fetched = await fetchParent(git, inputs, recorded);
    return fetched ?? { isFirst: false, detail: 'the parent commit is not in the clone' };
  }
  return { isFirst: true, detail: 'the first commit: everything in it is new' };
}

async function fetchParent(git: Git, inputs: Inputs, recorded: string): Promise<Base | undefined> {
  const parent = /^parent ([0-9a-f]+)$/m.exec(recorded)?.[1];
  const { origin } = git;
  if (parent === undefined || origin === undefined) return undefined;
  const found = await findMergeBase(git, inputs.commit, parent, origin, undefined);
  return found.commit === parent
    ? { commit: parent, isFirst: false, detail: 'the parent commit, fetched' }
    : undefined;
}

async function revParse(git: Git, name: string): Promise<string | undefined> {
  return git.tryText(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
}
