import type { RepositoryName } from '../core/change.ts';
import type { Problem } from '../core/errors.ts';

/**
 * What Bitbucket Pipelines tells a step
 * (https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/). All of it is absent in a local run.
 */
export interface PipelinesEnvironment {
  readonly cloneDir?: string;
  readonly commit?: string;
  readonly branch?: string;
  readonly tag?: string;
  readonly pullRequest?: number;
  readonly destinationBranch?: string;
  /** May be the first 12 digits only. */
  readonly destinationCommit?: string;
  readonly repository?: RepositoryName;
  readonly buildNumber?: string;
  /** The step runs as a pipe: its own container, with the authentication proxy on the host. */
  readonly insidePipe: boolean;
  /** The step runs in Bitbucket Pipelines at all. */
  readonly inPipelines: boolean;
  /** Place among parallel steps, from 0. */
  readonly parallelStep?: { readonly index: number; readonly count: number };
  /** A file that takes `NAME=value` lines as the step's output variables. */
  readonly outputVariablesFile?: string;
  /** A folder that all pipes of the step have in common. */
  readonly sharedStorageDir?: string;
}

const hash = { pattern: /^[0-9a-f]{7,64}$/i, accepted: 'a commit hash of 7 or more hexadecimal digits' };
const id = { pattern: /^[1-9]\d{0,14}$/, accepted: 'a number from 1' };
const count = { pattern: /^\d{1,6}$/, accepted: 'a number' };
const slug = {
  pattern: /^(\{[0-9a-f-]{36}\}|[A-Za-z0-9_.~-]{1,128})$/i,
  accepted: 'a name of letters, digits, `.`, `_`, `-`',
};
const ref = { pattern: /^(?!-)[^\s\p{Cc}~^:?*[\\]{1,1000}$/u, accepted: 'a name that git allows' };

const formats = {
  BITBUCKET_COMMIT: hash,
  BITBUCKET_PR_DESTINATION_COMMIT: hash,
  BITBUCKET_PR_ID: id,
  BITBUCKET_BRANCH: ref,
  BITBUCKET_TAG: ref,
  BITBUCKET_PR_DESTINATION_BRANCH: ref,
  BITBUCKET_WORKSPACE: slug,
  BITBUCKET_REPO_SLUG: slug,
  BITBUCKET_BUILD_NUMBER: id,
  BITBUCKET_PARALLEL_STEP: count,
  BITBUCKET_PARALLEL_STEP_COUNT: count,
} as const;

/** Values that Pipelines would never set are problems: somebody set them by hand. */
export function readPipelinesEnvironment(environment: Readonly<Record<string, string | undefined>>): {
  readonly pipelines: PipelinesEnvironment;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const read = (name: keyof typeof formats): string | undefined => {
    const value = environment[name] || undefined;
    if (value === undefined || formats[name].pattern.test(value)) return value;
    problems.push({
      where: name,
      message: `found ${JSON.stringify(value.slice(0, 80))}; accepted: ${formats[name].accepted}`,
    });
    return undefined;
  };
  const optional = <Key extends string, Value>(key: Key, value: Value | undefined) =>
    (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: Value };

  const pullRequest = read('BITBUCKET_PR_ID');
  const step = read('BITBUCKET_PARALLEL_STEP');
  const steps = read('BITBUCKET_PARALLEL_STEP_COUNT');
  const insidePipe = Boolean(
    environment['BITBUCKET_PIPE_STORAGE_DIR'] || environment['BITBUCKET_PIPE_SHARED_STORAGE_DIR'],
  );
  return {
    problems,
    pipelines: {
      insidePipe,
      inPipelines:
        insidePipe ||
        Boolean(environment['BITBUCKET_PIPELINE_UUID'] || environment['BITBUCKET_BUILD_NUMBER']),
      ...optional('cloneDir', environment['BITBUCKET_CLONE_DIR'] || undefined),
      ...optional('commit', read('BITBUCKET_COMMIT')?.toLowerCase()),
      ...optional('branch', read('BITBUCKET_BRANCH')),
      ...optional('tag', read('BITBUCKET_TAG')),
      ...optional('pullRequest', pullRequest === undefined ? undefined : Number(pullRequest)),
      ...optional('destinationBranch', read('BITBUCKET_PR_DESTINATION_BRANCH')),
      ...optional('destinationCommit', read('BITBUCKET_PR_DESTINATION_COMMIT')?.toLowerCase()),
      ...optional('repository', readRepository(environment, read)),
      ...optional('buildNumber', read('BITBUCKET_BUILD_NUMBER')),
      ...optional('outputVariablesFile', environment['BITBUCKET_PIPELINES_VARIABLES_PATH'] || undefined),
      ...optional('sharedStorageDir', environment['BITBUCKET_PIPE_SHARED_STORAGE_DIR'] || undefined),
      ...(step !== undefined &&
        steps !== undefined && { parallelStep: { index: Number(step), count: Number(steps) } }),
    },
  };
}

/** `BITBUCKET_REPO_FULL_NAME` is `workspace/slug`, where the two parts are not given each. */
function readRepository(
  environment: Readonly<Record<string, string | undefined>>,
  read: (name: 'BITBUCKET_WORKSPACE' | 'BITBUCKET_REPO_SLUG') => string | undefined,
): RepositoryName | undefined {
  const [fullWorkspace, fullSlug] = (environment['BITBUCKET_REPO_FULL_NAME'] ?? '').split('/');
  const workspace = read('BITBUCKET_WORKSPACE') ?? (fullWorkspace || undefined);
  const repository = read('BITBUCKET_REPO_SLUG') ?? (fullSlug || undefined);
  if (workspace === undefined || repository === undefined) return undefined;
  return slug.pattern.test(workspace) && slug.pattern.test(repository)
    ? { workspace, slug: repository }
    : undefined;
}
