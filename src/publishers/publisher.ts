import { ApiError } from '../bitbucket/api-error.ts';
import type { Bitbucket } from '../bitbucket/bitbucket.ts';
import { boundless, type CallBudget } from '../bitbucket/call-budget.ts';
import { messageOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Publication, PublisherName, Report } from '../core/report.ts';
import type { Severity } from '../core/severity.ts';
import type { SourceTree } from '../core/source-tree.ts';
import type { OutputFile } from './output-file.ts';
import type { Replies } from './reply-decision.ts';

export type RemotePublisher = Exclude<PublisherName, 'files'>;

/** What one run publishes with and where to. */
export interface PublishContext {
  /** Absent where there is no way to Bitbucket: files only. */
  readonly bitbucket?: Bitbucket;
  /** Each publisher announces to it what it is going to send. Absent where nobody counts. */
  readonly budget?: CallBudget;
  readonly publish: 'auto' | 'none' | readonly RemotePublisher[];
  readonly gateScope: 'new' | 'all';
  /** A Code Insights report for each scanner, with 1,000 annotations each, and not one for all. */
  readonly insightsPerScanner?: boolean;
  readonly inlineLimit: number;
  /** Show fixes as `suggestion` blocks; otherwise as diffs. */
  readonly suggestions: boolean;
  /** A task in the thread of each finding of this severity or worse; absent for none. */
  readonly tasks?: Severity;
  /** Approve or request changes, as the verdict says. */
  readonly review?: boolean;
  /** From `collectReplies`, of all pull requests of the run; absent where replies do not count. */
  readonly replies?: Replies;
  /** Absolute paths. */
  readonly repositoryFolder: string;
  readonly outputFolder: string;
  /** Files to write besides the reports, such as `report.sarif`. */
  readonly files: readonly OutputFile[];
  /** The report is one of several that a later run puts together: it is shown nowhere by itself. */
  readonly isPart?: boolean;
  /** The scanned tree. */
  readonly source: SourceTree;
  readonly log: Log;
  /** Aborted when the run is to end now. */
  readonly signal?: AbortSignal;
}

export function budgetOf({ budget = boundless }: Pick<PublishContext, 'budget'>): CallBudget {
  return budget;
}

/** What a publisher says of its work; the number of writes is counted for it. */
export interface Outcome {
  readonly leftOut?: number;
  readonly detail?: string;
  /** Nothing could be or had to be published, for the reason in `detail`. */
  readonly skipped?: boolean;
  /** Part of it failed, as `detail` says. */
  readonly failed?: boolean;
  /** Something was published that took no request. */
  readonly written?: boolean;
}

/** Counts the requests that changed something. */
export class Writes {
  #done = 0;

  get done(): number {
    return this.#done;
  }

  async count<T>(request: Promise<T>): Promise<T> {
    const answer = await request;
    this.#done += 1;
    return answer;
  }

  /** Counts a request that says itself whether it changed anything. */
  async countIf(request: Promise<boolean>): Promise<void> {
    if (await request) this.#done += 1;
  }
}

/** Makes one place of Bitbucket say what the report says; a second time with the same report changes nothing. */
export interface Publisher {
  readonly name: RemotePublisher;
  publish(report: Report, bitbucket: Bitbucket, context: PublishContext, writes: Writes): Promise<Outcome>;
}

/** Runs one publisher; whatever it throws is its publication's failure and nobody else's. */
export async function settle(
  name: PublisherName,
  log: Log,
  work: (writes: Writes) => Promise<Outcome>,
): Promise<Publication> {
  const writes = new Writes();
  try {
    const { leftOut = 0, detail, skipped, failed, written } = await work(writes);
    const done = writes.done > 0 || written === true ? 'published' : 'unchanged';
    const outcome = failed === true ? 'failed' : skipped === true ? 'skipped' : done;
    return {
      publisher: name,
      outcome,
      writes: writes.done,
      leftOut,
      ...(detail === undefined ? {} : { detail }),
    };
  } catch (thrown) {
    const detail = messageOf(thrown);
    log.debug('could not publish', { publisher: name, detail });
    const code = thrown instanceof ApiError ? thrown.code : undefined;
    return {
      publisher: name,
      outcome: 'failed',
      writes: writes.done,
      leftOut: 0,
      detail,
      ...(code === undefined ? {} : { code }),
    };
  }
}
