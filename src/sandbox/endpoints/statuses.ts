import { isOneOf, isRecord } from '../json.ts';
import { repositoryApi, repositoryBrief } from '../links.ts';
import { paginate } from '../paginate.ts';
import { apiError, gatewayError, invalid } from '../refusal.ts';
import type { ApiAnswer, ApiRequest, Route } from '../route.ts';
import type { StatusState } from '../state.ts';
import { keyOf, type Store } from '../store.ts';
import { withoutUndefined } from '../without-undefined.ts';
import { foundCommit, foundPullRequest, requiredIdentity } from './found.ts';
import { needs } from './needs.ts';

const states = ['SUCCESSFUL', 'FAILED', 'INPROGRESS', 'STOPPED'] as const;

/** https://github.com/buildbot/buildbot/issues/7049 */
const longestKey = 40;
/** Longer names are refused (jenkinsci/bitbucket-branch-source-plugin#192); the number is the usual one. */
const longestText = 255;

const commitPath = '/repositories/:workspace/:slug/commit/:commit/statuses';

export const statusRoutes: readonly Route[] = [
  { method: 'GET', pattern: commitPath, needs: needs.repository, handle: listOfCommit },
  { method: 'POST', pattern: `${commitPath}/build`, needs: needs.repository, handle: post },
  { method: 'GET', pattern: `${commitPath}/build/:key`, needs: needs.repository, handle: get },
  { method: 'PUT', pattern: `${commitPath}/build/:key`, needs: needs.repository, handle: put },
  {
    method: 'GET',
    pattern: '/repositories/:workspace/:slug/pullrequests/:pull_request_id/statuses',
    needs: needs.pullRequest,
    handle: listOfPullRequest,
  },
];

function listOfCommit(request: ApiRequest, store: Store): ApiAnswer {
  const commit = foundCommit(request, store);
  const refname = request.query.get('refname');
  const statuses = [...store.statuses.values()].filter(
    (status) => status.commit === commit && (refname === null || status.refname === refname),
  );
  return paginate(request, bodies(request, store, statuses));
}

/** A status that belongs to another branch by its `refname` is not shown. */
function listOfPullRequest(request: ApiRequest, store: Store): ApiAnswer {
  const { source } = foundPullRequest(request, store);
  const statuses = [...store.statuses.values()].filter(
    ({ commit, refname }) => commit === source.commit && (refname === undefined || refname === source.branch),
  );
  return paginate(request, bodies(request, store, statuses));
}

function post(request: ApiRequest, store: Store): ApiAnswer {
  requiredIdentity(request);
  const commit = foundCommit(request, store);
  const fields = readFields(request.body);
  if (fields.key === undefined) throw invalid({ key: 'This field is required.' });
  if (fields.state === undefined) throw invalid({ state: 'This field is required.' });
  if (fields.url === undefined) throw invalid({ url: 'This field is required.' });
  const { key, state, url } = fields;
  const previous = store.statuses.get(keyOf(commit, key));
  const now = store.time();
  const times = { created_on: previous?.created_on ?? now, updated_on: now };
  const status: StatusState = { ...withoutUndefined({ ...fields, key, state, url }), commit, ...times };
  store.statuses.set(keyOf(commit, key), status);
  return { status: previous === undefined ? 201 : 200, body: statusBody(request, store, status) };
}

function get(request: ApiRequest, store: Store): ApiAnswer {
  return { status: 200, body: statusBody(request, store, foundStatus(request, store)) };
}

/** May change everything but the key. */
function put(request: ApiRequest, store: Store): ApiAnswer {
  requiredIdentity(request);
  const known = foundStatus(request, store);
  const { key, ...changed } = readFields(request.body);
  if (key !== undefined && key !== known.key) throw invalid({ key: 'The key cannot be changed.' });
  const status: StatusState = { ...known, ...withoutUndefined(changed), updated_on: store.time() };
  store.statuses.set(keyOf(known.commit, known.key), status);
  return { status: 200, body: statusBody(request, store, status) };
}

function foundStatus(request: ApiRequest, store: Store): StatusState {
  const status = store.statuses.get(keyOf(foundCommit(request, store), request.params['key'] ?? ''));
  if (status === undefined) throw apiError(404, 'Resource not found');
  return status;
}

function readFields(body: unknown) {
  if (!isRecord(body)) throw gatewayError(400, 'Bad Request');
  const { state } = body;
  if (state !== undefined && !isOneOf(states, state)) {
    throw invalid({ state: `${JSON.stringify(state)} is not a valid choice: ${states.join(', ')}.` });
  }
  const key = text(body, 'key', longestKey);
  const url = text(body, 'url', Number.POSITIVE_INFINITY);
  if (url !== undefined && !isUrl(url)) throw invalid({ url: 'Enter a valid URL.' });
  const name = text(body, 'name', longestText);
  const description = text(body, 'description', longestText);
  const refname = text(body, 'refname', longestText);
  return { key, state, url, name, description, refname };
}

function text(body: Readonly<Record<string, unknown>>, name: string, most: number): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw invalid({ [name]: 'Not a valid string.' });
  if (value.length > most) {
    throw invalid({ [name]: `Ensure this value has at most ${most} characters (it has ${value.length}).` });
  }
  if (name === 'key' && value === '') throw invalid({ key: 'This field is required.' });
  return value;
}

/** An address may hold templates such as `{repository.full_name}`. */
function isUrl(url: string): boolean {
  const parsed = URL.parse(url.replaceAll(/\{(?:repository|commit)[\w.]*\}/g, 'x'));
  return parsed !== null && ['http:', 'https:'].includes(parsed.protocol) && !/\s/.test(url);
}

function bodies(request: ApiRequest, store: Store, statuses: readonly StatusState[]) {
  return statuses.map((status) => statusBody(request, store, status));
}

function statusBody({ origin }: ApiRequest, store: Store, status: StatusState) {
  const { commit, name, description, refname, ...fields } = status;
  const commitLink = `${repositoryApi(origin, store)}/commit/${commit}`;
  return {
    ...fields,
    name: name ?? '',
    description: description ?? '',
    refname: refname ?? null,
    type: 'build',
    links: {
      self: { href: `${commitLink}/statuses/build/${encodeURIComponent(status.key)}` },
      commit: { href: commitLink },
    },
    commit: { hash: commit, type: 'commit', links: { self: { href: commitLink } } },
    repository: repositoryBrief(origin, store),
  };
}
