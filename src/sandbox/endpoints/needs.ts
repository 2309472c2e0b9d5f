import type { Requirement } from '../access.ts';

/** Scopes as the OpenAPI document of Bitbucket Cloud lists them: comments and statuses need no write scope. */
export const needs = {
  repository: { classic: ['repository'], granular: ['read:repository:bitbucket'] },
  pullRequest: { classic: ['pullrequest'], granular: ['read:pullrequest:bitbucket'] },
  review: {
    classic: ['pullrequest:write'],
    granular: ['read:pullrequest:bitbucket', 'write:pullrequest:bitbucket'],
  },
  withdrawReview: { classic: ['pullrequest:write'], granular: ['write:pullrequest:bitbucket'] },
  account: { classic: ['account'], granular: ['read:user:bitbucket'] },
} as const satisfies Readonly<Record<string, Requirement>>;
