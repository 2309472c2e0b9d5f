import type { RepositoryName } from '../core/change.ts';

/** What the rest of the pipe needs of Bitbucket, for one repository. Every method may throw an `ApiError`. */
export interface Bitbucket {
  readonly repository: RepositoryName;
  /** What the credential at hand can reach: the Pipelines proxy serves Code Insights only. */
  readonly reach: 'everything' | 'insights';

  putStatus(commit: string, status: BuildStatus): Promise<void>;
  /** The state of the build status of this key; undefined where the commit has none. */
  status(commit: string, key: string): Promise<BuildStatus['state'] | undefined>;

  report(commit: string, reportId: string): Promise<RemoteReport | undefined>;
  putReport(commit: string, report: InsightsReport): Promise<void>;
  deleteReport(commit: string, reportId: string): Promise<void>;
  annotations(commit: string, reportId: string): AsyncIterable<RemoteAnnotation>;
  /** At most 100; creates or updates by `external_id`. */
  postAnnotations(commit: string, reportId: string, batch: readonly Annotation[]): Promise<void>;
  deleteAnnotation(commit: string, reportId: string, annotationId: string): Promise<void>;

  /** Oldest first, deleted ones included; each id once. */
  comments(pullRequest: number): AsyncIterable<RemoteComment>;
  /**
   * Creating is not idempotent: where the answer is lost, the comments are listed and `isThisOne` decides whether
   * it is there already.
   */
  createComment(
    pullRequest: number,
    comment: NewComment,
    isThisOne: (comment: RemoteComment) => boolean,
  ): Promise<RemoteComment>;
  updateComment(pullRequest: number, commentId: number, raw: string): Promise<void>;
  deleteComment(pullRequest: number, commentId: number): Promise<void>;
  /** Resolving a resolved thread, and reopening an open one, is success. */
  resolveComment(pullRequest: number, commentId: number): Promise<void>;
  reopenComment(pullRequest: number, commentId: number): Promise<void>;

  /** Each once; a deleted one is not listed. */
  tasks(pullRequest: number): AsyncIterable<RemoteTask>;
  createTask(pullRequest: number, task: { readonly raw: string; readonly comment: number }): Promise<void>;
  setTask(pullRequest: number, taskId: number, state: 'RESOLVED' | 'UNRESOLVED'): Promise<void>;

  /** What people and programs say of the pull request as a whole. */
  reviews(pullRequest: number): Promise<readonly Review[]>;
  /** In the name of the credential; false where that was so already. */
  giveReview(pullRequest: number, state: Review['state']): Promise<boolean>;
  withdrawReview(pullRequest: number, state: Review['state']): Promise<boolean>;

  /** Undefined where there is no such pull request, or no right to see it. */
  pullRequest(id: number): Promise<RemotePullRequest | undefined>;
  openPullRequests(sourceBranch: string): AsyncIterable<RemotePullRequest>;
  /** The best common ancestor; undefined where Bitbucket knows none. */
  mergeBase(a: string, b: string): Promise<string | undefined>;
  /**
   * What `commit` changes since its merge base with `destination`, as a unified diff; undefined as above. Nothing in
   * such an answer says whether it is whole: compare it with `changedFiles`.
   */
  diff(commit: string, destination: string): Promise<string | undefined>;
  changedFiles(commit: string, destination: string): AsyncIterable<RemoteChangedFile>;
}

/** One file of a diff; `path` is the new one, but for a deleted file. */
export interface RemoteChangedFile {
  readonly path: string;
  readonly linesAdded: number;
}

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commit-statuses */
export interface BuildStatus {
  readonly key: string;
  readonly state: 'INPROGRESS' | 'SUCCESSFUL' | 'FAILED' | 'STOPPED';
  readonly name: string;
  readonly description: string;
  readonly url: string;
  readonly refname?: string;
}

export type DataField =
  | {
      readonly title: string;
      readonly type: 'NUMBER' | 'DURATION' | 'PERCENTAGE' | 'DATE';
      readonly value: number;
    }
  | { readonly title: string; readonly type: 'BOOLEAN'; readonly value: boolean }
  | { readonly title: string; readonly type: 'TEXT'; readonly value: string }
  | {
      readonly title: string;
      readonly type: 'LINK';
      readonly value: { readonly text: string; readonly href: string };
    };

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-reports */
export interface InsightsReport {
  readonly external_id: string;
  readonly title: string;
  readonly details: string;
  readonly report_type: 'SECURITY' | 'COVERAGE' | 'TEST' | 'BUG';
  readonly reporter: string;
  readonly result: 'PASSED' | 'FAILED' | 'PENDING';
  readonly link?: string;
  readonly data: readonly DataField[];
}

/** What of a report is read back to see whether it differs. */
export type RemoteReport = Partial<Omit<InsightsReport, 'data'>> & { readonly data: readonly DataField[] };

export interface Annotation {
  readonly external_id: string;
  readonly annotation_type: 'VULNERABILITY' | 'CODE_SMELL' | 'BUG';
  readonly summary: string;
  readonly details?: string;
  readonly severity: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW';
  readonly result: 'FAILED' | 'PASSED' | 'SKIPPED' | 'IGNORED';
  readonly path?: string;
  readonly line?: number;
  readonly link?: string;
}

export type RemoteAnnotation = Partial<Annotation> & { readonly external_id: string };

/** `to` is a line of the new file, the last one of the range; `start_to` its first where there are several. */
export interface InlineAnchor {
  readonly path: string;
  readonly to?: number;
  readonly start_to?: number;
}

export interface NewComment {
  readonly raw: string;
  readonly inline?: InlineAnchor;
  /** The comment this one replies to. */
  readonly parent?: number;
}

export interface RemoteComment {
  readonly id: number;
  readonly raw: string;
  readonly deleted: boolean;
  readonly author: RemoteAccount;
  readonly inline?: InlineAnchor;
  readonly parent?: number;
  readonly resolved: boolean;
  /** ISO 8601. */
  readonly createdOn: string;
  readonly updatedOn: string;
  readonly url?: string;
}

/** `id` is the account's uuid or account id, whichever Bitbucket gave; empty for a deleted account. */
export interface RemoteAccount {
  readonly id: string;
  readonly displayName: string;
}

/** Hashes as Bitbucket gives them: often only the first 12 digits. */
export interface RemotePullRequest {
  readonly id: number;
  readonly state: string;
  readonly title: string;
  readonly sourceBranch: string;
  readonly sourceCommit: string;
  readonly destinationBranch: string;
  readonly destinationCommit: string;
  /** Absent where Bitbucket does not tell, as for an account that is gone. */
  readonly author?: RemoteAccount;
}

export interface RemoteTask {
  readonly id: number;
  readonly resolved: boolean;
  readonly author: RemoteAccount;
  /** The comment that it belongs to. */
  readonly comment?: number;
}

export interface Review {
  readonly author: RemoteAccount;
  readonly state: 'approved' | 'changes_requested';
}
