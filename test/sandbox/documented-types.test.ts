import type { components, paths } from '@coderabbitai/bitbucket/cloud/openapi';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { routes } from '../../src/sandbox/endpoints/routes.ts';
import type {
  AnnotationState,
  CommentState,
  DataEntry,
  Participant,
  PullRequestState,
  ReportState,
  StatusState,
  TaskState,
} from '../../src/sandbox/state.ts';

type Schemas = components['schemas'];

/** The keys that a generated type names, without its index signature. */
type Named<T> = { [K in keyof T as string extends K ? never : K]?: T[K] };
/** What of our type the document knows too. */
type Shared<Ours, Theirs> = Pick<Ours, keyof Ours & keyof Named<Theirs>>;

/** Every address that the embedded Bitbucket answers, as Bitbucket documents it: a wrong one does not compile. */
const documented = [
  '/hook_events',
  '/hook_events/{subject_type}',
  '/repositories/{workspace}/{repo_slug}',
  '/repositories/{workspace}/{repo_slug}/commit/{commit}/pullrequests',
  '/repositories/{workspace}/{repo_slug}/commit/{commit}/reports',
  '/repositories/{workspace}/{repo_slug}/commit/{commit}/reports/{reportId}',
  '/repositories/{workspace}/{repo_slug}/commit/{commit}/reports/{reportId}/annotations',
  '/repositories/{workspace}/{repo_slug}/commit/{commit}/reports/{reportId}/annotations/{annotationId}',
  '/repositories/{workspace}/{repo_slug}/commit/{commit}/statuses',
  '/repositories/{workspace}/{repo_slug}/commit/{commit}/statuses/build',
  '/repositories/{workspace}/{repo_slug}/commit/{commit}/statuses/build/{key}',
  '/repositories/{workspace}/{repo_slug}/diff/{spec}',
  '/repositories/{workspace}/{repo_slug}/diffstat/{spec}',
  '/repositories/{workspace}/{repo_slug}/merge-base/{revspec}',
  '/repositories/{workspace}/{repo_slug}/pullrequests',
  '/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}',
  '/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/approve',
  '/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments',
  '/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments/{comment_id}',
  '/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments/{comment_id}/resolve',
  '/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/diff',
  '/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/diffstat',
  '/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/request-changes',
  '/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/statuses',
  '/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/tasks',
  '/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/tasks/{task_id}',
  '/user',
] as const satisfies readonly (keyof paths)[];

test('every address of the embedded Bitbucket is one that Bitbucket documents', () => {
  const shape = (path: string) => path.replaceAll(/\{\w+\}|[:*]\w+/g, '{}');
  const ours = new Set(routes.map(({ pattern }) => shape(pattern)));
  expect([...ours].sort()).toEqual(documented.map(shape).sort());
});

describe('what is remembered has the documented types', () => {
  test('statuses, reports, annotations', () => {
    expectTypeOf<Shared<StatusState, Schemas['commitstatus']>>().toExtend<Named<Schemas['commitstatus']>>();
    expectTypeOf<Shared<Omit<ReportState, 'data'>, Schemas['report']>>().toExtend<Named<Schemas['report']>>();
    expectTypeOf<Shared<AnnotationState, Schemas['report_annotation']>>().toExtend<
      Named<Schemas['report_annotation']>
    >();
    // The document calls every value an object; the live service takes and gives scalars.
    expectTypeOf<Omit<DataEntry, 'value'>>().toExtend<Omit<Schemas['report_data'], 'value'>>();
  });

  test('comments, tasks, reviews', () => {
    type Inline = NonNullable<Schemas['comment']['inline']>;
    expectTypeOf<NonNullable<CommentState['inline']>>().toExtend<Inline>();
    expectTypeOf<Shared<CommentState, Schemas['comment']>>()
      .toHaveProperty('deleted')
      .toEqualTypeOf<boolean>();
    expectTypeOf<TaskState['state']>().toEqualTypeOf<Schemas['task']['state']>();
    expectTypeOf<Participant['state']>().toExtend<Named<Schemas['participant']>['state']>();
    expectTypeOf<PullRequestState['state']>().toExtend<Named<Schemas['pullrequest']>['state']>();
  });
});
