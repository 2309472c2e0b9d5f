/** What somebody decided about findings by a reply to their thread. */
export interface ReplyDecision {
  readonly pullRequest: number;
  /** The thread's first comment, and the reply in it. */
  readonly threadId: number;
  readonly commentId: number;
  /** The findings that the thread speaks of. */
  readonly fingerprints: readonly string[];
  readonly kind: 'ignore' | 'false-positive' | 'later';
  readonly reason: string;
  /** The last day (UTC) on which it holds, as `YYYY-MM-DD`; of `later` only. */
  readonly until?: string;
  /** Display name, and the id that Bitbucket gives the account. */
  readonly person: string;
  readonly personId: string;
}

/** A reply that asked for a decision and did not get it. */
export interface DeclinedReply {
  readonly pullRequest: number;
  readonly threadId: number;
  readonly commentId: number;
  readonly person: string;
  /** What is missing, as Markdown of our own. */
  readonly problem: string;
}

/** All replies of a run that asked for something. */
export interface Replies {
  readonly decisions: readonly ReplyDecision[];
  readonly declined: readonly DeclinedReply[];
}
