import { ApiError, type ApiErrorCode } from '../../src/bitbucket/api-error.ts';
import type {
  Annotation,
  Bitbucket,
  BuildStatus,
  InsightsReport,
  NewComment,
  RemoteAccount,
  RemoteAnnotation,
  RemoteChangedFile,
  RemoteComment,
  RemotePullRequest,
  RemoteReport,
} from '../../src/bitbucket/bitbucket.ts';

interface StoredReport {
  report: InsightsReport;
  annotations: Map<string, Annotation>;
}

/** What was asked of Bitbucket that changes something, such as `createComment 1`. */
export type WriteLog = string[];

export const bot: RemoteAccount = { id: '{bot}', displayName: 'Code Scan token' };

/** A Bitbucket in memory that refuses what Cloud refuses; for tests that need to see and break single calls. */
export class MemoryBitbucket implements Bitbucket {
  readonly repository = { workspace: 'acme', slug: 'shop' };
  reach: Bitbucket['reach'] = 'everything';
  readonly writes: WriteLog = [];
  readonly statuses = new Map<string, BuildStatus[]>();
  readonly reports = new Map<string, StoredReport>();
  readonly conversation: RemoteComment[] = [];
  readonly pullRequests = new Map<number, RemotePullRequest>();
  /** Called before each write; may throw, or wait. */
  before: (write: string) => void | Promise<void> = () => {};
  /** Comments of other pull requests than 1, by id. */
  readonly #pullRequestOf = new Map<number, number>();
  #nextId = 1000;
  #now = Date.parse('2026-01-01T00:00:00Z');

  addPullRequest(id: number, sourceCommit: string): void {
    this.pullRequests.set(id, {
      id,
      state: 'OPEN',
      title: `Pull request ${id}`,
      sourceBranch: 'feature',
      sourceCommit: sourceCommit.slice(0, 12),
      destinationBranch: 'main',
      destinationCommit: 'd'.repeat(12),
    });
  }

