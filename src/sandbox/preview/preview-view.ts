import type { Call } from '../call.ts';
import type { DiffFile } from '../diff-file.ts';
import type { AnnotationState, CommentState, PullRequestState, SandboxState } from '../state.ts';
import { type StateChanges, stateChanges } from './state-changes.ts';

/** A comment and what was said below it, however deep. */
export interface Thread {
  readonly root: CommentState;
  readonly replies: readonly CommentState[];
}

/** What the page shows, sorted out once for all of its sections. */
export interface PreviewView {
  readonly state: SandboxState;
  /** Undefined where a commit is shown that belongs to no pull request. */
  readonly pullRequest: PullRequestState | undefined;
  readonly commit: string;
  readonly files: readonly DiffFile[];
  readonly general: readonly Thread[];
  /** Threads on files, by path. */
  readonly inline: ReadonlyMap<string, readonly Thread[]>;
  /** Annotations of the commit that have a path, by it. */
  readonly annotations: ReadonlyMap<string, readonly AnnotationState[]>;
  readonly calls: readonly Call[];
  /** Undefined on a first run. */
  readonly changes: StateChanges | undefined;
}

export interface PreviewExtras {
  /** The pull request to show; the first one where unsaid. */
  readonly pullRequest?: number;
  /** The commit to show where there is no pull request; the last one where unsaid. */
  readonly commit?: string;
  /** What this run asked of the embedded Bitbucket. */
  readonly calls: readonly Call[];
  /** What the run before left behind. */
  readonly previous?: SandboxState;
}

export function previewView(state: SandboxState, extras: PreviewExtras): PreviewView {
  const { pullRequest: id, previous, calls } = extras;
  const pullRequest = state.pull_requests.find((each) => id === undefined || each.id === id);
  const commit = pullRequest?.source.commit ?? extras.commit ?? state.commits.at(-1) ?? '';
  const threads = threadsOf(state.comments.filter((comment) => comment.pull_request === pullRequest?.id));
  const onFiles = threads.filter(({ root }) => root.inline !== undefined);
  const annotations = state.annotations.filter((each) => each.commit === commit && each.path !== undefined);
  return {
    state,
    pullRequest,
    commit,
    files: pullRequest?.files ?? [],
    general: threads.filter(({ root }) => root.inline === undefined),
    inline: Map.groupBy(onFiles, ({ root }) => root.inline?.path ?? ''),
    annotations: Map.groupBy(annotations, ({ path = '' }) => path),
    calls,
    changes: previous && stateChanges(previous, state),
  };
}

/** Comments below comments end up in the thread of the first one. A draft is not shown, as nobody else sees it. */
function threadsOf(comments: readonly CommentState[]): readonly Thread[] {
  const shown = comments.filter(({ pending }) => !pending);
  const byId = new Map(shown.map((comment) => [comment.id, comment]));
  const rootOf = (comment: CommentState): CommentState => {
    const seen = new Set<number>();
    let current = comment;
    while (current.parent !== undefined && !seen.has(current.id)) {
      seen.add(current.id);
      const parent = byId.get(current.parent);
      if (parent === undefined) break;
      current = parent;
    }
    return current;
  };
  return [...Map.groupBy(shown, rootOf)].map(([root, all]) => ({
    root,
    replies: all.filter((comment) => comment !== root),
  }));
}
