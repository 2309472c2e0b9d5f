import { type CallBudget, type CallPlan, callBudget } from '../../src/bitbucket/call-budget.ts';
import type { Session } from '../../src/bitbucket/connect.ts';
import { connect } from '../../src/bitbucket/connect.ts';
import type { Publication, Report } from '../../src/core/report.ts';
import { collectReplies } from '../../src/publishers/collect-replies.ts';
import { publishAll } from '../../src/publishers/publish-all.ts';
import type { PublishContext } from '../../src/publishers/publisher.ts';
import type { Replies } from '../../src/publishers/reply-decision.ts';
import { announceStart } from '../../src/publishers/status-publisher.ts';
import { isWrite } from '../../src/sandbox/call.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import { accessToken, base, head, pipe } from '../bitbucket/open-bitbucket.ts';
import { type JumpingClock, jumpingClock } from '../http/jumping-clock.ts';
import { makeContext, makeSource, silent } from '../publishers/published.ts';
import { makeReport } from '../reports/make-report.ts';
import { files, pullRequest, type Step, sourceFiles } from './pull-request-life.ts';
import { type VisibleState, visibleState } from './visible-state.ts';

/** How one run went. */
export interface RunOutcome {
  readonly publications: readonly Publication[];
  /** True where the run says of itself that it published everything. */
  readonly claimsAll: boolean;
  readonly writes: readonly string[];
  readonly plans: readonly Announced[];
}

export interface RunOptions {
  /** Ends the run where it stands: no request is sent after it. */
  readonly cut?: AbortSignal;
  /** Milliseconds, of the real clock. */
  readonly requestTimeout?: number;
  readonly inlineLimit?: number;
}

/** What a publisher said that it was going to send, and how many writes had been sent by anybody when it said so. */
export interface Announced extends CallPlan {
  readonly what: string;
  readonly writesBefore: number;
}

const justOpened: SandboxOptions['start'] = {
  repository: { workspace: 'acme', slug: 'shop' },
  pullRequests: [
    {
      id: pullRequest,
      title: 'Add a basket',
      source: { branch: 'basket', commit: head },
      destination: { branch: 'main', commit: base },
      files,
    },
  ],
};

/** A pull request on an embedded Bitbucket, and the publishing half of the pipe that speaks to it in virtual time. */
export class Life {
  readonly sandbox: Sandbox;
  readonly #clock: JumpingClock;
  readonly #context: PublishContext;

  /** A pull request that was just opened, or one that goes on from what was there. */
  static async open(start: SandboxOptions['start'] = justOpened): Promise<Life> {
    const clock = jumpingClock();
    const sandbox = await startSandbox({
      start,
      credentials: [{ ...pipe, scopes: ['repository', 'pullrequest', 'pullrequest:write'] }],
      clock,
    });
    return new Life(
      sandbox,
      clock,
      await makeContext({ source: makeSource(sourceFiles), tasks: 'high', review: true }),
    );
  }

  constructor(sandbox: Sandbox, clock: JumpingClock, context: PublishContext) {
    this.sandbox = sandbox;
    this.#clock = clock;
    this.#context = context;
  }

  get state(): VisibleState {
    return visibleState(this.sandbox.state, pipe.account.uuid);
  }

  /** What happens before a run: people talk, and commits are pushed. */
  async prepare({ push, people }: Step, index: number): Promise<void> {
    people?.(this.sandbox);
    if (push) this.sandbox.as().push(pullRequest, `${index}`.repeat(40), files);
    // Whoever pushes does so later: the hour's requests are there again.
    await this.#clock.sleep(3_600_000);
  }

  /** One run of the pipe from the first status to the last. */
  async run(step: Step, options: RunOptions = {}): Promise<RunOutcome> {
    const { cut, requestTimeout = 5000, inlineLimit = 25 } = options;
    const clock = this.#clock;
    const before = this.sandbox.calls.length;
    const connection = connect({
      credentials: accessToken,
      apiUrl: this.sandbox.url,
      repository: { workspace: 'acme', slug: 'shop' },
      clock,
      random: () => 0.5,
      log: silent,
      requestTimeout,
    });
    const session = (seconds: number): Session =>
      connection.session({
        signal: cut ?? new AbortController().signal,
        endsAt: clock.now() + seconds * 1000,
      });
    try {
      const reading = session(60).bitbucket;
      const replies = await collectReplies(reading, pullRequest, {
        reportId: 'code-scan',
        mayDecide: () => true,
        today: '2026-10-01',
      }).catch((): Replies => ({ decisions: [], declined: [] }));
      const report = this.#report(step);
      const start = await announceStart(reading, report, silent);
      const { bitbucket } = session(120);
      const plans: Announced[] = [];
      const sent = () => this.sandbox.calls.slice(before).filter(isWrite);
      const budget = callBudget(connection, silent);
      const listening: CallBudget = {
        get left() {
          return budget.left;
        },
        announce: (what, plan) => {
          plans.push({ what, ...plan, writesBefore: sent().length });
          budget.announce(what, plan);
        },
      };
      const context = { ...this.#context, bitbucket, replies, inlineLimit, budget: listening };
      const publications = await publishAll(report, context, start);
      const writes = sent();
      return {
        publications,
        plans,
        claimsAll: publications.every(({ outcome }) => outcome !== 'failed'),
        writes: writes.map(({ method, path }) => `${method} ${path.split('/').slice(5).join('/')}`),
      };
    } finally {
      await connection.close();
      // What an ended run had under way is with the server by then: the next run does not begin before.
      if (cut?.aborted) await this.sandbox.deserted();
    }
  }

  #report({ findings, report }: Step): Report {
    const commit = this.sandbox.state.pull_requests[0]?.source.commit ?? head;
    const change = { commit, branch: 'basket', pullRequests: [pullRequest] };
    return { ...makeReport({ findings, change }), ...report };
  }

  async close(): Promise<void> {
    await this.sandbox.close();
  }
}
