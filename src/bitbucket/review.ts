import type { RepositoryName } from '../core/change.ts';
import type { Api } from './api.ts';
import type { Bitbucket, Review } from './bitbucket.ts';
import { path, withQuery } from './call.ts';
import { list, object, optional, text } from './decode.ts';
import { account, accountFields, accountOf } from './remote-account.ts';

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests */
export function review(
  api: Api,
  { workspace, slug }: RepositoryName,
): Pick<Bitbucket, 'reviews' | 'giveReview' | 'withdrawReview'> {
  const one = (pullRequest: number) => path`/repositories/${workspace}/${slug}/pullrequests/${pullRequest}`;
  /** Sent without a body: a JSON header on nothing is answered 400. */
  const own = (pullRequest: number, state: Review['state']) => ({
    target: `${one(pullRequest)}/${state === 'approved' ? 'approve' : 'request-changes'}`,
    lane: 'notify' as const,
    idempotent: true,
    scope: 'pullrequest:write' as const,
    about: `pull request ${pullRequest}`,
  });
  return {
    async reviews(pullRequest) {
      const fields = ['state', ...accountFields.map((name) => `user.${name}`)];
      const target = withQuery(one(pullRequest), {
        fields: fields.map((name) => `participants.${name}`).join(','),
      });
      const about = `pull request ${pullRequest}`;
      const call = {
        method: 'GET',
        lane: 'read',
        idempotent: true,
        scope: 'pullrequest',
        target,
        about,
      } as const;
      const { participants = [] } = await api.read(call, answer);
      return participants.flatMap(({ user, state }): readonly Review[] =>
        state === 'approved' || state === 'changes_requested' ? [{ author: accountOf(user), state }] : [],
      );
    },

    /** 409: given already. */
    async giveReview(pullRequest, state) {
      const { status } = await api.send({ method: 'POST', ...own(pullRequest, state) }, [409]);
      return status !== 409;
    },

    /** 404: there is none. */
    async withdrawReview(pullRequest, state) {
      const { status } = await api.send({ method: 'DELETE', ...own(pullRequest, state) }, [404]);
      return status !== 404;
    },
  };
}

const answer = object({
  participants: optional(list(object({ user: optional(account), state: optional(text) }))),
});
