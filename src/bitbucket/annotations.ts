import type { RepositoryName } from '../core/change.ts';
import type { Api } from './api.ts';
import type { Annotation, Bitbucket, RemoteAnnotation } from './bitbucket.ts';
import { path, withQuery } from './call.ts';
import { type Decoder, integer, lenient, mapped, object, oneOf, optional, present, text } from './decode.ts';
import { items } from './items.ts';
import { limits, pageLengths } from './limits.ts';

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-reports */
export function annotations(
  api: Api,
  { workspace, slug }: RepositoryName,
): Pick<Bitbucket, 'annotations' | 'postAnnotations' | 'deleteAnnotation'> {
  const target = (commit: string, reportId: string) =>
    path`/repositories/${workspace}/${slug}/commit/${commit}/reports/${reportId}/annotations`;
  const about = (commit: string, reportId: string) => ({
    idempotent: true,
    scope: 'repository' as const,
    about: `Code Insights report “${reportId}” on commit ${commit}`,
  });
  return {
    annotations(commit, reportId) {
      // Not trimmed by `fields`: that belongs to the main API, and Code Insights answers from a service of its own.
      const query = { pagelen: pageLengths.annotations };
      const call = {
        method: 'GET',
        target: withQuery(target(commit, reportId), query),
        lane: 'read',
      } as const;
      return items(
        api,
        { ...call, ...about(commit, reportId) },
        remoteAnnotation,
        (item) => item.external_id,
      );
    },

    /** Creates and updates by `external_id`, so that a batch may be sent again. */
    async postAnnotations(commit, reportId, batch) {
      if (batch.length > limits.annotationsPerBatch) {
        throw new RangeError(
          `${batch.length} annotations in a batch of at most ${limits.annotationsPerBatch}`,
        );
      }
      const call = { method: 'POST', target: target(commit, reportId), lane: 'write' } as const;
      await api.send({ ...call, ...about(commit, reportId), body: batch.map(body) });
    },

    async deleteAnnotation(commit, reportId, annotationId) {
      const one = `${target(commit, reportId)}${path`/${annotationId}`}`;
      await api.send({ method: 'DELETE', target: one, lane: 'write', ...about(commit, reportId) }, [404]);
    },
  };
}

function body(annotation: Annotation): Annotation {
  const { external_id, annotation_type, summary, details, severity, result, path, line, link } = annotation;
  const optionals = present({ details, path, line, link });
  return { external_id, annotation_type, summary, severity, result, ...optionals };
}

const remoteAnnotation: Decoder<RemoteAnnotation> = mapped(
  object({
    external_id: text,
    annotation_type: lenient(oneOf('VULNERABILITY', 'CODE_SMELL', 'BUG')),
    summary: optional(text),
    details: optional(text),
    severity: lenient(oneOf('CRITICAL', 'HIGH', 'MEDIUM', 'LOW')),
    result: lenient(oneOf('FAILED', 'PASSED', 'SKIPPED', 'IGNORED')),
    path: optional(text),
    line: optional(integer),
    link: optional(text),
  }),
  present,
);
