import { bitbucketMarkdown } from '../bitbucket-markdown.ts';
import { accountBody, pullRequestLinks } from '../links.ts';
import type { ApiRequest } from '../route.ts';
import type { CommentState, Inline, PullRequestState } from '../state.ts';
import type { Store } from '../store.ts';
import { pullRequestBrief } from './pull-requests.ts';

/** A comment as the API shows it. A resolved thread carries an empty `resolution`, as the live service does. */
export function commentBody(
  request: ApiRequest,
  store: Store,
  pullRequest: PullRequestState,
  comment: CommentState,
) {
  const { id, raw, inline, parent, resolution } = comment;
  const links = pullRequestLinks(request.origin, store, pullRequest);
  return {
    id,
    created_on: comment.created_on,
    updated_on: comment.updated_on,
    content: contentBody(raw),
    user: accountBody(request.origin, comment.user),
    deleted: comment.deleted,
    ...(parent !== undefined && { parent: { id: parent, links: commentLinks(links, parent) } }),
    ...(inline !== undefined && { inline: inlineBody(inline) }),
    ...(resolution !== undefined && { resolution: {} }),
    pending: comment.pending,
    type: 'pullrequest_comment',
    links: commentLinks(links, id),
    pullrequest: pullRequestBrief(request, store, pullRequest),
  };
}

/** Rendering takes longer than all the rest, and most calls leave it out by `fields`. */
function contentBody(raw: string) {
  return {
    type: 'rendered',
    raw,
    markup: 'markdown',
    get html() {
      return raw === '' ? '' : bitbucketMarkdown(raw);
    },
  };
}

function commentLinks({ self, html }: ReturnType<typeof pullRequestLinks>, id: number) {
  return {
    self: { href: `${self.href}/comments/${id}` },
    html: { href: `${html.href}/_/diff#comment-${id}` },
  };
}

function inlineBody({ path, from, to, start_from, start_to }: Inline) {
  const start = {
    ...(start_from !== undefined && { start_from }),
    ...(start_to !== undefined && { start_to }),
  };
  return { from: from ?? null, to: to ?? null, path, ...start };
}
