import type { StatusState } from '../state.ts';
import { time } from './format.ts';
import { type Html, html, link } from './html.ts';
import type { PreviewView } from './preview-view.ts';

const names = {
  SUCCESSFUL: ['Successful', 'good'],
  FAILED: ['Failed', 'bad'],
  INPROGRESS: ['In progress', 'info'],
  STOPPED: ['Stopped', ''],
} as const;

/** The build statuses of the commit. One that belongs to another branch by its `refname` is not shown. */
export function buildsPanel({ state, commit, pullRequest }: PreviewView): Html {
  const statuses = state.statuses.filter(
    (status) =>
      status.commit === commit &&
      (status.refname === undefined ||
        pullRequest === undefined ||
        status.refname === pullRequest.source.branch),
  );
  const list =
    statuses.length === 0
      ? html`<p class="quiet">No build has reported on this commit.</p>`
      : html`<ul class="plain">${statuses.map(build)}</ul>`;
  return html`<section class="panel" aria-labelledby="builds"><h2 id="builds">Builds</h2>${list}</section>`;
}

function build({ key, state, name, description, url, updated_on }: StatusState): Html {
  const [text, tone] = names[state];
  const said = description ? html`<p>${description}</p>` : '';
  return html`<li><p><span class="badge ${tone}">${text}</span> <strong>${link(url, name || key)}</strong></p>${said}<p class="quiet">${time(updated_on)}</p></li>`;
}
