import { type PreviewDiff, showsAnchor } from './diff-file.ts';
import type { Account, CommentState, Inline, PullRequestState } from './state.ts';
import type { Store } from './store.ts';

/** A person at the site: does what people do between two runs of the pipe. Unknown ids throw. */
export class Human {
  readonly account: Account;
  readonly #store: Store;

  constructor(account: Account, store: Store) {
    this.account = account;
    this.#store = store;
  }

  /** A new comment, on a line of the diff where `inline` says so. */
  comment(pullRequest: number, raw: string, inline?: Inline): CommentState {
    const { id, files } = this.#pullRequest(pullRequest);
    const on_diff = inline !== undefined && showsAnchor(files, inline);
    return this.#add({ raw, pull_request: id, on_diff, ...(inline && { inline }) });
  }

  reply(parent: number, raw: string): CommentState {
    const { pull_request, inline, on_diff } = this.#comment(parent);
    return this.#add({ raw, pull_request, on_diff, parent, ...(inline && { inline }) });
  }

  /** Throws for somebody else's comment: not even an administrator may put words into mouths. */
  edit(comment: number, raw: string): void {
    if (this.#comment(comment).user.uuid !== this.account.uuid) {
      throw new Error(`comment ${comment} is not by ${this.account.display_name}`);
    }
    this.#change(comment, { raw, updated_on: this.#store.time() });
  }

  /** Also somebody else's: an administrator can. */
  remove(comment: number): void {
    this.#change(comment, { raw: '', deleted: true, updated_on: this.#store.time() });
  }

  resolve(comment: number): void {
    this.#change(comment, { resolution: { user: this.account, created_on: this.#store.time() } });
  }

  reopen(comment: number): void {
    const { resolution: _, ...open } = this.#comment(comment);
    this.#store.comments.set(comment, open);
    this.#touch(open.pull_request);
  }

  /** A new commit on the source branch, with what the pull request changes from now on. */
  push(pullRequest: number, commit: string, files?: PreviewDiff): void {
    const known = this.#pullRequest(pullRequest);
    this.#store.commits.add(commit);
    const source = { ...known.source, commit };
    const updated_on = this.#store.time();
    this.#store.pullRequests.set(known.id, { ...known, source, files: files ?? known.files, updated_on });
  }

  /** The destination branch moves on; the merge base stays where it is unless said. */
  moveDestination(pullRequest: number, commit: string, mergeBase?: string): void {
    const known = this.#pullRequest(pullRequest);
    const merge_base = mergeBase ?? known.merge_base;
    for (const each of [commit, merge_base]) this.#store.commits.add(each);
    const destination = { ...known.destination, commit };
    const updated_on = this.#store.time();
    this.#store.pullRequests.set(known.id, { ...known, destination, merge_base, updated_on });
  }

  /** Merges or declines. */
  close(pullRequest: number, state: 'MERGED' | 'DECLINED'): void {
    const known = this.#pullRequest(pullRequest);
    this.#store.pullRequests.set(known.id, { ...known, state, updated_on: this.#store.time() });
  }

  #add(comment: Pick<CommentState, 'raw' | 'pull_request' | 'on_diff' | 'parent' | 'inline'>): CommentState {
    const now = this.#store.time();
    const added: CommentState = {
      ...comment,
      id: this.#store.takeId(),
      user: this.account,
      deleted: false,
      pending: false,
      created_on: now,
      updated_on: now,
    };
    this.#store.comments.set(added.id, added);
    this.#touch(added.pull_request);
    return added;
  }

  #change(id: number, change: Partial<CommentState>): void {
    const comment = this.#comment(id);
    this.#store.comments.set(id, { ...comment, ...change });
    this.#touch(comment.pull_request);
  }

  #touch(pullRequest: number): void {
    const known = this.#pullRequest(pullRequest);
    this.#store.pullRequests.set(known.id, { ...known, updated_on: this.#store.time() });
  }

  #comment(id: number): CommentState {
    const comment = this.#store.comments.get(id);
    if (comment === undefined) throw new Error(`the embedded Bitbucket has no comment ${id}`);
    return comment;
  }

  #pullRequest(id: number): PullRequestState {
    const pullRequest = this.#store.pullRequests.get(id);
    if (pullRequest === undefined) throw new Error(`the embedded Bitbucket has no pull request ${id}`);
    return pullRequest;
  }
}
