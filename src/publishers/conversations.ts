import { ApiError } from '../bitbucket/api-error.ts';
import type { Bitbucket } from '../bitbucket/bitbucket.ts';
import type { CallPlan } from '../bitbucket/call-budget.ts';
import { messageOf } from '../core/errors.ts';
import type { Report } from '../core/report.ts';
import { type Conversation, listConversation, type OwnComment } from './conversation.ts';
import type { Outcome, Writes } from './publisher.ts';
import { pullRequestTurn } from './pull-request-turn.ts';

/** Accounts that may carry our marker besides ours; more are a flood. */
const mostAccounts = 10;

/** Who wants to write, and says so before it does. */
interface Prover {
  readonly writes: Writes;
  readonly announce: (plan: CallPlan) => void;
}

/** The conversations that one run takes part in: each is listed once, and again after something was created. */
export class Conversations {
  readonly #reportId: string;
  readonly #listed = new Map<number, Conversation>();
  readonly #foreign = new Set<string>();
  #proven: string | undefined;

  constructor(reportId: string) {
    this.#reportId = reportId;
  }

  async get(bitbucket: Bitbucket, pullRequest: number): Promise<Conversation> {
    return this.#listed.get(pullRequest) ?? this.listAgain(bitbucket, pullRequest);
  }

  async listAgain(bitbucket: Bitbucket, pullRequest: number): Promise<Conversation> {
    const conversation = await listConversation(bitbucket, pullRequest, this.#reportId, this.#foreign);
    this.#listed.set(pullRequest, conversation);
    return conversation;
  }

  /**
   * To be asked before anything is written: where several accounts carry our marker, the one that was taken for ours
   * has to prove it. One of its comments is written as it stands, which Bitbucket lets nobody but its author do. Gives
   * another conversation than the last one where the guess was wrong.
   */
  async proven(bitbucket: Bitbucket, pullRequest: number, prover: Prover): Promise<Conversation> {
    for (let tries = mostAccounts; tries > 0; tries -= 1) {
      const conversation = await this.get(bitbucket, pullRequest);
      const { author, isDisputed, summaries, threads } = conversation;
      const [sample] = [...summaries, ...threads];
      if (!isDisputed || author === this.#proven || sample === undefined) return conversation;
      prover.announce({ reads: 0, writes: 1 });
      await this.#prove(bitbucket, conversation, sample, prover);
    }
    throw new Error(
      `more than ${mostAccounts} accounts carry the marker of this report: delete their comments`,
    );
  }

  async #prove(
    bitbucket: Bitbucket,
    { pullRequest }: Conversation,
    { comment: { id, raw, author } }: OwnComment,
    { writes }: Prover,
  ): Promise<void> {
    try {
      await writes.count(bitbucket.updateComment(pullRequest, id, raw));
      this.#proven = author.id;
    } catch (thrown) {
      const code = thrown instanceof ApiError ? thrown.code : undefined;
      if (code === 'forbidden') this.disown(author.id);
      else if (code === 'not-found') await this.listAgain(bitbucket, pullRequest);
      else throw thrown;
    }
  }

  /** Bitbucket did not let us change a comment of this account: it is not ours after all. */
  disown(author: string): void {
    this.#foreign.add(author);
    this.#listed.clear();
  }
}

/** Does the same on every pull request that the run speaks to, where it is this run's turn. */
export async function onEachPullRequest(
  report: Report,
  bitbucket: Bitbucket,
  speak: (pullRequest: number) => Promise<Outcome>,
): Promise<Outcome> {
  const { pullRequests, commit } = report.change;
  const outcomes: Outcome[] = [];
  for (const pullRequest of pullRequests) {
    try {
      const turn = await pullRequestTurn(bitbucket, pullRequest, commit);
      if (turn.state === 'ready') outcomes.push(await speak(pullRequest));
      else
        outcomes.push({
          skipped: turn.state === 'passed on',
          failed: turn.state === 'unreachable',
          detail: turn.why,
        });
    } catch (thrown) {
      outcomes.push({ failed: true, detail: `pull request ${pullRequest}: ${messageOf(thrown)}` });
    }
  }
  const details = outcomes.flatMap(({ detail }) => detail ?? []);
  return {
    leftOut: Math.max(0, ...outcomes.map(({ leftOut = 0 }) => leftOut)),
    failed: outcomes.some(({ failed }) => failed === true),
    skipped: outcomes.every(({ skipped }) => skipped === true),
    ...(details.length === 0 ? {} : { detail: details.join('; ') }),
  };
}
