/** An inclusive range of lines, from 1. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** One file of the change, in the paths and lines of the commit under report. */
export interface ChangedFile {
  readonly path: string;
  /** Another path that git says this file had before. */
  readonly previousPath?: string;
  readonly status: 'added' | 'modified' | 'renamed' | 'copied' | 'deleted';
  /** Lines that the change added or changed, sorted, disjoint. */
  readonly added: readonly LineRange[];
  /** Its diff has no lines for people, so that no comment can stand on one: UTF-16, as a rule, or no text at all. */
  readonly isBinary?: boolean;
}

/**
 * What is being looked at. `commit` is the one everything is posted to. Paths and lines in `files` are those of
 * `commit`; the scanned tree may differ from it (the merge result in a pull-request pipeline).
 */
export interface Change {
  readonly commit: string;
  readonly branch?: string;
  readonly tag?: string;
  /** The pull request that this is about, if it is about one; each of several has a change of its own. */
  readonly pullRequests: readonly number[];
  readonly destinationBranch?: string;
  readonly destinationCommit?: string;
  /** The commit that the change is compared with; absent for a first commit or where it could not be had. */
  readonly base?: string;
  /** Why `base` is absent, or how it was found, for log and summary. */
  readonly baseDetail: string;
  /** Undefined where the diff could not be read: doubt, not an empty diff. */
  readonly files?: ReadonlyMap<string, ChangedFile>;
}

/** A repository on Bitbucket: workspace and slug, as in `workspace/slug`. */
export interface RepositoryName {
  readonly workspace: string;
  readonly slug: string;
}
