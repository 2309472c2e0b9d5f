import { ApiError } from '../bitbucket/api-error.ts';
import type { RemoteAccount, RemotePullRequest } from '../bitbucket/bitbucket.ts';
import { messageOf } from '../core/errors.ts';
import type { TriagedFinding } from '../core/finding.ts';
import { collectReplies } from '../publishers/collect-replies.ts';
import type { Replies, ReplyDecision } from '../publishers/reply-decision.ts';
import { wantedPublishers } from './publish-context.ts';
import type { Stage } from './stage.ts';

/**
 * What people decided by replies to our threads. Undefined where replies do not count, or there is no way to read
 * them: then nothing is suppressed by them.
 */
export async function readReplies(
  stage: Stage,
  pullRequest: RemotePullRequest | undefined,
): Promise<Replies | undefined> {
  const { remote, change, configuration, world } = stage;
  const { settings } = configuration;
  const wanted = wantedPublishers(settings);
  const speaks = wanted === 'auto' || (wanted !== 'none' && wanted.includes('inline'));
  const bitbucket = remote.reading;
  if (!speaks || settings.replies.includes('nobody') || bitbucket?.reach !== 'everything') return undefined;
  try {
    const [id] = change.pullRequests;
    if (id === undefined) return undefined;
    return await collectReplies(bitbucket, id, {
      reportId: settings.reportId,
      today: new Date(world.now()).toISOString().slice(0, 10),
      mayDecide: (person) => mayDecide(person, pullRequest?.author, settings.replies),
    });
  } catch (error) {
    // Who cannot read the pull request has been told so.
    const say = pullRequest === undefined && error instanceof ApiError ? world.log.debug : world.log.warn;
    say(`replies could not be read, so none counts: ${messageOf(error)}`, {
      code: 'replies-unreadable',
    });
    return undefined;
  }
}

function mayDecide(
  person: RemoteAccount,
  author: RemoteAccount | undefined,
  who: readonly string[],
): boolean {
  if (who.includes('anyone') || who.includes(person.id)) return true;
  return who.includes('author') && author !== undefined && author.id !== '' && author.id === person.id;
}

/** Suppresses what people decided about; a decision about something that is no finding any more does nothing. */
export function applyReplies(
  findings: readonly TriagedFinding[],
  replies: Replies | undefined,
): readonly TriagedFinding[] {
  const byFingerprint = new Map<string, ReplyDecision>();
  for (const decision of replies?.decisions ?? []) {
    for (const fingerprint of decision.fingerprints) byFingerprint.set(fingerprint, decision);
  }
  return findings.map((finding) => {
    const decision = byFingerprint.get(finding.fingerprint);
    if (decision === undefined || finding.disposition === 'suppressed') return finding;
    const until = decision.until === undefined ? '' : ` until ${decision.until}`;
    const reason = `${decision.kind.replace('-', ' ')}${until}: ${decision.reason}`;
    return { ...finding, disposition: 'suppressed', suppressedBy: decision.person, reason };
  });
}
