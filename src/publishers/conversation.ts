import type { Bitbucket, InlineAnchor, RemoteComment } from '../bitbucket/bitbucket.ts';
import { type Marker, readMarkedText } from './marker.ts';

/** One of our comments at the top of a thread, or the summary. */
export interface OwnComment {
  readonly comment: RemoteComment;
  readonly marker: Marker;
  /** Markers after the first one. */
  readonly moreMarkers: readonly Marker[];
  readonly body: string;
}

export interface OwnThread extends OwnComment {
  readonly anchor: InlineAnchor;
  /** Comments below it, of anybody, oldest first; no deleted ones. */
  readonly replies: readonly RemoteComment[];
}

/** What is said on a pull request, seen from one `REPORT_ID`. */
export interface Conversation {
  readonly pullRequest: number;
  readonly comments: readonly RemoteComment[];
  /** The account that our comments are of; undefined where there are none yet. */
  readonly author?: string;
  /** True where other accounts carry our marker too: then `author` is a guess that a write has to prove. */
  readonly isDisputed: boolean;
  /** Oldest first; more than one only where two runs raced. */
  readonly summaries: readonly OwnComment[];
  /** Oldest first. */
  readonly threads: readonly OwnThread[];
}

export async function listConversation(
  bitbucket: Bitbucket,
  pullRequest: number,
  reportId: string,
  foreign: ReadonlySet<string> = new Set(),
): Promise<Conversation> {
  const comments = await Array.fromAsync(bitbucket.comments(pullRequest));
  return readConversation(comments, pullRequest, reportId, foreign);
}

/**
 * Finds our comments. The credential cannot always say who it is, so a comment is ours where our marker is its very
 * start, in a place where we put such comments, and its author is the account that said most of what is marked
 * first: a copy is younger than what it copies. `foreign`: accounts whose comments Bitbucket did not let us change.
 */
export function readConversation(
  comments: readonly RemoteComment[],
  pullRequest: number,
  reportId: string,
  foreign: ReadonlySet<string> = new Set(),
): Conversation {
  const marked = comments.flatMap((comment) => {
    const own = readOwn(comment, reportId);
    return own === undefined || foreign.has(comment.author.id) ? [] : [own];
  });
  const author = likeliestAuthor(marked.toSorted(byAge));
  const ours = marked.filter(({ comment }) => comment.author.id === author).toSorted(byAge);
  const repliesOf = groupReplies(comments);
  return {
    pullRequest,
    comments,
    ...(author === undefined ? {} : { author }),
    isDisputed: ours.length < marked.length,
    summaries: ours.filter(({ marker }) => marker.kind === 'summary'),
    threads: ours.flatMap((own) => {
      const anchor = own.comment.inline;
      return own.marker.kind === 'summary' || anchor === undefined
        ? []
        : [{ ...own, anchor, replies: repliesOf.get(own.comment.id) ?? [] }];
    }),
  };
}

function readOwn(comment: RemoteComment, reportId: string): OwnComment | undefined {
  if (comment.deleted || comment.parent !== undefined || comment.author.id === '') return undefined;
  const { markers, body } = readMarkedText(comment.raw);
  const [marker, ...moreMarkers] = markers;
  if (marker === undefined || marker.report !== reportId) return undefined;
  const isInline = comment.inline !== undefined;
  const belongs = isInline ? marker.kind === 'thread' || marker.kind === 'group' : marker.kind === 'summary';
  return belongs ? { comment, marker, moreMarkers, body } : undefined;
}

function byAge(a: OwnComment, b: OwnComment): number {
  return a.comment.id - b.comment.id;
}

/** `marked`: oldest first. Whoever said more first, or else more at all, or else anything first. */
function likeliestAuthor(marked: readonly OwnComment[]): string | undefined {
  const said = new Set<string>();
  const scores = new Map<string, { first: number; all: number }>();
  for (const { comment, marker } of marked) {
    const what = `${marker.kind} ${marker.fields.get('key') ?? ''}`;
    const score = scores.get(comment.author.id) ?? { first: 0, all: 0 };
    scores.set(comment.author.id, { first: score.first + (said.has(what) ? 0 : 1), all: score.all + 1 });
    said.add(what);
  }
  // Sorting keeps the order of arrival among equals.
  const [likeliest] = [...scores].toSorted(([, a], [, b]) => b.first - a.first || b.all - a.all);
  return likeliest?.[0];
}

/** Replies by the first comment of their thread, however deep they are. */
function groupReplies(comments: readonly RemoteComment[]): ReadonlyMap<number, readonly RemoteComment[]> {
  const parents = new Map(comments.flatMap(({ id, parent }) => (parent === undefined ? [] : [[id, parent]])));
  const groups = new Map<number, RemoteComment[]>();
  for (const comment of comments) {
    if (comment.parent === undefined || comment.deleted) continue;
    const root = rootOf(comment.id, parents);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [comment]);
    else group.push(comment);
  }
  return groups;
}

function rootOf(id: number, parents: ReadonlyMap<number, number>): number {
  let current = id;
  // No chain is longer than the list; a circle would be.
  for (let steps = 0; steps <= parents.size; steps += 1) {
    const parent = parents.get(current);
    if (parent === undefined) return current;
    current = parent;
  }
  return current;
}
