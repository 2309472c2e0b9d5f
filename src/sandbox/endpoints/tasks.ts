import { bitbucketMarkdown } from '../bitbucket-markdown.ts';
import { isOneOf, isRecord } from '../json.ts';
import { accountBody, pullRequestLinks } from '../links.ts';
import { paginate } from '../paginate.ts';
import { apiError, invalid } from '../refusal.ts';
import type { ApiAnswer, ApiRequest, Route } from '../route.ts';
import type { PullRequestState, TaskState } from '../state.ts';
import type { Store } from '../store.ts';
import { withoutUndefined } from '../without-undefined.ts';
import { touch } from './comments.ts';
import { foundPullRequest, requiredIdentity, wholeNumber } from './found.ts';
import { needs } from './needs.ts';
import { readContent, readPending, strictObject } from './new-comment.ts';

const listPath = '/repositories/:workspace/:slug/pullrequests/:pull_request_id/tasks';

export const taskRoutes: readonly Route[] = [
  { method: 'GET', pattern: listPath, needs: needs.pullRequest, handle: list },
  { method: 'POST', pattern: listPath, needs: needs.pullRequest, handle: post },
  { method: 'GET', pattern: `${listPath}/:task_id`, needs: needs.pullRequest, handle: get },
  { method: 'PUT', pattern: `${listPath}/:task_id`, needs: needs.pullRequest, handle: put },
  { method: 'DELETE', pattern: `${listPath}/:task_id`, needs: needs.pullRequest, handle: remove },
];

function list(request: ApiRequest, store: Store): ApiAnswer {
  const pullRequest = foundPullRequest(request, store);
  const tasks = [...store.tasks.values()].filter(({ pull_request }) => pull_request === pullRequest.id);
  return paginate(
    request,
    tasks.map((task) => taskBody(request, store, pullRequest, task)),
  );
}

function post(request: ApiRequest, store: Store): ApiAnswer {
  const { account } = requiredIdentity(request);
  const pullRequest = foundPullRequest(request, store);
  const given = strictObject(request.body, ['content', 'comment', 'pending']);
  const raw = readContent(given['content'], store);
  const comment = readComment(given['comment'], pullRequest, store);
  const pending = readPending(given['pending']);
  const now = store.time();
  const task: TaskState = withoutUndefined({
    id: store.takeId(),
    pull_request: pullRequest.id,
    raw,
    state: 'UNRESOLVED' as const,
    pending,
    creator: account,
    comment,
    created_on: now,
    updated_on: now,
  });
  store.tasks.set(task.id, task);
  touch(store, pullRequest);
  return { status: 201, body: taskBody(request, store, pullRequest, task) };
}

function get(request: ApiRequest, store: Store): ApiAnswer {
  const pullRequest = foundPullRequest(request, store);
  return { status: 200, body: taskBody(request, store, pullRequest, foundTask(request, store)) };
}

function put(request: ApiRequest, store: Store): ApiAnswer {
  const { account } = requiredIdentity(request);
  const pullRequest = foundPullRequest(request, store);
  const task = foundTask(request, store);
  const given = strictObject(request.body, ['content', 'state']);
  const raw = given['content'] === undefined ? task.raw : readContent(given['content'], store);
  const state = given['state'] ?? task.state;
  if (!isOneOf(['RESOLVED', 'UNRESOLVED'], state)) throw invalid({ state: 'not a valid value' });
  const { resolved_by, resolved_on, ...rest } = task;
  const now = store.time();
  const resolution = { resolved_by: resolved_by ?? account, resolved_on: resolved_on ?? now };
  const changed = { ...rest, raw, state, updated_on: now, ...(state === 'RESOLVED' && resolution) };
  store.tasks.set(task.id, changed);
  touch(store, pullRequest);
  return { status: 200, body: taskBody(request, store, pullRequest, changed) };
}

function remove(request: ApiRequest, store: Store): ApiAnswer {
  requiredIdentity(request);
  store.tasks.delete(foundTask(request, store).id);
  touch(store, foundPullRequest(request, store));
  return { status: 204 };
}

function foundTask(request: ApiRequest, store: Store): TaskState {
  const task = store.tasks.get(wholeNumber(request.params['task_id']));
  if (task === undefined || task.pull_request !== foundPullRequest(request, store).id) {
    throw apiError(404, 'Resource not found');
  }
  return task;
}

function readComment(comment: unknown, { id }: PullRequestState, store: Store): number | undefined {
  if (comment === undefined) return undefined;
  const given = isRecord(comment) ? comment['id'] : undefined;
  const found = typeof given === 'number' ? store.comments.get(given) : undefined;
  if (found?.pull_request !== id) throw invalid({ comment: 'The comment does not exist.' });
  return found.id;
}

function taskBody(request: ApiRequest, store: Store, pullRequest: PullRequestState, task: TaskState) {
  const { origin } = request;
  const { self, html } = pullRequestLinks(origin, store, pullRequest);
  const { id, raw, state, pending, comment, resolved_by } = task;
  return {
    id,
    state,
    content: { type: 'rendered', raw, markup: 'markdown', html: bitbucketMarkdown(raw) },
    creator: accountBody(origin, task.creator),
    created_on: task.created_on,
    updated_on: task.updated_on,
    resolved_on: task.resolved_on ?? null,
    resolved_by: resolved_by === undefined ? null : accountBody(origin, resolved_by),
    pending,
    links: { self: { href: `${self.href}/tasks/${id}` }, html: { href: html.href } },
    ...(comment !== undefined && {
      comment: {
        type: 'pullrequest_comment',
        id: comment,
        links: { self: { href: `${self.href}/comments/${comment}` } },
      },
    }),
  };
}
