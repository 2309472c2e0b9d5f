import type { RepositoryName } from '../core/change.ts';
import type { Api } from './api.ts';
import type { Bitbucket, RemoteTask } from './bitbucket.ts';
import { path, withQuery } from './call.ts';
import { type Decoder, integer, mapped, object, optional, text } from './decode.ts';
import { items } from './items.ts';
import { pageLengths } from './limits.ts';
import { account, accountFields, accountOf } from './remote-account.ts';

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests: tasks */
export function tasks(
  api: Api,
  { workspace, slug }: RepositoryName,
): Pick<Bitbucket, 'tasks' | 'createTask' | 'setTask'> {
  const all = (pullRequest: number) =>
    path`/repositories/${workspace}/${slug}/pullrequests/${pullRequest}/tasks`;
  const common = (pullRequest: number) => ({
    scope: 'pullrequest' as const,
    about: `a task in pull request ${pullRequest}`,
  });
  return {
    tasks(pullRequest) {
      const query = {
        pagelen: pageLengths.comments,
        fields: ['next', ...taskFields.map((name) => `values.${name}`)].join(','),
      };
      const target = withQuery(all(pullRequest), query);
      const call = { method: 'GET', lane: 'read', idempotent: true, target, ...common(pullRequest) } as const;
      return items(api, call, task, ({ id }) => id);
    },

    /** Not repeated where the answer is lost: the next run sees whether it is there. */
    async createTask(pullRequest, { raw, comment }) {
      const body = { content: { raw }, comment: { id: comment } };
      const target = all(pullRequest);
      await api.send({
        method: 'POST',
        lane: 'notify',
        idempotent: false,
        target,
        body,
        ...common(pullRequest),
      });
    },

    async setTask(pullRequest, id, state) {
      const target = `${all(pullRequest)}${path`/${id}`}`;
      const body = { state };
      await api.send({
        method: 'PUT',
        lane: 'write',
        idempotent: true,
        target,
        body,
        ...common(pullRequest),
      });
    },
  };
}

const taskFields = ['id', 'state', 'comment.id', ...accountFields.map((name) => `creator.${name}`)];

const answer = object({
  id: integer,
  state: text,
  comment: optional(object({ id: integer })),
  creator: optional(account),
});

const task: Decoder<RemoteTask> = mapped(answer, ({ id, state, comment, creator }) => ({
  id,
  resolved: state === 'RESOLVED',
  author: accountOf(creator),
  ...(comment === undefined ? {} : { comment: comment.id }),
}));
