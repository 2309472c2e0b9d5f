import type {
  AnnotationState,
  CommentState,
  PullRequestState,
  ReportState,
  RepositoryState,
  SandboxState,
  StatusState,
  TaskState,
} from './state.ts';
import { insightsTimestamp, timestamp } from './timestamp.ts';

/** What of the server's behaviour is not known for sure, or differs between plans. */
export interface Limits {
  /** Longest comment in UTF-16 units; longer ones are answered 400 with an HTML page. */
  readonly commentLength: number;
  /** What happens to an inline comment whose line no hunk shows. */
  readonly offDiffAnchors: 'refuse' | 'accept';
}

export interface StoreOptions {
  readonly now: () => number;
  readonly nextId?: () => number;
  readonly limits: Limits;
}

/** The memory of the server. Entries are never changed, only replaced. */
export class Store {
  readonly repository: RepositoryState;
  readonly limits: Limits;
  readonly commits: Set<string>;
  readonly pullRequests: Map<number, PullRequestState>;
  readonly statuses: Map<string, StatusState>;
  readonly reports: Map<string, ReportState>;
  /** By report, then by `external_id`. */
  readonly annotations: Map<string, Map<string, AnnotationState>>;
  readonly comments: Map<number, CommentState>;
  readonly tasks: Map<number, TaskState>;
  readonly #now: () => number;
  readonly #nextId: () => number;
  #lastId: number;

  constructor(state: SandboxState, { now, nextId, limits }: StoreOptions) {
    this.repository = state.repository;
    this.limits = limits;
    this.#now = now;
    this.#lastId = state.last_id;
    this.#nextId = nextId ?? (() => this.#lastId + 1);
    this.commits = new Set(state.commits);
    this.pullRequests = new Map(state.pull_requests.map((each) => [each.id, each]));
    this.statuses = new Map(state.statuses.map((each) => [keyOf(each.commit, each.key), each]));
    this.reports = new Map(state.reports.map((each) => [keyOf(each.commit, each.external_id), each]));
    this.annotations = new Map();
    for (const each of state.annotations) {
      this.annotationsOf(each.commit, each.report).set(each.external_id, each);
    }
    this.comments = new Map(state.comments.map((each) => [each.id, each]));
    this.tasks = new Map(state.tasks.map((each) => [each.id, each]));
  }

  /** The annotations of one report, by `external_id`; a list of its own where there are none yet. */
  annotationsOf(commit: string, report: string): Map<string, AnnotationState> {
    const key = keyOf(commit, report);
    const known = this.annotations.get(key);
    if (known !== undefined) return known;
    const fresh = new Map<string, AnnotationState>();
    this.annotations.set(key, fresh);
    return fresh;
  }

  time(): string {
    return timestamp(this.#now());
  }

  insightsTime(): string {
    return insightsTimestamp(this.#now());
  }

  takeId(): number {
    this.#lastId = this.#nextId();
    return this.#lastId;
  }

  /** The full hash that a hash, a prefix of one (7 digits or more) or a branch's name means. */
  resolveCommit(ref: string): string | undefined {
    const hash = ref.toLowerCase();
    if (this.commits.has(hash)) return hash;
    if (/^[0-9a-f]{7,39}$/.test(hash)) {
      const [only, ...others] = [...this.commits].filter((commit) => commit.startsWith(hash));
      if (only !== undefined) return others.length === 0 ? only : undefined;
    }
    for (const { source, destination } of this.pullRequests.values()) {
      if (source.branch === ref) return source.commit;
      if (destination.branch === ref) return destination.commit;
    }
    return undefined;
  }

  /** Everything, as plain JSON. */
  snapshot(): SandboxState {
    return {
      version: 1,
      repository: this.repository,
      commits: [...this.commits],
      pull_requests: [...this.pullRequests.values()],
      statuses: [...this.statuses.values()],
      reports: [...this.reports.values()],
      annotations: [...this.annotations.values()].flatMap((each) => [...each.values()]),
      comments: [...this.comments.values()],
      tasks: [...this.tasks.values()],
      last_id: this.#lastId,
    };
  }
}

/** The key of what belongs to a commit. */
export function keyOf(commit: string, id: string): string {
  return `${commit}/${id}`;
}
