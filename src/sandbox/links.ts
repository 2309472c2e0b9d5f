import type { Account, PullRequestState } from './state.ts';
import type { Store } from './store.ts';

/** Where people look: links for them never name the embedded server. */
const site = 'https://bitbucket.org';

/** `/repositories/{workspace}/{slug}` under the API as it was called. */
export function repositoryApi(origin: string, { repository }: Store): string {
  return `${origin}/2.0/repositories/${encodeURIComponent(repository.workspace)}/${encodeURIComponent(repository.slug)}`;
}

export function repositoryPage({ repository }: Store): string {
  return `${site}/${encodeURIComponent(repository.workspace)}/${encodeURIComponent(repository.slug)}`;
}

export function pullRequestLinks(
  origin: string,
  store: Store,
  { id, source, destination }: PullRequestState,
) {
  const api = repositoryApi(origin, store);
  const self = `${api}/pullrequests/${id}`;
  const { workspace, slug } = store.repository;
  const ends = `${source.commit.slice(0, 12)}%0D${destination.commit.slice(0, 12)}`;
  const spec = `${workspace}/${slug}:${ends}?from_pullrequest_id=${id}&topic=true`;
  return {
    self: { href: self },
    html: { href: `${repositoryPage(store)}/pull-requests/${id}` },
    commits: { href: `${self}/commits` },
    approve: { href: `${self}/approve` },
    'request-changes': { href: `${self}/request-changes` },
    diff: { href: `${api}/diff/${spec}` },
    diffstat: { href: `${api}/diffstat/${spec}` },
    comments: { href: `${self}/comments` },
    activity: { href: `${self}/activity` },
    merge: { href: `${self}/merge` },
    decline: { href: `${self}/decline` },
    statuses: { href: `${self}/statuses` },
  };
}

/** An account as every answer shows it. */
export function accountBody(origin: string, account: Account) {
  const id = encodeURIComponent(account.uuid);
  return {
    display_name: account.display_name,
    links: {
      self: { href: `${origin}/2.0/users/${id}` },
      avatar: { href: `${site}/account/${id}/avatar/` },
      html: { href: `${site}/${id}/` },
    },
    type: account.type,
    uuid: account.uuid,
    ...(account.account_id !== undefined && { account_id: account.account_id }),
    ...(account.type === 'user'
      ? { nickname: account.display_name }
      : { kind: 'repository_access_token', account_status: 'active' }),
  };
}

export function repositoryBrief(origin: string, store: Store) {
  const { workspace, slug, uuid } = store.repository;
  return {
    type: 'repository',
    full_name: `${workspace}/${slug}`,
    links: {
      self: { href: repositoryApi(origin, store) },
      html: { href: repositoryPage(store) },
      avatar: { href: `https://bytebucket.org/ravatar/${encodeURIComponent(uuid)}?ts=default` },
    },
    name: slug,
    uuid,
  };
}

/** A commit as pull requests show it: 12 digits of its hash. */
export function commitBrief(origin: string, store: Store, commit: string) {
  const hash = commit.slice(0, 12);
  return {
    hash,
    links: {
      self: { href: `${repositoryApi(origin, store)}/commit/${hash}` },
      html: { href: `${repositoryPage(store)}/commits/${hash}` },
    },
    type: 'commit',
  };
}
