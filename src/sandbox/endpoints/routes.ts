import type { Route } from '../route.ts';
import { annotationRoutes } from './annotations.ts';
import { commentRoutes } from './comments.ts';
import { diffRoutes } from './diffs.ts';
import { pullRequestRoutes } from './pull-requests.ts';
import { reportRoutes } from './reports.ts';
import { repositoryRoutes } from './repositories.ts';
import { resolutionRoutes } from './resolution.ts';
import { reviewRoutes } from './review.ts';
import { statusRoutes } from './statuses.ts';
import { taskRoutes } from './tasks.ts';

/** Everything below `/2.0` that the embedded Bitbucket answers. */
export const routes: readonly Route[] = [
  ...repositoryRoutes,
  ...statusRoutes,
  ...reportRoutes,
  ...annotationRoutes,
  ...pullRequestRoutes,
  ...commentRoutes,
  ...resolutionRoutes,
  ...taskRoutes,
  ...reviewRoutes,
  ...diffRoutes,
];
