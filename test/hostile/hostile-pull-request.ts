import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BundleRun, type ReportJson, runBundle } from '../e2e/bundle.ts';
import { SampleRepository } from '../repository/sample-repository.ts';

/** A rule of ours finds one critical problem in it, on line 3. */
export function vulnerable(parameter = 'code'): string {
  return `const express = require('express');\nconst app = express();\napp.get('/', (req, res) => { eval(req.query.${parameter}); });\n`;
}

/** Too deep for the parser of YAML, with what rules look for: without, it would not be parsed at all. */
export const tooDeep = `apiVersion: v1\nkind: Pod\nspec: { hostNetwork: true, privileged: true }\nx:\n  ${'- '.repeat(50_000)}x`;

type Files = Readonly<Record<string, string | Buffer>>;

/** A repository with a pull request, and what Pipelines would set for it. */
export interface HostilePullRequest {
  readonly repository: SampleRepository;
  readonly destination: string;
  readonly commit: string;
  readonly environment: Readonly<Record<string, string>>;
}

export function pullRequest(before: Files, change: Files): HostilePullRequest {
  const repository = new SampleRepository();
  const destination = repository.commit(before);
  repository.git('checkout', '--quiet', '-b', 'feature');
  const commit = repository.commit(change);
  return { repository, destination, commit, environment: environmentOf(destination, commit) };
}

export function environmentOf(destination: string, commit: string): Readonly<Record<string, string>> {
  return {
    BITBUCKET_COMMIT: commit,
    BITBUCKET_BRANCH: 'feature',
    BITBUCKET_PR_ID: '12',
    BITBUCKET_PR_DESTINATION_BRANCH: 'main',
    BITBUCKET_PR_DESTINATION_COMMIT: destination.slice(0, 12),
  };
}

export interface HostileRun extends BundleRun {
  /** Undefined where none was written. */
  readonly report: ReportJson | undefined;
  /** The log and every file of the output folder, by name. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Runs the bundle over a pull request. */
export async function scan(
  main: string,
  { repository, environment }: Pick<HostilePullRequest, 'repository' | 'environment'>,
  more: Readonly<Record<string, string>> = {},
): Promise<HostileRun> {
  const run = await runBundle(main, repository.root, { ...environment, ...more });
  const folder = join(repository.root, more['OUTPUT_DIR'] ?? 'code-scan-report');
  const names =
    existsSync(folder) && !lstatSync(folder).isSymbolicLink()
      ? readdirSync(folder, { withFileTypes: true })
      : [];
  const texts = Object.fromEntries(
    names
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, readFileSync(join(folder, name), 'latin1')]),
  );
  const report =
    texts['report.json'] === undefined
      ? undefined
      : (JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as ReportJson);
  return { ...run, report, texts: { ...texts, log: run.log } };
}

/** The paths with active findings. */
export function activePaths(run: HostileRun): readonly (string | undefined)[] {
  return (run.report?.findings ?? [])
    .filter(({ disposition }) => disposition === 'active')
    .map(({ path }) => path)
    .sort();
}
