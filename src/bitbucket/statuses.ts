import type { RepositoryName } from '../core/change.ts';
import type { Api } from './api.ts';
import type { Bitbucket } from './bitbucket.ts';
import { path, withQuery } from './call.ts';
import { object, oneOf } from './decode.ts';

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commit-statuses */
export function statuses(
  api: Api,
  { workspace, slug }: RepositoryName,
): Pick<Bitbucket, 'putStatus' | 'status'> {
  return {
    /** A POST, but one that overwrites the status of the same key: 201 for a new one, 200 for an old one. */
    async putStatus(commit, { key, state, name, description, url, refname }) {
      await api.send({
        method: 'POST',
        target: path`/repositories/${workspace}/${slug}/commit/${commit}/statuses/build`,
        body: { key, state, name, description, url, refname },
        lane: 'write',
        idempotent: true,
        scope: 'repository',
        about: `commit ${commit}`,
      });
    },

    /** 404 is the answer for a commit without such a status, and for one that Bitbucket does not know. */
    async status(commit, key) {
      const target = path`/repositories/${workspace}/${slug}/commit/${commit}/statuses/build/${key}`;
      const answer = await api.readIfThere(
        {
          method: 'GET',
          target: withQuery(target, { fields: 'state' }),
          lane: 'read',
          idempotent: true,
          scope: 'repository',
          about: `build status “${key}” of commit ${commit}`,
        },
        object({ state: oneOf('INPROGRESS', 'SUCCESSFUL', 'FAILED', 'STOPPED') }),
      );
      return answer?.state;
    },
  };
}
