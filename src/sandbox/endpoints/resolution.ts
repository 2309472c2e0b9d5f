import { accountBody } from '../links.ts';
import { apiError } from '../refusal.ts';
import type { ApiAnswer, ApiRequest, Route } from '../route.ts';
import type { CommentState } from '../state.ts';
import type { Store } from '../store.ts';
import { touch } from './comments.ts';
import { foundComment, foundPullRequest, requiredIdentity } from './found.ts';
import { needs } from './needs.ts';

const pattern = '/repositories/:workspace/:slug/pullrequests/:pull_request_id/comments/:comment_id/resolve';

export const resolutionRoutes: readonly Route[] = [
  { method: 'POST', pattern, needs: needs.pullRequest, handle: resolve },
  { method: 'DELETE', pattern, needs: needs.pullRequest, handle: reopen },
];

/** Only a thread on the diff can be resolved, at its first comment; twice is a conflict. */
function resolve(request: ApiRequest, store: Store): ApiAnswer {
  const { account } = requiredIdentity(request);
  const comment = foundThread(request, store);
  if (comment.resolution !== undefined) throw apiError(409, 'This comment has already been resolved.');
  const resolution = { user: account, created_on: store.time() };
  store.comments.set(comment.id, { ...comment, resolution });
  touch(store, foundPullRequest(request, store));
  const user = accountBody(request.origin, account);
  return { status: 200, body: { type: 'comment_resolution', user, created_on: resolution.created_on } };
}

function reopen(request: ApiRequest, store: Store): ApiAnswer {
  requiredIdentity(request);
  const comment = foundThread(request, store);
  if (comment.resolution === undefined) throw apiError(404, 'This comment has not been resolved.');
  const { resolution: _, ...open } = comment;
  store.comments.set(comment.id, open);
  touch(store, foundPullRequest(request, store));
  return { status: 204 };
}

function foundThread(request: ApiRequest, store: Store): CommentState {
  const comment = foundComment(request, store);
  if (comment.deleted) throw apiError(404, String(comment.id));
  if (comment.parent !== undefined) throw apiError(403, 'Only top-level comments can be resolved.');
  if (!comment.on_diff) throw apiError(403, 'Only comments on the diff can be resolved.');
  return comment;
}
