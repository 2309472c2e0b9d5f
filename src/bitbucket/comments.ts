import type { RepositoryName } from '../core/change.ts';
import type { Api } from './api.ts';
import { ApiError } from './api-error.ts';
import type { Bitbucket } from './bitbucket.ts';
import { type Call, nameOf, path, withQuery } from './call.ts';
import { flag, object, optional } from './decode.ts';
import { items } from './items.ts';
import { pageLengths } from './limits.ts';
import { commentFields, remoteComment } from './remote-comment.ts';

type CommentCalls = Pick<
  Bitbucket,
  'comments' | 'updateComment' | 'deleteComment' | 'resolveComment' | 'reopenComment'
>;

/**
 * All of a comment's life but its making (`create-comment.ts`).
 * https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests
 */
export function comments(api: Api, { workspace, slug }: RepositoryName): CommentCalls {
  const list = (pullRequest: number) =>
    path`/repositories/${workspace}/${slug}/pullrequests/${pullRequest}/comments`;
  const one = (pullRequest: number, comment: number) => ({
    target: `${list(pullRequest)}${path`/${comment}`}`,
    idempotent: true,
    scope: 'pullrequest' as const,
    about: `comment ${comment} in pull request ${pullRequest}`,
  });
  const resolution = (pullRequest: number, comment: number) => {
    const call = one(pullRequest, comment);
    return { ...call, target: `${call.target}/resolve`, lane: 'write' as const };
  };
  return {
    comments(pullRequest) {
      const query = {
        pagelen: pageLengths.comments,
        fields: ['next', ...commentFields.map((name) => `values.${name}`)].join(','),
      };
      const call: Call = {
        method: 'GET',
        target: withQuery(list(pullRequest), query),
        lane: 'read',
        idempotent: true,
        scope: 'pullrequest',
        about: `pull request ${pullRequest}`,
      };
      return items(api, call, remoteComment, ({ id }) => id);
    },

    async updateComment(pullRequest, comment, raw) {
      await api.send({
        method: 'PUT',
        lane: 'write',
        body: { content: { raw } },
        ...one(pullRequest, comment),
      });
    },

    async deleteComment(pullRequest, comment) {
      await api.send({ method: 'DELETE', lane: 'write', ...one(pullRequest, comment) }, [404]);
    },

    /** 409: somebody else resolved it. */
    async resolveComment(pullRequest, comment) {
      await api.send({ method: 'POST', ...resolution(pullRequest, comment) }, [409]);
    },

    /** 404: it is open already, or there is no such comment. */
    async reopenComment(pullRequest, comment) {
      const response = await api.send({ method: 'DELETE', ...resolution(pullRequest, comment) }, [404]);
      if (response.status !== 404) return;
      const call = one(pullRequest, comment);
      const target = withQuery(call.target, { fields: 'id,deleted' });
      const there = object({ deleted: optional(flag) });
      const { deleted } = await api.read({ method: 'GET', lane: 'read', ...call, target }, there);
      if (!deleted) return;
      const name = nameOf({ method: 'DELETE', ...resolution(pullRequest, comment) });
      throw new ApiError(`${name}: the comment was deleted.`, { code: 'not-found', call: name });
    },
  };
}
