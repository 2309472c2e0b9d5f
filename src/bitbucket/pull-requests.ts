import type { RepositoryName } from '../core/change.ts';
import type { Log } from '../core/log.ts';
import type { Api } from './api.ts';
import { ApiError } from './api-error.ts';
import type { Bitbucket, RemotePullRequest } from './bitbucket.ts';
import { path, withQuery } from './call.ts';
import { type Decoded, hash, integer, object, optional, text } from './decode.ts';
import { items } from './items.ts';
import { pageLengths } from './limits.ts';
import { account, accountFields, accountOf } from './remote-account.ts';

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests */
export function pullRequests(
  api: Api,
  { workspace, slug }: RepositoryName,
  log: Log,
): Pick<Bitbucket, 'pullRequest' | 'openPullRequests'> {
  const list = path`/repositories/${workspace}/${slug}/pullrequests`;
  const common = { method: 'GET', lane: 'read', idempotent: true, scope: 'pullrequest' } as const;
  return {
    async pullRequest(id) {
      const target = withQuery(`${list}${path`/${id}`}`, { fields: fieldNames.join(',') });
      try {
        return described(await api.read({ ...common, target, about: `pull request ${id}` }, answer));
      } catch (error) {
        if (!(error instanceof ApiError) || (error.code !== 'not-found' && error.code !== 'forbidden'))
          throw error;
        log.warn(error.message, { code: error.code });
        return undefined;
      }
    },

    /** From this repository only: a fork may have a branch of the same name. */
    async *openPullRequests(sourceBranch) {
      const query = {
        state: 'OPEN',
        q: `source.branch.name = ${quoted(sourceBranch)}`,
        pagelen: pageLengths.pullRequests,
        fields: ['next', ...fieldNames.map((name) => `values.${name}`)].join(','),
      };
      const call = { ...common, target: withQuery(list, query), about: 'pull requests' };
      for await (const found of items(api, call, answer, ({ id }) => id)) {
        // Bitbucket compares without regard to case where git does not.
        if (found.source.branch.name !== sourceBranch || found.state !== 'OPEN' || isFromFork(found))
          continue;
        yield described(found);
      }
    },
  };
}

const fieldNames = [
  'id',
  'state',
  'title',
  ...accountFields.map((name) => `author.${name}`),
  ...['source', 'destination'].flatMap((end) =>
    ['branch.name', 'commit.hash', 'repository.uuid', 'repository.full_name'].map((name) => `${end}.${name}`),
  ),
];

/** The repository is null where a fork was deleted, the commit where a branch was. */
const end = object({
  branch: object({ name: text }),
  commit: optional(object({ hash })),
  repository: optional(object({ uuid: optional(text), full_name: optional(text) })),
});

const answer = object({
  id: integer,
  state: text,
  title: text,
  author: optional(account),
  source: end,
  destination: end,
});

function isFromFork({ source, destination }: Decoded<typeof answer>): boolean {
  const [from, to] = [source.repository, destination.repository];
  return (from?.uuid ?? from?.full_name) !== (to?.uuid ?? to?.full_name);
}

function described({
  id,
  state,
  title,
  author,
  source,
  destination,
}: Decoded<typeof answer>): RemotePullRequest {
  return {
    id,
    state,
    title,
    author: accountOf(author),
    sourceBranch: source.branch.name,
    sourceCommit: source.commit?.hash ?? '',
    destinationBranch: destination.branch.name,
    destinationCommit: destination.commit?.hash ?? '',
  };
}

/** A text of the query language: https://developer.atlassian.com/cloud/bitbucket/rest/intro/#filtering */
function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
