import type { PullRequestState, RepositoryState } from '../state.ts';
import { time } from './format.ts';
import { type Html, html } from './html.ts';
import type { PreviewView } from './preview-view.ts';

const stateNames = {
  OPEN: 'Open',
  MERGED: 'Merged',
  DECLINED: 'Declined',
  SUPERSEDED: 'Superseded',
} as const;

/** What is being looked at: a pull request, or a commit without one. */
export function pageHeader({ state, pullRequest, commit }: PreviewView): Html {
  const heading =
    pullRequest === undefined
      ? commitHeading(state.repository, commit)
      : pullRequestHeading(state.repository, pullRequest);
  return html`<header class="top"><p class="strip">Preview: shown by an embedded Bitbucket. Nothing left this machine.</p>${heading}</header>`;
}

/** What the browser's tab says. */
export function pageTitle({ state, pullRequest, commit }: PreviewView): string {
  const { workspace, slug } = state.repository;
  const what =
    pullRequest === undefined ? `Commit ${commit.slice(0, 12)}` : `#${pullRequest.id} ${pullRequest.title}`;
  return `${what} · ${workspace}/${slug} (preview)`;
}

function pullRequestHeading(repository: RepositoryState, pullRequest: PullRequestState): Html {
  const { id, title, state, author, source, destination, participants, updated_on } = pullRequest;
  const reviews = participants.flatMap(({ user, state: said }) => {
    if (said === null) return [];
    const isGood = said === 'approved';
    return html` <span class="badge ${isGood ? 'good' : 'bad'}">${user.display_name} ${isGood ? 'approved' : 'requested changes'}</span>`;
  });
  return html`<p class="crumbs">${repository.workspace} / ${repository.slug} / Pull requests</p>
<h1>${title} <span class="quiet">#${id}</span></h1>
<p class="ends"><span class="badge ${state === 'OPEN' ? 'info' : ''}">${stateNames[state]}</span> ${author.display_name} <span class="quiet">wants to merge</span> <code>${source.branch}</code> <span class="quiet">at</span> <code>${source.commit.slice(0, 12)}</code> <span class="quiet">into</span> <code>${destination.branch}</code> <span class="quiet">updated ${time(updated_on)}</span>${reviews}</p>`;
}

function commitHeading({ workspace, slug }: RepositoryState, commit: string): Html {
  return html`<p class="crumbs">${workspace} / ${slug} / Commits</p>
<h1>Commit <code>${commit.slice(0, 12)}</code></h1>`;
}
