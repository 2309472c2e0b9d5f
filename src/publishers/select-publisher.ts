import type { Bitbucket } from '../bitbucket/bitbucket.ts';
import type { Change } from '../core/change.ts';
import type { PublishContext, RemotePublisher } from './publisher.ts';

/** Where a publisher is to publish, or why it is not to. */
export type Choice = { readonly bitbucket: Bitbucket } | { readonly why: string };

/** What to do for a publisher that lacks a credential or a scope. */
const needs: Readonly<Record<RemotePublisher, string>> = {
  status: 'set BITBUCKET_ACCESS_TOKEN with the scope repository',
  insights: 'set BITBUCKET_ACCESS_TOKEN with the scope repository',
  summary: 'set BITBUCKET_ACCESS_TOKEN with the scope pullrequest',
  inline: 'set BITBUCKET_ACCESS_TOKEN with the scope pullrequest',
};

/** Settings, credentials and the change decide, in this order; whatever is missing is named. */
export function selectPublisher(
  name: RemotePublisher,
  { bitbucket, publish }: Pick<PublishContext, 'bitbucket' | 'publish'>,
  change: Pick<Change, 'commit' | 'pullRequests'>,
): Choice {
  if (publish === 'none' || (publish !== 'auto' && !publish.includes(name))) return { why: 'not in PUBLISH' };
  if (change.commit === '') return { why: 'there is no commit to publish to' };
  if (bitbucket === undefined) return { why: `no credential: ${needs[name]}` };
  if (bitbucket.reach === 'insights' && name !== 'insights') {
    return { why: `without a credential only Code Insights can be reached: ${needs[name]}` };
  }
  if ((name === 'summary' || name === 'inline') && change.pullRequests.length === 0) {
    return { why: 'no pull request' };
  }
  return { bitbucket };
}
