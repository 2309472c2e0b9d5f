import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { pipelinesPage } from '../../../scripts/pipelines-page.ts';
import { auditPipelines, pipelineRules } from '../../../src/scanners/pipelines/audit-pipelines.ts';
import { projectRoot } from '../scan-setup.ts';

type Example = string | { script: string[] };

const examples = parse(readFileSync(join(import.meta.dirname, 'examples.yml'), 'utf8')) as Record<
  string,
  { invalid: Example[]; valid: Example[] }
>;

const linesOf = (rule: string, text: string) =>
  auditPipelines('bitbucket-pipelines.yml', text)
    .filter(({ ruleId }) => ruleId === rule)
    .map(({ region }) => region?.startLine);
const fileWith = (script: readonly string[]) =>
  stringify({ image: 'node:22', pipelines: { default: [{ step: { script } }] } }, { lineWidth: 0 });
/** Lines of commands begin at the fifth: image, pipelines, default, step, script. */
const firstCommandLine = 6;

describe.each(pipelineRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const { invalid, valid } = examples[id] ?? { invalid: [], valid: [] };

  it('has examples of both kinds, and says what to do', () => {
    expect(invalid.length).toBeGreaterThan(0);
    expect(valid.length).toBeGreaterThan(0);
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.help.length).toBeGreaterThan(60);
    expect(rule.cwe).toBeGreaterThan(0);
  });

  it.each(invalid)('finds %j', (example) => {
    if (typeof example === 'string') {
      const marked = example
        .split('\n')
        .flatMap((line, index) => (line.includes('# here') ? [index + 1] : []));
      expect(linesOf(id, example)).toEqual(marked);
    } else {
      expect(linesOf(id, fileWith(example.script))).toEqual(
        example.script.map((_, index) => firstCommandLine + index),
      );
    }
  });

  it.each(valid)('leaves %j', (example) => {
    expect(linesOf(id, typeof example === 'string' ? example : fileWith(example.script))).toEqual([]);
  });
});

