import type { InlineAnchor, RemoteComment } from './bitbucket.ts';
import {
  anything,
  type Decoded,
  type Decoder,
  flag,
  integer,
  mapped,
  object,
  optional,
  present,
  text,
} from './decode.ts';

import { account, accountFields, accountOf } from './remote-account.ts';

/** What of a comment is asked for and read; rendered text alone would double each page. */
export const commentFields = [
  'id',
  'content.raw',
  'deleted',
  ...accountFields.map((name) => `user.${name}`),
  'inline',
  'parent.id',
  'resolution',
  'created_on',
  'updated_on',
  'links.html.href',
];

const inline = object({ path: text, to: optional(integer), start_to: optional(integer) });

const answer = object({
  id: integer,
  content: optional(object({ raw: optional(text) })),
  deleted: optional(flag),
  user: optional(account),
  inline: optional(inline),
  parent: optional(object({ id: integer })),
  // An object, even an empty one, where the thread is resolved.
  resolution: optional(anything),
  created_on: text,
  updated_on: optional(text),
  links: optional(object({ html: optional(object({ href: optional(text) })) })),
});

export const remoteComment: Decoder<RemoteComment> = mapped(answer, (comment) => ({
  id: comment.id,
  raw: comment.content?.raw ?? '',
  deleted: comment.deleted ?? false,
  author: accountOf(comment.user),
  resolved: comment.resolution !== undefined,
  createdOn: comment.created_on,
  updatedOn: comment.updated_on ?? comment.created_on,
  ...present({
    inline: comment.inline && anchorOf(comment.inline),
    parent: comment.parent?.id,
    url: comment.links?.html?.href,
  }),
}));

function anchorOf({ path, to, start_to }: Decoded<typeof inline>): InlineAnchor {
  return { path, ...present({ to, start_to }) };
}
