import type { Bitbucket } from '../bitbucket/bitbucket.ts';
import { messageOf } from '../core/errors.ts';
import type { Report } from '../core/report.ts';
import { type Conversation, listConversation } from './conversation.ts';
import type { Outcome } from './publisher.ts';
import { pullRequestTurn } from './pull-request-turn.ts';

/** The conversations that one run takes part in: each is listed once, and again after something was created. */
export class Conversations {
  readonly #reportId: string;
  readonly #listed = new Map<number, Conversation>();
  readonly #foreign = new Set<string>();

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