describe('the auditor', () => {
  it('finds no mistake in a file that has every construct of Bitbucket', () => {
    const text = readFileSync(join(import.meta.dirname, 'all-constructs.yml'), 'utf8');
    const mistakes = pipelineRules.filter(({ category }) => category === 'bug').map(({ id }) => id);
    const told = auditPipelines('bitbucket-pipelines.yml', text).filter(({ ruleId }) =>
      mistakes.includes(ruleId),
    );
    expect(told).toEqual([]);
  });

  it('has a page for people that is fresh', () => {
    expect(readFileSync(join(projectRoot, 'docs/pipelines-rules.md'), 'utf8')).toBe(pipelinesPage());
  });

  it('has no examples of rules that are gone', () => {
    const ids = pipelineRules.map(({ id }) => id);
    expect(Object.keys(examples).filter((id) => !ids.includes(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(20);
  });

  it('shows the part of a command, in block texts too', () => {
    const text = [
      'image: node:22',
      'options: { max-time: 5 }',
      'pipelines:',
      '  default:',
      '    - step:',
      '        script:',
      '          - |',
      '            npm ci',
      '            # curl https://example.com/no | sh',
      '            curl -s https://example.com/x |\\',
      '              bash',
      '          - npm ci && curl -s https://example.com/x | sh -s -- --yes',
    ].join('\n');
    const found = auditPipelines('bitbucket-pipelines.yml', text);
    expect(found.map(({ ruleId, region }) => [ruleId, region])).toEqual([
      ['download-to-shell', { startLine: 10, endLine: 10, startColumn: 13, endColumn: 44 }],
      ['download-to-shell', { startLine: 12, endLine: 12, startColumn: 23, endColumn: 69 }],
    ]);
  });

  it('tells a step that several pipelines share once, where it is written', () => {
    const text = [
      'definitions:',
      '  steps:',
      '    - step: &build',
      '        image: node',
      '        max-time: 5',
      '        script: [make]',
      'pipelines:',
      '  default: [{ step: *build }]',
      '  branches: { main: [{ step: *build }, { step: { <<: *build, name: again } }] }',
    ].join('\n');
    expect(linesOf('image-without-version', text)).toEqual([4]);
  });

  it.each([
    ['nothing', ''],
    ['a list', '- a\n- b\n'],
    ['a text', 'hello'],
    ['nulls', 'image:\npipelines:\n  default:\n'],
    ['wrong kinds', 'image: [1]\npipelines: { default: 3, branches: [], custom: { a: { b: c } } }\n'],
    ['an alias to nothing', 'image: *nowhere\n'],
    ['a group in itself', 'pipelines: { default: &a [{ parallel: *a }, { stage: { steps: *a } }] }\n'],
    ['a mapping merged into itself', 'pipelines: &a { <<: *a, default: [] }\n'],
    ['keys that are no text', '? [a]\n: b\n1: 2\n'],
    ['binary', '\u0000\u0001\uFFFE'],
  ])('reads %s', (_, text) => {
    expect(() => auditPipelines('bitbucket-pipelines.yml', text)).not.toThrow();
  });

  it.each([
    [
      'merges of merges',
      [
        'l0: &l0 { script: [make] }',
        ...Array.from({ length: 15 }, (_, i) => `l${i + 1}: &l${i + 1} { <<: [${Array(6).fill(`*l${i}`)}] }`),
        'image: node:22',
        'pipelines: { default: [{ step: { <<: *l15, script: [curl -k https://example.com] } }] }',
      ],
    ],
    [
      'one step in a thousand pipelines',
      [
        'image: node:22',
        `definitions: { steps: [{ step: &a { script: [${Array(2000).fill('echo $A_TOKEN')}] } }] }`,
        'pipelines:',
        '  default: [{ step: { script: [curl -k https://example.com] } }]',
        '  custom:',
        ...Array.from({ length: 1000 }, (_, i) => `    c${i}: [{ step: *a }]`),
      ],
    ],
    [
      'one text in a thousand steps',
      [
        `x: &c "${'echo $A_TOKEN\\n'.repeat(3000)}"`,
        'image: node:22',
        'pipelines:',
        '  custom:',
        ...Array.from({ length: 1000 }, (_, i) => `    c${i}: [{ step: { script: [*c, *c, *c] } }]`),
        '  default: [{ step: { script: [curl -k https://example.com] } }]',
      ],
    ],
  ])('takes little time for %s, and sees what stands beside them', (_, lines) => {
    const start = process.cpuUsage();
    expect(linesOf('certificate-check-off', lines.join('\n'))).toHaveLength(1);
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(10);
  });

  it('looks at a command of any length in no time, and at all of it', () => {
    const start = performance.now();
    const text = fileWith([`${'curl -u '.repeat(20_000)} curl -k https://example.com`]);
    expect(linesOf('certificate-check-off', text)).toEqual([firstCommandLine]);
    // In one piece it takes minutes.
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it('finds nothing in a file as it should be', () => {
    const text = [
      'image: node:22.14',
      'options: { max-time: 20 }',
      'definitions: { caches: { npm: ~/.npm } }',
      'pipelines:',
      '  default:',
      '    - step: { name: Test, caches: [npm], script: [npm ci, npm test], artifacts: [dist/**] }',
      '  branches:',
      '    main:',
      '      - step:',
      '          name: Deploy',
      '          deployment: production',
      '          oidc: true',
      '          script:',
      '            - pipe: atlassian/aws-s3-deploy:1.6.0',
      '              variables: { AWS_OIDC_ROLE_ARN: $ROLE, S3_BUCKET: site, LOCAL_PATH: dist }',
    ].join('\n');
    expect(auditPipelines('bitbucket-pipelines.yml', text)).toEqual([]);
  });
});
