import type { PreviewDiff } from './diff-file.ts';

/** Somebody who can write. `app_user` is what stands behind an access token. */
export interface Account {
  readonly type: 'user' | 'app_user';
  /** In braces, as Bitbucket writes it. */
  readonly uuid: string;
  readonly display_name: string;
  readonly account_id?: string;
}

export interface RepositoryState {
  readonly workspace: string;
  readonly slug: string;
  readonly uuid: string;
  readonly is_private: boolean;
  readonly main_branch: string;
}

export interface Participant {
  readonly user: Account;
  readonly approved: boolean;
  readonly state: 'approved' | 'changes_requested' | null;
  readonly participated_on: string;
}

export interface PullRequestEnd {
  readonly branch: string;
  /** The full hash; the API shows its first 12 digits. */
  readonly commit: string;
}

export interface PullRequestState {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly state: 'OPEN' | 'MERGED' | 'DECLINED' | 'SUPERSEDED';
  readonly draft: boolean;
  readonly author: Account;
  readonly source: PullRequestEnd;
  readonly destination: PullRequestEnd;
  /** The best common ancestor of both ends. */
  readonly merge_base: string;
  /** What the pull request changes; comments can stand on the lines that its hunks show. */
  readonly files: PreviewDiff;
  readonly participants: readonly Participant[];
  readonly created_on: string;
  readonly updated_on: string;
}

export interface StatusState {
  readonly commit: string;
  readonly key: string;
  readonly state: 'SUCCESSFUL' | 'FAILED' | 'INPROGRESS' | 'STOPPED';
  readonly url: string;
  readonly name?: string;
  readonly description?: string;
  readonly refname?: string;
  readonly created_on: string;
  readonly updated_on: string;
}

export interface DataEntry {
  readonly title: string;
  readonly type?: 'BOOLEAN' | 'DATE' | 'DURATION' | 'LINK' | 'NUMBER' | 'PERCENTAGE' | 'TEXT';
  readonly value: boolean | number | string | { readonly text: string; readonly href: string };
}

export interface ReportState {
  readonly commit: string;
  readonly uuid: string;
  readonly external_id: string;
  readonly title: string;
  readonly details: string;
  readonly reporter?: string;
  readonly link?: string;
  readonly logo_url?: string;
  readonly remote_link_enabled: boolean;
  readonly report_type?: 'SECURITY' | 'COVERAGE' | 'TEST' | 'BUG';
  readonly result?: 'PASSED' | 'FAILED' | 'PENDING';
  readonly data: readonly DataEntry[];
  readonly created_on: string;
  readonly updated_on: string;
}

export interface AnnotationState {
  /** The commit and `external_id` of the report it belongs to. */
  readonly commit: string;
  readonly report: string;
  readonly uuid: string;
  readonly external_id: string;
  readonly annotation_type: 'VULNERABILITY' | 'CODE_SMELL' | 'BUG';
  readonly summary: string;
  readonly details?: string;
  readonly path?: string;
  readonly line?: number;
  readonly severity?: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW';
  readonly result?: 'PASSED' | 'FAILED' | 'SKIPPED' | 'IGNORED';
  readonly link?: string;
  readonly created_on: string;
  readonly updated_on: string;
}

export interface Inline {
  readonly path: string;
  readonly from?: number;
  readonly to?: number;
  readonly start_from?: number;
  readonly start_to?: number;
}

export interface CommentState {
  readonly id: number;
  readonly pull_request: number;
  /** Empty once the comment is deleted. */
  readonly raw: string;
  readonly user: Account;
  readonly deleted: boolean;
  readonly pending: boolean;
  readonly parent?: number;
  /** A reply repeats the anchor of its thread. */
  readonly inline?: Inline;
  /** True where the anchor was on the diff when the comment was made: only such threads can be resolved. */
  readonly on_diff: boolean;
  readonly resolution?: { readonly user: Account; readonly created_on: string };
  readonly created_on: string;
  readonly updated_on: string;
}

export interface TaskState {
  readonly id: number;
  readonly pull_request: number;
  readonly raw: string;
  readonly state: 'RESOLVED' | 'UNRESOLVED';
  readonly pending: boolean;
  readonly creator: Account;
  readonly comment?: number;
  readonly resolved_by?: Account;
  readonly resolved_on?: string;
  readonly created_on: string;
  readonly updated_on: string;
}

/**
 * Everything the embedded Bitbucket remembers, as plain JSON in Bitbucket's own names: it can be written to a file
 * and a later server started from it. Lists are in the order of creation. Credentials are no part of it.
 */
export interface SandboxState {
  readonly version: 1;
  readonly repository: RepositoryState;
  /** Every commit that exists, full hashes. */
  readonly commits: readonly string[];
  readonly pull_requests: readonly PullRequestState[];
  readonly statuses: readonly StatusState[];
  readonly reports: readonly ReportState[];
  readonly annotations: readonly AnnotationState[];
  readonly comments: readonly CommentState[];
  readonly tasks: readonly TaskState[];
  /** The id given last, to a comment or a task. */
  readonly last_id: number;
}
