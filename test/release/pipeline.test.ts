import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { auditPipelines } from '../../src/scanners/pipelines/audit-pipelines.ts';

const text = readFileSync('bitbucket-pipelines.yml', 'utf8');

interface Step {
  readonly name: string;
  readonly script: readonly string[];
  readonly trigger?: string;
  readonly deployment?: string;
}
interface Entry {
  readonly step?: Step;
  readonly parallel?: readonly { readonly step: Step }[];
}
const { pipelines } = parse(text) as {
  readonly pipelines: Readonly<
    Record<'branches' | 'pull-requests', Readonly<Record<string, readonly Entry[]>>>
  >;
};
const stepsOf = (entries: readonly Entry[] = []): readonly Step[] =>
  entries.flatMap(({ step, parallel = [] }) => [
    ...(step === undefined ? [] : [step]),
    ...parallel.map((each) => each.step),
  ]);
const main = stepsOf(pipelines.branches['main']);
const release = main.find(({ name }) => name === 'Release');

describe('the pipeline of this repository', () => {
  it('passes the audit of the pipe itself', () => {
    expect(
      auditPipelines('bitbucket-pipelines.yml', text).map(({ ruleId, message }) => `${ruleId}: ${message}`),
    ).toEqual([]);
  });

  it('runs commands that there are', () => {
    const commands = main.flatMap(({ script }) => script).join('\n');
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object };
    const npm = [...commands.matchAll(/npm (?:run (?:--silent )?)?([a-z:]+)/g)].map(([, name]) => name);
    const files = [...commands.matchAll(/node (scripts\/\S+\.(?:ts|mjs))/g)].map(([, path]) => path ?? '');
    expect(npm.length).toBeGreaterThan(0);
    expect(npm.filter((name) => !(name !== undefined && name in scripts))).toEqual([]);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('tests and scans each pull request as it does main', () => {
    const names = stepsOf(pipelines['pull-requests']['**']).map(({ name }) => name);
    expect(main.map(({ name }) => name)).toEqual([...names, 'Release']);
  });

  it('releases when a person says so, for both architectures, with provenance, and tags last', () => {
    expect(release).toMatchObject({ trigger: 'manual', deployment: 'production' });
    const script = release?.script ?? [];
    const build = script.find((command) => command.includes('buildx build'));
    for (const option of [
      'linux/amd64,linux/arm64',
      '--provenance=mode=max',
      '--sbom=true',
      'build-arguments.ts',
    ]) {
      expect(build).toContain(option);
    }
    const place = (part: string) => script.findIndex((command) => command.includes(part));
    const order = ['prepare.ts', 'buildx build', 'docker run', 'imagetools create', 'git push'].map(place);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order[0]).toBeGreaterThanOrEqual(0);
    expect(order.at(-1)).toBe(script.length - 1);
  });
});
