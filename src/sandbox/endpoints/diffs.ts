import type { DiffFile } from '../diff-file.ts';
import { pullRequestLinks, repositoryApi } from '../links.ts';
import { paginate } from '../paginate.ts';
import { apiError } from '../refusal.ts';
import type { ApiAnswer, ApiRequest, Route } from '../route.ts';
import type { PullRequestState } from '../state.ts';
import type { Store } from '../store.ts';
import { unifiedDiff } from '../unified-diff.ts';
import { foundPullRequest } from './found.ts';
import { needs } from './needs.ts';

const repository = '/repositories/:workspace/:slug';
const pullRequest = `${repository}/pullrequests/:pull_request_id`;
const diffstatPageSize = { usual: 500, most: 5000 };

export const diffRoutes: readonly Route[] = [
  { method: 'GET', pattern: `${pullRequest}/diff`, needs: needs.pullRequest, handle: redirect('diff') },
  {
    method: 'GET',
    pattern: `${pullRequest}/diffstat`,
    needs: needs.pullRequest,
    handle: redirect('diffstat'),
  },
  { method: 'GET', pattern: `${repository}/diff/*spec`, needs: needs.repository, handle: diff },
  { method: 'GET', pattern: `${repository}/diffstat/*spec`, needs: needs.repository, handle: diffstat },
  { method: 'GET', pattern: `${repository}/merge-base/:revspec`, needs: needs.repository, handle: mergeBase },
];

/** The pull request's own addresses send on to the repository's, which need their scope as well. */
function redirect(kind: 'diff' | 'diffstat') {
  return (request: ApiRequest, store: Store): ApiAnswer => {
    const location = pullRequestLinks(request.origin, store, foundPullRequest(request, store))[kind].href;
    return { status: 302, headers: { location } };
  };
}

function diff(request: ApiRequest, store: Store): ApiAnswer {
  const files = wantedFiles(request, store);
  return { status: 200, body: unifiedDiff(files), contentType: 'text/plain; charset=utf-8' };
}

function diffstat(request: ApiRequest, store: Store): ApiAnswer {
  const bodies = wantedFiles(request, store).map((file) => diffstatBody(request, store, file));
  return paginate(request, bodies, diffstatPageSize);
}

/** `a..b` or two commits side by side: the one best ancestor that both have. */
function mergeBase(request: ApiRequest, store: Store): ApiAnswer {
  const { params, origin } = request;
  const [a, b] = ends(params['revspec'] ?? '', store);
  const found = a === b ? a : pullRequestBetween(a, b, store)?.merge_base;
  if (found === undefined) throw apiError(404, 'No common ancestor found');
  const links = { self: { href: `${repositoryApi(origin, store)}/commit/${found}` } };
  return { status: 200, body: { type: 'commit', hash: found, links } };
}

function wantedFiles({ params, query }: ApiRequest, store: Store): readonly DiffFile[] {
  const spec = (params['spec'] ?? '').replace(/^[^/]+\/[^:]+:/, '');
  const [source, destination] = ends(spec, store);
  const files = pullRequestBetween(source, destination, store)?.files;
  if (files === undefined) throw apiError(404, 'Resource not found', { detail: spec });
  const paths = query.getAll('path');
  return paths.length === 0 ? files : files.filter(({ path }) => paths.includes(path));
}

/** Source first, destination second: the other way round than git has it. */
function ends(spec: string, store: Store): readonly [string, string] {
  const [first = '', second = '', ...more] = spec.split(/\.\.|\r/);
  const [source, destination] = [store.resolveCommit(first), store.resolveCommit(second)];
  if (source === undefined || destination === undefined || more.length > 0) {
    throw apiError(404, 'Commit not found', { detail: spec });
  }
  return [source, destination];
}

function pullRequestBetween(a: string, b: string, store: Store): PullRequestState | undefined {
  return store.pullRequests.values().find(({ source, destination }) => {
    const both = [source.commit, destination.commit];
    return both.includes(a) && both.includes(b);
  });
}

function diffstatBody({ origin }: ApiRequest, store: Store, file: DiffFile) {
  const lines = file.hunks.flatMap((hunk) => hunk.lines);
  const at = (path: string) => ({
    type: 'commit_file',
    path,
    escaped_path: path,
    links: { self: { href: `${repositoryApi(origin, store)}/src/${encodeURIComponent(path)}` } },
  });
  return {
    type: 'diffstat',
    status: file.status === 'deleted' ? 'removed' : file.status === 'copied' ? 'added' : file.status,
    lines_added: lines.filter(({ kind }) => kind === 'added').length,
    lines_removed: lines.filter(({ kind }) => kind === 'removed').length,
    old: file.status === 'added' ? null : at(file.previousPath ?? file.path),
    new: file.status === 'deleted' ? null : at(file.path),
  };
}
