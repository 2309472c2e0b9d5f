import { type Call, isWrite } from '../call.ts';
import type { CommentState } from '../state.ts';
import { callName } from './call-name.ts';
import { counted } from './format.ts';
import { type Html, html } from './html.ts';
import type { PreviewView } from './preview-view.ts';
import type { StateChanges } from './state-changes.ts';

/** What this run changed, and the requests that it took. */
export function sincePanel({ changes, calls }: PreviewView): Html {
  return html`<section class="panel" aria-labelledby="since"><h2 id="since">Since the last run</h2>${changes === undefined ? html`<p>This is the first run.</p>` : changeList(changes)}${writeTable(calls)}</section>`;
}

function changeList(changes: StateChanges): Html {
  const { created, edited, resolved, reopened, deleted } = changes;
  const { statuses, reports, removedReports, addedAnnotations, changedAnnotations, removedAnnotations } =
    changes;
  const items = [
    commentItem(created, 'new comment'),
    commentItem(edited, 'changed comment'),
    commentItem(resolved, 'resolved thread'),
    commentItem(reopened, 'reopened thread'),
    commentItem(deleted, 'deleted comment'),
    countItem(statuses.length, 'changed build status').replace('statuss', 'statuses'),
    countItem(reports.length, 'new or changed report'),
    countItem(removedReports.length, 'removed report'),
    countItem(addedAnnotations.length, 'new annotation'),
    countItem(changedAnnotations.length, 'changed annotation'),
    countItem(removedAnnotations.length, 'removed annotation'),
  ].filter((item) => item !== '');
  if (items.length === 0) return html`<p>Nothing changed.</p>`;
  return html`<ul class="changes">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

function commentItem(comments: readonly CommentState[], noun: string): Html | '' {
  if (comments.length === 0) return '';
  const links = comments
    .slice(0, 10)
    .map(
      ({ id }, index) => html` <a href="#comment-${id}" aria-label="${noun} ${index + 1}">${index + 1}</a>`,
    );
  const more = comments.length > links.length ? ` and ${comments.length - links.length} more` : '';
  return html`${counted(comments.length, noun)}:${links}${more}`;
}

function countItem(number: number, noun: string): string {
  return number === 0 ? '' : counted(number, noun);
}

/** Requests that were meant to change something, by what they do. */
function writeTable(calls: readonly Call[]): Html {
  const writes = calls.filter(isWrite);
  const reads = calls.length - writes.length;
  const intro = html`<p>${counted(calls.length, 'API call')}: ${counted(reads, 'read')}, ${counted(writes.length, 'write')}.</p>`;
  if (writes.length === 0) return intro;
  const rows = [...Map.groupBy(writes, callName)].map(([name, group]) => {
    const refused = group.filter(({ status }) => status === undefined || status >= 400).length;
    return html`<tr><th scope="row">${name}</th><td>${group.length}</td><td>${refused}</td></tr>`;
  });
  return html`${intro}<table class="numbers"><thead><tr><th scope="col">Write</th><th scope="col">Sent</th><th scope="col">Refused</th></tr></thead><tbody>${rows}</tbody></table>`;
}
