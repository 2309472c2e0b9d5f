import type { RepositoryName } from '../core/change.ts';
import { derivedUuid } from './derived-uuid.ts';
import type { PreviewDiff } from './diff-file.ts';
import type { Account, PullRequestEnd, PullRequestState, SandboxState } from './state.ts';
import { timestamp } from './timestamp.ts';

/** A pull request to begin with. */
export interface PullRequestSeed {
  readonly id: number;
  readonly title: string;
  readonly source: PullRequestEnd;
  readonly destination: PullRequestEnd;
  /** The destination's commit where unsaid. */
  readonly mergeBase?: string;
  readonly files?: PreviewDiff;
  readonly description?: string;
  readonly state?: PullRequestState['state'];
  readonly author?: Account;
}

/** What is there before anybody calls. Comments of others can be added with `Sandbox.as()`. */
export interface SandboxSeed {
  readonly repository: RepositoryName & { readonly isPrivate?: boolean; readonly mainBranch?: string };
  readonly pullRequests?: readonly PullRequestSeed[];
  /** Commits beyond those of the pull requests; anything else is answered 404. Full hashes. */
  readonly commits?: readonly string[];
}

/** The person who opens pull requests and talks back, where no other is named. */
export const developer: Account = {
  type: 'user',
  uuid: '{5e0d5c6e-3f0a-4c57-9a52-0b6f4f0d7a11}',
  display_name: 'Robin Developer',
  account_id: '557058:5e0d5c6e-3f0a-4c57-9a52-0b6f4f0d7a11',
};

/** The account behind a token of that name. */
export function tokenAccount(name: string): Account {
  return { type: 'app_user', uuid: derivedUuid('account', name), display_name: name };
}

/** The state of a server that nobody has called yet. */
export function initialState(seed: SandboxSeed, now: number): SandboxState {
  const { workspace, slug, isPrivate = true, mainBranch = 'main' } = seed.repository;
  const pull_requests = (seed.pullRequests ?? []).map((each) => pullRequestState(each, timestamp(now)));
  const commits = pull_requests.flatMap(({ source, destination, merge_base }) => [
    source.commit,
    destination.commit,
    merge_base,
  ]);
  const uuid = derivedUuid('repository', workspace, slug);
  return {
    version: 1,
    repository: { workspace, slug, uuid, is_private: isPrivate, main_branch: mainBranch },
    commits: [...new Set([...commits, ...(seed.commits ?? [])])],
    pull_requests,
    statuses: [],
    reports: [],
    annotations: [],
    comments: [],
    tasks: [],
    last_id: 700_000_000,
  };
}

function pullRequestState(seed: PullRequestSeed, time: string): PullRequestState {
  const { id, title, source, destination } = seed;
  return {
    id,
    title,
    description: seed.description ?? '',
    state: seed.state ?? 'OPEN',
    draft: false,
    author: seed.author ?? developer,
    source,
    destination,
    merge_base: seed.mergeBase ?? destination.commit,
    files: seed.files ?? [],
    participants: [],
    created_on: time,
    updated_on: time,
  };
}
