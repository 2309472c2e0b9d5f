import { threadCard } from './comment-card.ts';
import { commentMarkdown } from './comment-markdown.ts';
import { type Html, html } from './html.ts';
import { pageLink } from './page-link.ts';
import type { PreviewView } from './preview-view.ts';

/** The pull request's description and what is said on no line in particular. */
export function conversationSection(view: PreviewView): Html {
  const { pullRequest, general } = view;
  if (pullRequest === undefined) return html``;
  const { description } = pullRequest;
  const about =
    description === ''
      ? ''
      : html`<div class="card markdown">${commentMarkdown(description, (href) => pageLink(href, view))}</div>`;
  const threads = general.map((thread) => threadCard(thread, view));
  const none = general.length === 0 ? html`<p class="quiet">No comments yet.</p>` : '';
  return html`<section aria-labelledby="conversation"><h2 id="conversation">Conversation</h2>${about}${none}${threads}</section>`;
}
