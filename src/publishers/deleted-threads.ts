import type { InlineAnchor } from '../bitbucket/bitbucket.ts';
import type { Conversation } from './conversation.ts';
import { findingKey } from './thread-key.ts';
import { threadMemory } from './thread-memory.ts';
import type { Wanted } from './thread-topic.ts';

/** Threads of ours that a human deleted: what they were about is not to be said again. */
export interface DeletedThreads {
  readonly keys: ReadonlySet<string>;
  /** Places of deleted comments of ours that the memory does not know. */
  readonly anchors: ReadonlySet<string>;
}

/**
 * What the summary remembers; and, for what it does not, deleted comments of our account by their place. `remembers`:
 * a summary is kept on this pull request; where none is, and no comment is left to tell our account by, a deleted
 * comment at the very place is taken for ours.
 */
export function deletedThreads(conversation: Conversation, remembers: boolean): DeletedThreads {
  const memory = threadMemory(conversation);
  const live = new Set(conversation.comments.flatMap(({ id, deleted }) => (deleted ? [] : [id])));
  const spoken = new Set([...memory].flatMap(([id, key]) => (live.has(id) ? [key] : [])));
  const keys = [...memory].flatMap(([id, key]) => (live.has(id) || spoken.has(key) ? [] : [key]));
  const { author, comments, threads } = conversation;
  // Of two runs that raced each may have opened the same thread: the one that we took away left the other behind.
  const doubled = new Set(threads.map(({ anchor }) => anchorName(anchor)));
  const anchors = comments.flatMap(({ id, deleted, parent, inline, author: { id: by } }) => {
    const isOurs = author === undefined ? !remembers : by === author;
    if (!deleted || !isOurs || parent !== undefined || inline === undefined || memory.has(id)) return [];
    const name = anchorName(inline);
    return doubled.has(name) ? [] : [name];
  });
  return { keys: new Set(keys), anchors: new Set(anchors) };
}

export function isDeleted({ finding, path, anchor }: Wanted, { keys, anchors }: DeletedThreads): boolean {
  return keys.has(findingKey(finding.fingerprint)) || anchors.has(anchorName(inlineAnchor(path, anchor)));
}

/** Where a thread about lines of a file stands: `to` is its last line. */
export function inlineAnchor(
  path: string,
  { startLine, endLine }: { readonly startLine: number; readonly endLine: number },
): InlineAnchor {
  return startLine === endLine ? { path, to: endLine } : { path, start_to: startLine, to: endLine };
}

function anchorName({ path, to }: InlineAnchor): string {
  return `${to} ${path}`;
}
