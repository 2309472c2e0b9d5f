import { showsAnchor } from '../diff-file.ts';
import { isRecord } from '../json.ts';
import { apiError, gatewayError, htmlBadRequest, invalid } from '../refusal.ts';
import type { CommentState, Inline, PullRequestState } from '../state.ts';
import type { Store } from '../store.ts';
import { withoutUndefined } from '../without-undefined.ts';

export type NewComment = Pick<CommentState, 'raw' | 'inline' | 'parent' | 'pending' | 'on_diff'>;

/**
 * The body of a new comment. Bitbucket is strict here: a key that it does not expect, or one that only answers
 * have, is refused by name (jenkins-x/jx#3076).
 */
export function readNewComment(body: unknown, pullRequest: PullRequestState, store: Store): NewComment {
  const given = strictObject(body, ['content', 'inline', 'parent', 'pending']);
  const raw = readContent(given['content'], store);
  const pending = readPending(given['pending']);
  const parent = readParent(given['parent'], pullRequest, store);
  const inline = parent === undefined ? readInline(given['inline']) : parent.inline;
  const on_diff = parent === undefined ? isOnDiff(inline, pullRequest, store) : parent.on_diff;
  return withoutUndefined({ raw, pending, inline, parent: parent?.id, on_diff });
}

/** Whether a comment or a task is a draft. */
export function readPending(pending: unknown): boolean {
  if (pending === undefined) return false;
  if (typeof pending !== 'boolean') throw invalid({ pending: 'expected bool' });
  return pending;
}

/** `content.raw`, which is all of a comment or a task that can be given. */
export function readContent(content: unknown, store: Store): string {
  if (content === undefined) throw invalid({ content: 'required key not provided' });
  const { raw } = strictObject(content, ['raw'], 'content.');
  if (typeof raw !== 'string' || raw.trim() === '') {
    throw invalid({ 'content.raw': 'This field may not be blank.' });
  }
  if (raw.length > store.limits.commentLength) throw htmlBadRequest();
  return raw;
}

/** The object, if it has no other keys than these. */
export function strictObject(
  value: unknown,
  allowed: readonly string[],
  prefix = '',
): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) {
    throw prefix === ''
      ? gatewayError(400, 'Bad Request')
      : invalid({ [prefix.slice(0, -1)]: 'expected a dictionary' });
  }
  const extra = Object.keys(value).filter((key) => !allowed.includes(key));
  if (extra.length > 0) {
    const fields = Object.fromEntries(extra.map((key) => [`${prefix}${key}`, 'extra keys not allowed']));
    throw apiError(400, 'Bad request', { fields });
  }
  return value;
}

function readParent(parent: unknown, { id }: PullRequestState, store: Store): CommentState | undefined {
  if (parent === undefined) return undefined;
  const given = strictObject(parent, ['id'], 'parent.')['id'];
  const found = typeof given === 'number' ? store.comments.get(given) : undefined;
  if (found === undefined || found.pull_request !== id || found.deleted) {
    throw invalid({ parent: 'The parent comment does not exist.' });
  }
  return found;
}

function readInline(inline: unknown): Inline | undefined {
  if (inline === undefined) return undefined;
  const given = strictObject(inline, ['path', 'from', 'to', 'start_from', 'start_to'], 'inline.');
  const { path } = given;
  if (typeof path !== 'string' || path === '') throw invalid({ 'inline.path': 'required key not provided' });
  const read = (name: 'from' | 'to' | 'start_from' | 'start_to') => readLine(name, given[name]);
  const [from, to, start_from, start_to] = [read('from'), read('to'), read('start_from'), read('start_to')];
  refuseBackwards('start_from', start_from, 'from', from);
  refuseBackwards('start_to', start_to, 'to', to);
  return withoutUndefined({ path, from, to, start_from, start_to });
}

function readLine(name: string, line: unknown): number | undefined {
  if (line === undefined || line === null) return undefined;
  if (typeof line === 'number' && Number.isInteger(line) && line >= 1) return line;
  throw invalid({ [`inline.${name}`]: 'expected an integer of at least 1' });
}

/** https://github.com/The-PR-Agent/pr-agent/pull/3285 */
function refuseBackwards(startName: string, start: number | undefined, endName: string, end?: number): void {
  if (start === undefined) return;
  if (end === undefined || start > end) {
    throw invalid({ [`inline.${startName}`]: `must not be greater than ${endName}` });
  }
}

function isOnDiff(inline: Inline | undefined, { files }: PullRequestState, store: Store): boolean {
  if (inline === undefined) return false;
  const shown = showsAnchor(files, inline);
  if (!shown && store.limits.offDiffAnchors === 'refuse') {
    throw invalid({ inline: 'The given path and line are not part of the diff.' });
  }
  return shown;
}
