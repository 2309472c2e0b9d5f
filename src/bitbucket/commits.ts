import type { RepositoryName } from '../core/change.ts';
import type { Api } from './api.ts';
import type { Bitbucket } from './bitbucket.ts';
import { path, withQuery } from './call.ts';
import { hash, object } from './decode.ts';

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commits */
export function commits(api: Api, { workspace, slug }: RepositoryName): Pick<Bitbucket, 'mergeBase'> {
  return {
    /** 404 is the answer for a commit that Bitbucket does not know, and for histories that share nothing. */
    async mergeBase(a, b) {
      const target = path`/repositories/${workspace}/${slug}/merge-base/${`${a}..${b}`}`;
      const answer = await api.readIfThere(
        {
          method: 'GET',
          target: withQuery(target, { fields: 'hash' }),
          lane: 'read',
          idempotent: true,
          scope: 'repository',
          about: `merge base of ${a} and ${b}`,
        },
        object({ hash }),
      );
      return answer?.hash;
    },
  };
}
