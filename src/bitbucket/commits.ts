import type { RepositoryName } from '../core/change.ts';
import type { Api } from './api.ts';
import type { Bitbucket } from './bitbucket.ts';
import { type Call, path, withQuery } from './call.ts';
import { type Decoded, hash, integer, object, optional, text } from './decode.ts';
import { items } from './items.ts';
import { pageLengths } from './limits.ts';

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commits */
export function commits(
  api: Api,
  { workspace, slug }: RepositoryName,
): Pick<Bitbucket, 'mergeBase' | 'diff' | 'changedFiles'> {
  /** The source comes first, the other way round than with git; `topic` is git's three dots. */
  const comparison = (
    kind: 'diff' | 'diffstat',
    commit: string,
    destination: string,
    query: Readonly<Record<string, string | number>> = {},
  ): Call => ({
    method: 'GET',
    target: withQuery(path`/repositories/${workspace}/${slug}/${kind}/${`${commit}..${destination}`}`, {
      topic: 'true',
      ...query,
    }),
    lane: 'read',
    idempotent: true,
    scope: 'repository',
    about: `${kind} of ${commit} to ${destination}`,
  });
  return {
    async diff(commit, destination) {
      const response = await api.send(comparison('diff', commit, destination), [404]);
      return response.status === 404 ? undefined : response.text;
    },

    async *changedFiles(commit, destination) {
      const call = comparison('diffstat', commit, destination, {
        pagelen: pageLengths.changedFiles,
        fields: 'next,values.lines_added,values.old.path,values.new.path',
      });
      for await (const file of items(api, call, changedFile, pathOf)) {
        yield { path: pathOf(file), linesAdded: file.lines_added };
      }
    },

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

const side = optional(object({ path: text }));
/** `new` is null for a deleted file, `old` for a new one. */
const changedFile = object({ lines_added: integer, old: side, new: side });

function pathOf(file: Decoded<typeof changedFile>): string {
  return file.new?.path ?? file.old?.path ?? '';
}
