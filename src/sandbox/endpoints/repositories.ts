import { accountBody, repositoryApi, repositoryBrief } from '../links.ts';
import { apiError } from '../refusal.ts';
import type { ApiAnswer, ApiRequest, Route } from '../route.ts';
import type { Store } from '../store.ts';
import { requiredIdentity } from './found.ts';
import { needs } from './needs.ts';

export const repositoryRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/repositories/:workspace/:slug', needs: needs.repository, handle: repository },
  { method: 'GET', pattern: '/user', handle: user, needs: needs.account },
  { method: 'GET', pattern: '/hook_events', handle: hookEvents },
  { method: 'GET', pattern: '/hook_events/:subject_type', handle: hookEventsOf },
];

function repository({ origin }: ApiRequest, store: Store): ApiAnswer {
  const brief = repositoryBrief(origin, store);
  const { workspace, is_private, main_branch } = store.repository;
  return {
    status: 200,
    body: {
      ...brief,
      slug: store.repository.slug,
      is_private,
      scm: 'git',
      mainbranch: { type: 'branch', name: main_branch },
      workspace: { type: 'workspace', slug: workspace, name: workspace },
      links: { ...brief.links, pullrequests: { href: `${repositoryApi(origin, store)}/pullrequests` } },
    },
  };
}

function user(request: ApiRequest): ApiAnswer {
  return { status: 200, body: accountBody(request.origin, requiredIdentity(request).account) };
}

/** Open to everybody: good for seeing whether Bitbucket can be reached at all. */
function hookEvents({ origin }: ApiRequest): ApiAnswer {
  const of = (subject: string) => ({ links: { events: { href: `${origin}/2.0/hook_events/${subject}` } } });
  return { status: 200, body: { repository: of('repository'), workspace: of('workspace') } };
}

function hookEventsOf({ params }: ApiRequest): ApiAnswer {
  if (!['repository', 'workspace'].includes(params['subject_type'] ?? ''))
    throw apiError(404, 'Resource not found');
  const values = [{ event: 'repo:push', category: 'Repository', label: 'Push', description: 'On each push' }];
  return { status: 200, body: { values, pagelen: 30, size: values.length, page: 1 } };
}
