import { paginate } from '../paginate.ts';
import { apiError } from '../refusal.ts';
import type { ApiAnswer, ApiRequest, Route } from '../route.ts';
import type { CommentState, PullRequestState } from '../state.ts';
import type { Store } from '../store.ts';
import { commentBody } from './comment-body.ts';
import { foundComment, foundPullRequest, requiredIdentity } from './found.ts';
import { needs } from './needs.ts';
import { readContent, readNewComment, strictObject } from './new-comment.ts';

const listPath = '/repositories/:workspace/:slug/pullrequests/:pull_request_id/comments';

export const commentRoutes: readonly Route[] = [
  { method: 'GET', pattern: listPath, needs: needs.pullRequest, handle: list },
  { method: 'POST', pattern: listPath, needs: needs.pullRequest, handle: post },
  { method: 'GET', pattern: `${listPath}/:comment_id`, needs: needs.pullRequest, handle: get },
  { method: 'PUT', pattern: `${listPath}/:comment_id`, needs: needs.pullRequest, handle: put },
  { method: 'DELETE', pattern: `${listPath}/:comment_id`, needs: needs.pullRequest, handle: remove },
];

/** Oldest first, deleted ones among them. A draft is for its author only. */
function list(request: ApiRequest, store: Store): ApiAnswer {
  const pullRequest = foundPullRequest(request, store);
  const bodies = [...store.comments.values()]
    .filter(({ pull_request }) => pull_request === pullRequest.id)
    .filter(({ pending, user }) => !pending || user.uuid === request.identity?.account.uuid)
    .map((comment) => commentBody(request, store, pullRequest, comment));
  return paginate(request, bodies);
}

function post(request: ApiRequest, store: Store): ApiAnswer {
  const { account } = requiredIdentity(request);
  const pullRequest = foundPullRequest(request, store);
  const read = readNewComment(request.body, pullRequest, store);
  const now = store.time();
  const comment: CommentState = {
    ...read,
    id: store.takeId(),
    pull_request: pullRequest.id,
    user: account,
    deleted: false,
    created_on: now,
    updated_on: now,
  };
  store.comments.set(comment.id, comment);
  touch(store, pullRequest);
  const body = commentBody(request, store, pullRequest, comment);
  return { status: 201, body, headers: { location: body.links.self.href } };
}

function get(request: ApiRequest, store: Store): ApiAnswer {
  const comment = foundComment(request, store);
  return { status: 200, body: commentBody(request, store, foundPullRequest(request, store), comment) };
}

/** Changes the text, never the anchor. */
function put(request: ApiRequest, store: Store): ApiAnswer {
  const pullRequest = foundPullRequest(request, store);
  const comment = ownLiveComment(request, store);
  const raw = readContent(strictObject(request.body, ['content'])['content'], store);
  const edited: CommentState = { ...comment, raw, updated_on: store.time() };
  store.comments.set(comment.id, edited);
  touch(store, pullRequest);
  return { status: 200, body: commentBody(request, store, pullRequest, edited) };
}

/** The comment stays in the list, without its text, whether or not it has replies. */
function remove(request: ApiRequest, store: Store): ApiAnswer {
  const comment = ownLiveComment(request, store);
  store.comments.set(comment.id, { ...comment, raw: '', deleted: true, updated_on: store.time() });
  touch(store, foundPullRequest(request, store));
  return { status: 204, contentType: 'text/html; charset=utf-8' };
}

/** A deleted comment is answered 404 with nothing but its id; somebody else's 403. */
function ownLiveComment(request: ApiRequest, store: Store): CommentState {
  const { account } = requiredIdentity(request);
  const comment = foundComment(request, store);
  if (comment.deleted) throw apiError(404, String(comment.id));
  if (comment.user.uuid !== account.uuid) {
    throw apiError(403, 'You do not have permission to change this comment.');
  }
  return comment;
}

/** What happens to its conversation updates a pull request. */
export function touch(store: Store, { id }: PullRequestState): void {
  const current = store.pullRequests.get(id);
  if (current !== undefined) store.pullRequests.set(id, { ...current, updated_on: store.time() });
}
