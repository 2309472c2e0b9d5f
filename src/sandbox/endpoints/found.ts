import type { Identity } from '../access.ts';
import { apiError } from '../refusal.ts';
import type { ApiRequest } from '../route.ts';
import type { CommentState, PullRequestState } from '../state.ts';
import type { Store } from '../store.ts';

/** The full hash of the path's `:commit`, or 404. */
export function foundCommit({ params }: ApiRequest, store: Store): string {
  const ref = params['commit'] ?? '';
  const commit = store.resolveCommit(ref);
  if (commit === undefined) throw apiError(404, `Commit not found`, { detail: ref });
  return commit;
}

/** The pull request of the path's `:pull_request_id`, or 404. */
export function foundPullRequest({ params }: ApiRequest, store: Store): PullRequestState {
  const pullRequest = store.pullRequests.get(wholeNumber(params['pull_request_id']));
  if (pullRequest === undefined) throw apiError(404, 'Resource not found');
  return pullRequest;
}

/** The comment of the path's `:comment_id` in that pull request, deleted or not, or 404. */
export function foundComment(request: ApiRequest, store: Store): CommentState {
  const pullRequest = foundPullRequest(request, store);
  const comment = store.comments.get(wholeNumber(request.params['comment_id']));
  if (comment === undefined || comment.pull_request !== pullRequest.id) {
    throw apiError(404, request.params['comment_id'] ?? '');
  }
  return comment;
}

/** The caller, or 401: what writes is never anonymous. */
export function requiredIdentity({ identity }: ApiRequest): Identity {
  if (identity === undefined) throw unauthenticated();
  return identity;
}

/** What Bitbucket says to a request without a usable credential. */
export function unauthenticated() {
  return apiError(401, 'Token is invalid, expired, or not supported for this endpoint.');
}

/** A positive whole number of a path, else one that no id has. */
export function wholeNumber(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0;
}
