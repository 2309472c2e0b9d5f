import type { CommentState } from '../state.ts';
import { commentMarkdown } from './comment-markdown.ts';
import { counted, time } from './format.ts';
import { type Html, html } from './html.ts';
import { pageLink } from './page-link.ts';
import type { PreviewView, Thread } from './preview-view.ts';

/** A thread: open ones are shown, resolved ones folded with their first line on the fold. */
export function threadCard({ root, replies }: Thread, view: PreviewView, note?: string): Html {
  const cards = [root, ...replies].map((comment) => commentCard(comment, view));
  const noted = note === undefined ? undefined : html`<p class="note">${note}</p>`;
  if (root.resolution === undefined) return html`<div class="thread">${noted}${cards}</div>`;
  const { user } = root.resolution;
  const said = replies.length === 0 ? '' : `, ${counted(replies.length, 'reply', 'replies')}`;
  return html`<details class="thread resolved"><summary><span class="badge good">Resolved</span> ${marks(root, view)}<span class="fold-text">by ${user.display_name}${said}: ${firstLine(root)}</span></summary>${noted}${cards}</details>`;
}

export function commentCard(comment: CommentState, view: PreviewView): Html {
  const { id, user, raw, deleted, created_on, updated_on } = comment;
  const isEdited = !deleted && updated_on !== created_on;
  const body = deleted
    ? html`<p class="quiet">This comment was deleted.</p>`
    : html`<div class="markdown">${commentMarkdown(raw, (href) => pageLink(href, view))}</div>`;
  return html`<article class="comment" id="comment-${id}" aria-label="Comment by ${user.display_name}">
<p class="by"><span class="avatar avatar-${hue(user.uuid)}" aria-hidden="true">${initials(user.display_name)}</span><span class="who">${user.display_name}</span> ${user.type === 'app_user' ? html`<span class="badge">app</span> ` : ''}${marks(comment, view)}<span class="when">${time(created_on)}${isEdited ? ' (edited)' : ''}</span></p>
${body}</article>`;
}

/** What happened to a comment since the last run. */
function marks(comment: CommentState, { changes }: PreviewView): Html {
  if (changes === undefined) return html``;
  const { created, edited, resolved, reopened } = changes;
  const said = [
    created.includes(comment) ? 'new' : undefined,
    edited.includes(comment) ? 'changed' : undefined,
    resolved.includes(comment) ? 'just resolved' : undefined,
    reopened.includes(comment) ? 'reopened' : undefined,
  ];
  return html`${said.map((word) => word && html`<span class="badge fresh">${word}</span> `)}`;
}

/** The first line that says something, without Markdown's signs. */
function firstLine({ raw, deleted }: CommentState): string {
  if (deleted) return 'deleted';
  const line = raw.split('\n').find((each) => /\w/.test(each) && !/^\[[^\]]*\]:/.test(each)) ?? '';
  const plain = line.replaceAll(/[*_`#>[\]\\]|\([^)]*\)/g, '').trim();
  return plain.length > 90 ? `${plain.slice(0, 90)}…` : plain;
}

function initials(name: string): string {
  const words = name.split(/[\s._-]+/).filter((word) => word !== '');
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? '');
  return letters.join('').toUpperCase();
}

/** One of six colours, the same for the same account. */
function hue(uuid: string): number {
  return (
    [...uuid].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 6_000_007, 7) % 6
  );
}
