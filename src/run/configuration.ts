import { type Credentials, chooseCredentials } from '../bitbucket/credentials.ts';
import { type Problem, unlessNamed } from '../core/errors.ts';
import type { Warning } from '../core/report.ts';
import { type PipelinesEnvironment, readPipelinesEnvironment } from '../repository/pipelines-environment.ts';
import { readSettings } from '../variables/read-settings.ts';
import type { Environment } from '../variables/read-value.ts';
import type { Settings } from '../variables/settings.ts';
import { proxyProblems } from './ways-out.ts';

export interface Configuration {
  readonly settings: Settings;
  readonly pipelines: PipelinesEnvironment;
  /** Absent where none are set, outside a pipe. */
  readonly credentials?: Credentials;
  readonly warnings: readonly Warning[];
}

/** All that the environment says, checked as a whole. A variable that has a problem counts as not set. */
export function readConfiguration(environment: Environment): {
  readonly configuration: Configuration;
  readonly problems: readonly Problem[];
} {
  const { settings, problems: settingsProblems, warnings } = readSettings(environment);
  const { pipelines, problems: pipelinesProblems } = readPipelinesEnvironment(environment);
  const chosen = chooseCredentials({
    accessToken: environment['BITBUCKET_ACCESS_TOKEN'],
    email: environment['BITBUCKET_EMAIL'],
    apiToken: environment['BITBUCKET_API_TOKEN'],
    clientId: environment['BITBUCKET_CLIENT_ID'],
    clientSecret: environment['BITBUCKET_CLIENT_SECRET'],
    username: environment['BITBUCKET_USERNAME'],
    appPassword: environment['BITBUCKET_APP_PASSWORD'],
    insidePipe: pipelines.insidePipe,
  });
  const { credentials } = chosen;
  return {
    configuration: { settings, warnings, pipelines, ...(credentials !== undefined && { credentials }) },
    problems: [
      ...settingsProblems,
      ...pipelinesProblems,
      // A token of odd characters is told once.
      ...unlessNamed(settingsProblems, chosen.problems),
      ...proxyProblems(environment),
    ],
  };
}
