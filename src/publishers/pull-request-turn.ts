import type { Bitbucket } from '../bitbucket/bitbucket.ts';
import { shortCommit } from '../reports/wording.ts';

/** `ready`: this run may speak on the pull request; otherwise why not. */
export type Turn =
  | { readonly state: 'ready' }
  | { readonly state: 'passed on'; readonly why: string }
  | { readonly state: 'unreachable'; readonly why: string };

/**
 * The newest commit wins: only the run of the commit that the pull request stands at now may write to it. Bitbucket
 * gives the first 12 digits of that commit.
 */
export async function pullRequestTurn(bitbucket: Bitbucket, id: number, commit: string): Promise<Turn> {
  const pullRequest = await bitbucket.pullRequest(id);
  if (pullRequest === undefined) {
    return {
      state: 'unreachable',
      why: `pull request ${id} is not there, or the credential may not read it: check BITBUCKET_PR_ID and the scope pullrequest`,
    };
  }
  if (pullRequest.state !== 'OPEN') {
    return { state: 'passed on', why: `pull request ${id} is ${pullRequest.state.toLowerCase()}` };
  }
  const { sourceCommit } = pullRequest;
  return sourceCommit !== '' && (commit.startsWith(sourceCommit) || sourceCommit.startsWith(commit))
    ? { state: 'ready' }
    : { state: 'passed on', why: `pull request ${id} is at ${shortCommit(sourceCommit)} by now` };
}