  /** A comment of somebody else, or one as if it had been there. */
  say(raw: string, author: RemoteAccount, more: Partial<RemoteComment> = {}): RemoteComment {
    this.#now += 1000;
    const time = new Date(this.#now).toISOString();
    const comment: RemoteComment = {
      id: this.#nextId++,
      raw,
      deleted: false,
      author,
      resolved: false,
      createdOn: time,
      updatedOn: time,
      ...more,
    };
    this.conversation.push(comment);
    return comment;
  }

  change(id: number, change: Partial<RemoteComment>): void {
    const at = this.conversation.findIndex((comment) => comment.id === id);
    const comment = this.conversation[at];
    if (comment === undefined) throw new Error(`no comment ${id}`);
    this.conversation[at] = { ...comment, ...change };
  }

  /** What stands on the pull request, deleted comments left out. */
  standing(): readonly RemoteComment[] {
    return this.conversation.filter(({ deleted }) => !deleted);
  }

  takeWrites(): readonly string[] {
    return this.writes.splice(0);
  }

  async putStatus(commit: string, status: BuildStatus): Promise<void> {
    await this.#write(`putStatus ${status.state}`);
    if (status.key.length > 40) throw rejected('key: Ensure this value has at most 40 characters');
    if (status.description.length > 255 || status.name.length > 255) throw rejected('too long');
    if (!URL.canParse(status.url)) throw rejected('url: Enter a valid URL.');
    this.statuses.set(commit, [...(this.statuses.get(commit) ?? []), status]);
  }

  async status(commit: string, key: string): Promise<BuildStatus['state'] | undefined> {
    return this.statuses.get(commit)?.findLast((status) => status.key === key)?.state;
  }

  async report(commit: string, reportId: string): Promise<RemoteReport | undefined> {
    return this.reports.get(`${commit} ${reportId}`)?.report;
  }

  async putReport(commit: string, report: InsightsReport): Promise<void> {
    await this.#write('putReport');
    if (report.title === '' || report.details === '') throw rejected('required attributes not set');
    if (report.title.length > 450 || report.details.length > 2000) throw rejected('too long');
    if (report.data.length > 10) throw rejected('too many data');
    if (report.link?.includes('localhost')) throw rejected('link');
    const key = `${commit} ${report.external_id}`;
    this.reports.set(key, { report, annotations: this.reports.get(key)?.annotations ?? new Map() });
  }

  async deleteReport(commit: string, reportId: string): Promise<void> {
    await this.#write('deleteReport');
    this.reports.delete(`${commit} ${reportId}`);
  }

  async *annotations(commit: string, reportId: string): AsyncIterable<RemoteAnnotation> {
    yield* this.reports.get(`${commit} ${reportId}`)?.annotations.values() ?? [];
  }

  async postAnnotations(commit: string, reportId: string, batch: readonly Annotation[]): Promise<void> {
    await this.#write(`postAnnotations ${batch.length}`);
    const stored = this.#stored(commit, reportId);
    if (batch.length > 100) throw rejected('Bulk upload supports a maximum of /100 annotations.');
    if (batch.length === 0) throw rejected('empty');
    const ids = new Set(batch.map(({ external_id }) => external_id));
    if (ids.size < batch.length) throw rejected('the same external_id twice');
    for (const annotation of batch) checkAnnotation(annotation);
    for (const annotation of batch) stored.annotations.set(annotation.external_id, annotation);
    if (stored.annotations.size > 1000) throw rejected('more than 1000 annotations');
  }

  async deleteAnnotation(commit: string, reportId: string, annotationId: string): Promise<void> {
    await this.#write('deleteAnnotation');
    this.#stored(commit, reportId).annotations.delete(annotationId);
  }

  async *comments(pullRequest: number): AsyncIterable<RemoteComment> {
    yield* this.conversation.filter(({ id }) => (this.#pullRequestOf.get(id) ?? 1) === pullRequest);
  }

  async createComment(
    pullRequest: number,
    { raw, inline, parent }: NewComment,
    _isThisOne: (comment: RemoteComment) => boolean,
  ): Promise<RemoteComment> {
    await this.#write(inline === undefined ? (parent === undefined ? 'comment' : 'reply') : 'thread');
    if (!this.pullRequests.has(pullRequest)) throw failure('not-found', 404, 'no pull request');
    if (raw.length > 30_000) throw rejected('Bad Request (400)');
    if (inline?.start_to !== undefined && inline.to !== undefined && inline.start_to > inline.to) {
      throw rejected('start_to must be <= to');
    }
    const comment = this.say(raw, bot, {
      ...(inline === undefined ? {} : { inline }),
      ...(parent === undefined ? {} : { parent }),
    });
    this.#pullRequestOf.set(comment.id, pullRequest);
    return comment;
  }

  async updateComment(_pullRequest: number, commentId: number, raw: string): Promise<void> {
    await this.#write('update');
    this.#own(commentId);
    if (raw.length > 30_000) throw rejected('Bad Request (400)');
    this.change(commentId, { raw });
  }

  async deleteComment(_pullRequest: number, commentId: number): Promise<void> {
    await this.#write('delete');
    this.#own(commentId);
    this.change(commentId, { raw: '', deleted: true });
  }

  async resolveComment(_pullRequest: number, commentId: number): Promise<void> {
    await this.#write('resolve');
    const comment = this.#there(commentId);
    if (comment.inline === undefined || comment.parent !== undefined)
      throw failure('forbidden', 403, 'not a thread');
    this.change(commentId, { resolved: true });
  }

  async reopenComment(_pullRequest: number, commentId: number): Promise<void> {
    await this.#write('reopen');
    this.#there(commentId);
    this.change(commentId, { resolved: false });
  }

  /** Not of interest here: tasks and reviews are tried against the embedded Bitbucket. */
  async *tasks(): AsyncIterable<never> {}
  async createTask(): Promise<void> {}
  async setTask(): Promise<void> {}
  async reviews(): Promise<readonly never[]> {
    return [];
  }
  async giveReview(): Promise<boolean> {
    return true;
  }
  async withdrawReview(): Promise<boolean> {
    return true;
  }

  async pullRequest(id: number): Promise<RemotePullRequest | undefined> {
    return this.pullRequests.get(id);
  }

  async *openPullRequests(sourceBranch: string): AsyncIterable<RemotePullRequest> {
    for (const pullRequest of this.pullRequests.values()) {
      if (pullRequest.sourceBranch === sourceBranch && pullRequest.state === 'OPEN') yield pullRequest;
    }
  }

  async mergeBase(): Promise<string | undefined> {
    return undefined;
  }

  async diff(): Promise<string | undefined> {
    return undefined;
  }

  async *changedFiles(): AsyncIterable<RemoteChangedFile> {}

  async #write(what: string): Promise<void> {
    await this.before(what);
    this.writes.push(what);
  }

  #stored(commit: string, reportId: string): StoredReport {
    const stored = this.reports.get(`${commit} ${reportId}`);
    if (stored === undefined) throw failure('not-found', 404, 'report-service.report.not-found');
    return stored;
  }

  #there(commentId: number): RemoteComment {
    const comment = this.conversation.find(({ id, deleted }) => id === commentId && !deleted);
    if (comment === undefined) throw failure('not-found', 404, String(commentId));
    return comment;
  }

  #own(commentId: number): void {
    if (this.#there(commentId).author.id !== bot.id) throw failure('forbidden', 403, 'not your comment');
  }
}

function checkAnnotation(annotation: Annotation): void {
  if (annotation.summary.trim() === '') throw rejected('required attributes are not set [summary]');
  if (annotation.summary.length > 450)
    throw rejected('The summary field cannot contain more than 450 characters.');
  if ((annotation.details?.length ?? 0) > 2000) throw rejected('details');
  if (annotation.line !== undefined && annotation.line < 1) throw rejected('line');
  if (!annotation.summary.isWellFormed()) throw rejected('half a character');
}

function rejected(said: string): ApiError {
  return failure('rejected', 400, said);
}

export function failure(code: ApiErrorCode, status: number, said: string): ApiError {
  return new ApiError(`${status}: ${said}`, { code, call: 'a call', status, said });
}
