import { apiError, gatewayError } from '../refusal.ts';
import type { ApiAnswer, ApiRequest, Route } from '../route.ts';
import type { Participant } from '../state.ts';
import type { Store } from '../store.ts';
import { foundPullRequest, requiredIdentity } from './found.ts';
import { needs } from './needs.ts';
import { participantBody } from './pull-requests.ts';

const base = '/repositories/:workspace/:slug/pullrequests/:pull_request_id';
const [approve, requestChanges] = [`${base}/approve`, `${base}/request-changes`];

export const reviewRoutes: readonly Route[] = [
  { method: 'POST', pattern: approve, needs: needs.review, handle: say('approved') },
  { method: 'DELETE', pattern: approve, needs: needs.withdrawReview, handle: withdraw('approved') },
  { method: 'POST', pattern: requestChanges, needs: needs.review, handle: say('changes_requested') },
  {
    method: 'DELETE',
    pattern: requestChanges,
    needs: needs.withdrawReview,
    handle: withdraw('changes_requested'),
  },
];

function say(state: 'approved' | 'changes_requested') {
  return (request: ApiRequest, store: Store): ApiAnswer => {
    const { account } = requiredIdentity(request);
    const pullRequest = foundPullRequest(request, store);
    // A JSON header without a body is refused before the API sees it.
    if (request.contentType.includes('json') && request.body === undefined)
      throw gatewayError(400, 'Bad Request');
    const others = pullRequest.participants.filter(({ user }) => user.uuid !== account.uuid);
    const own = pullRequest.participants.find(({ user }) => user.uuid === account.uuid);
    if (own?.state === state)
      throw apiError(409, `You already ${state.replace('_', ' ')} this pull request.`);
    const now = store.time();
    const approved = state === 'approved';
    const participant: Participant = { user: account, approved, state, participated_on: now };
    store.pullRequests.set(pullRequest.id, {
      ...pullRequest,
      participants: [...others, participant],
      updated_on: now,
    });
    return { status: 200, body: participantBody(request, participant) };
  };
}

function withdraw(state: 'approved' | 'changes_requested') {
  return (request: ApiRequest, store: Store): ApiAnswer => {
    const { account } = requiredIdentity(request);
    const pullRequest = foundPullRequest(request, store);
    const own = pullRequest.participants.find(({ user }) => user.uuid === account.uuid);
    if (own?.state !== state) throw apiError(404, 'Resource not found');
    const participants = pullRequest.participants.map((each) =>
      each === own ? { ...own, approved: false, state: null } : each,
    );
    store.pullRequests.set(pullRequest.id, { ...pullRequest, participants, updated_on: store.time() });
    return { status: 204 };
  };
}
