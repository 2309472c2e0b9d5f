import type { Change, RepositoryName } from '../core/change.ts';
import type { RunIdentity } from '../publishers/status-publisher.ts';
import type { Configuration } from './configuration.ts';

/** The identity, and when the run started, before it asked anybody anything. */
export interface StartedRun extends RunIdentity {
  readonly startedAt: Date;
}

/** Who this run is to Bitbucket, and where its pages are. */
export function identityOf(
  { settings, pipelines }: Configuration,
  change: Change,
  repository: RepositoryName | undefined = pipelines.repository,
): RunIdentity {
  const { buildNumber } = pipelines;
  const base = { change, reportId: settings.reportId };
  // Without a commit there is nothing on Bitbucket to point at.
  if (repository === undefined || change.commit === '') return base;
  const repositoryUrl = `https://bitbucket.org/${encodeURIComponent(repository.workspace)}/${encodeURIComponent(repository.slug)}`;
  const resultUrl =
    buildNumber === undefined
      ? `${repositoryUrl}/commits/${change.commit}`
      : `${repositoryUrl}/pipelines/results/${buildNumber}`;
  return { ...base, repositoryUrl, resultUrl };
}
