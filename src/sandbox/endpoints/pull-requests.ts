import { bitbucketMarkdown } from '../bitbucket-markdown.ts';
import { isOneOf } from '../json.ts';
import { accountBody, commitBrief, pullRequestLinks, repositoryBrief } from '../links.ts';
import { paginate } from '../paginate.ts';
import { apiError, invalid } from '../refusal.ts';
import type { ApiAnswer, ApiRequest, Route } from '../route.ts';
import type { Participant, PullRequestState } from '../state.ts';
import type { Store } from '../store.ts';
import { foundPullRequest } from './found.ts';
import { needs } from './needs.ts';

/** https://github.com/jenkinsci/bitbucket-branch-source-plugin/issues/1182 */
const pageSize = { usual: 10, most: 50 };
const states = ['OPEN', 'MERGED', 'DECLINED', 'SUPERSEDED'] as const;

const listPath = '/repositories/:workspace/:slug/pullrequests';

export const pullRequestRoutes: readonly Route[] = [
  { method: 'GET', pattern: listPath, needs: needs.pullRequest, handle: list },
  { method: 'GET', pattern: `${listPath}/:pull_request_id`, needs: needs.pullRequest, handle: get },
  {
    method: 'GET',
    pattern: '/repositories/:workspace/:slug/commit/:commit/pullrequests',
    needs: needs.pullRequest,
    handle: ofCommit,
  },
];

/** Open ones only, unless `state`, which may be repeated, or the query asks for others. */
function list(request: ApiRequest, store: Store): ApiAnswer {
  const asked = request.query.getAll('state');
  const wrong = asked.find((state) => !isOneOf(states, state));
  if (wrong !== undefined) throw invalid({ state: `${wrong} is not a valid state.` });
  const asksForState = asked.length > 0 || /\bstate\b/.test(request.query.get('q') ?? '');
  const wanted = asksForState ? asked : ['OPEN'];
  const pullRequests = [...store.pullRequests.values()]
    .filter(({ state }) => wanted.length === 0 || wanted.includes(state))
    // Newest first, as the site lists them.
    .sort((a, b) => b.id - a.id)
    .map((pullRequest) => pullRequestBody(request, store, pullRequest));
  return paginate(request, pullRequests, pageSize);
}

function get(request: ApiRequest, store: Store): ApiAnswer {
  return { status: 200, body: pullRequestBody(request, store, foundPullRequest(request, store)) };
}

/** 404 until somebody installs the app for it by a click on the site. */
function ofCommit(): ApiAnswer {
  throw apiError(404, 'Resource not found');
}

/** What a comment or task shows of its pull request. */
export function pullRequestBrief(request: ApiRequest, store: Store, pullRequest: PullRequestState) {
  const { self, html } = pullRequestLinks(request.origin, store, pullRequest);
  const { id, title, draft } = pullRequest;
  return { type: 'pullrequest', id, title, draft, links: { self, html } };
}

export function participantBody({ origin }: ApiRequest, participant: Participant) {
  const { user, approved, state, participated_on } = participant;
  const type = 'participant';
  return { type, user: accountBody(origin, user), role: 'PARTICIPANT', approved, state, participated_on };
}

function pullRequestBody(request: ApiRequest, store: Store, pullRequest: PullRequestState) {
  const { origin } = request;
  const { id, title, description, state, draft, source, destination } = pullRequest;
  const repository = repositoryBrief(origin, store);
  const [titleBody, descriptionBody] = [rendered(title), rendered(description)];
  return {
    comment_count: [...store.comments.values()].filter((each) => each.pull_request === id && !each.deleted)
      .length,
    task_count: [...store.tasks.values()].filter((task) => task.pull_request === id).length,
    type: 'pullrequest',
    id,
    title,
    description,
    rendered: { title: titleBody, description: descriptionBody },
    state,
    draft,
    merge_commit: null,
    close_source_branch: false,
    closed_by: null,
    author: accountBody(origin, pullRequest.author),
    reason: '',
    created_on: pullRequest.created_on,
    updated_on: pullRequest.updated_on,
    destination: {
      branch: { name: destination.branch },
      commit: commitBrief(origin, store, destination.commit),
      repository,
    },
    source: {
      branch: { name: source.branch, links: {}, sync_strategies: ['merge_commit', 'rebase'] },
      commit: commitBrief(origin, store, source.commit),
      repository,
    },
    reviewers: [],
    participants: pullRequest.participants.map((each) => participantBody(request, each)),
    links: pullRequestLinks(origin, store, pullRequest),
    summary: descriptionBody,
  };
}

function rendered(raw: string) {
  return { type: 'rendered', raw, markup: 'markdown', html: bitbucketMarkdown(raw) };
}
