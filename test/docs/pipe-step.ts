import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readConfiguration } from '../../src/run/configuration.ts';

/** `pipe.yml`, as Bitbucket reads it. */
const pipe = parse(readFileSync('pipe.yml', 'utf8')) as {
  readonly image: string;
  readonly variables: readonly { readonly name: string }[];
};

/** Without the version. */
export const imageName = pipe.image.replace(/:[^:]*$/, '');
/** A release by its repository, in its whole version: that is the name of a git tag. */
const release = pipe.image;
/** What documentation names: the major version moves on with fixes only. */
export const image = `${imageName}:${pipe.image.split(':').at(-1)?.split('.')[0]}`;

export const variableNames: readonly string[] = pipe.variables.map(({ name }) => name);

/** Not the pipe's own, but heeded: see `src/run/remote.ts`, and Node.js itself. */
export const foreignVariables = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
  'NO_COLOR',
  'FORCE_COLOR',
];

/** One use of a pipe in a `bitbucket-pipelines.yml`. */
export interface PipeStep {
  readonly name: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Every use of a pipe below a value that YAML gave. */
export function pipeSteps(value: unknown): readonly PipeStep[] {
  if (Array.isArray(value)) return value.flatMap(pipeSteps);
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, below]) =>
    key === 'variables' ? [] : pipeSteps(below),
  );
  if (!('pipe' in value) || typeof value.pipe !== 'string') return inner;
  const variables = 'variables' in value && isRecord(value.variables) ? value.variables : {};
  return [{ name: value.pipe, variables }, ...inner];
}

/** Of an image of a team's own, made from the pipe's. */
const derivedImage = 'docker://example/code-scan:1.0.0';

export function isOurs({ name }: PipeStep): boolean {
  return name === derivedImage || name.startsWith(`docker://${imageName}`) || name.startsWith('codescan/');
}

export function isRightlyNamed({ name }: PipeStep): boolean {
  return [derivedImage, `docker://${image}`, `docker://${image}-full`, release].includes(name);
}

/** What Pipelines and a repository's variables would put in for `$NAME`. */
const given: Readonly<Record<string, string>> = {
  BITBUCKET_ACCESS_TOKEN: 'token',
  BITBUCKET_API_TOKEN: 'token',
  BITBUCKET_CLIENT_ID: 'id',
  BITBUCKET_CLIENT_SECRET: 'secret',
  BITBUCKET_CLONE_DIR: '/opt/atlassian/pipelines/agent/build',
  BITBUCKET_EMAIL: 'ada@example.com',
  BITBUCKET_PARALLEL_STEP: '1',
  BITBUCKET_PARALLEL_STEP_COUNT: '4',
};

/** The problems of a step's variables, as the pipe would tell them. */
export function problemsOf(variables: PipeStep['variables'], pipelines = true): readonly string[] {
  const known = [...variableNames, ...foreignVariables];
  const unknown = Object.keys(variables).filter((name) => !known.includes(name));
  const environment: Record<string, string> = pipelines
    ? {
        BITBUCKET_PIPE_STORAGE_DIR: '/tmp/pipe',
        BITBUCKET_PARALLEL_STEP: '1',
        BITBUCKET_PARALLEL_STEP_COUNT: '4',
      }
    : {};
  const problems = unknown.map((name) => `${name} is no variable of the pipe`);
  for (const [name, value] of Object.entries(variables)) {
    if (Array.isArray(value)) {
      environment[`${name}_COUNT`] = String(value.length);
      value.forEach((item, index) => {
        environment[`${name}_${index}`] = filledIn(String(item), problems);
      });
    } else if (typeof value === 'string') environment[name] = filledIn(value, problems);
    else problems.push(`${name} is no text: quote it`);
  }
  const { configuration, problems: told } = readConfiguration(environment);
  for (const { where, message } of told) problems.push(`${where}: ${message}`);
  return [...problems, ...configuration.warnings.map(({ message }) => message)];
}

function filledIn(text: string, problems: string[]): string {
  return text.replace(/\$\{?(\w+)\}?/g, (whole, name: string) => {
    if (given[name] === undefined) problems.push(`${whole} is nothing that a repository has`);
    return given[name] ?? whole;
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
