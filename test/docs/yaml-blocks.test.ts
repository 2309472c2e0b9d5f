import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { auditPipelines } from '../../src/scanners/pipelines/audit-pipelines.ts';
import { pages } from './page.ts';
import { isOurs, isRightlyNamed, pipeSteps, problemsOf } from './pipe-step.ts';

const policyKeys = Object.keys(
  (JSON.parse(readFileSync('src/policy/policy.schema.json', 'utf8')) as { properties: object }).properties,
);
const pipelinesKeys = ['image', 'clone', 'definitions', 'options', 'pipelines'];

type Kind = 'pipelines' | 'script' | 'policy';

/** By what it holds: a block that is nothing of all this is a slip of the pen. */
function kindOf(value: unknown): Kind | undefined {
  if (Array.isArray(value))
    return value.every((item) => 'pipe' in item || 'step' in item) ? 'script' : undefined;
  const keys = Object.keys(Object(value));
  if (keys.length === 0) return undefined;
  if (keys.every((key) => policyKeys.includes(key))) return 'policy';
  return keys.every((key) => pipelinesKeys.includes(key)) ? 'pipelines' : undefined;
}

const blocks = pages.flatMap(({ path, fences }) =>
  fences
    .filter(({ language }) => language === 'yaml' || language === 'yml')
    .map(({ text, line }) => {
      const document = parseDocument(text);
      const value: unknown = document.errors.length === 0 ? document.toJS() : undefined;
      return { name: `${path}:${line}`, text, errors: document.errors, value, kind: kindOf(value) };
    }),
);

describe.each(blocks)('$name', ({ text, errors, value, kind }) => {
  it('is YAML of a kind that the pipe or Pipelines reads', () => {
    expect(errors).toEqual([]);
    expect(kind).toBeDefined();
  });

  it('uses the pipe with variables that it has and values that it takes', () => {
    const steps = pipeSteps(value).filter(isOurs);
    expect(steps.filter((step) => !isRightlyNamed(step))).toEqual([]);
    expect(steps.flatMap(({ variables }) => problemsOf(variables))).toEqual([]);
  });

  if (kind === 'policy') {
    it('is a policy that the pipe takes', () => {
      expect(() => readPolicy(text, '.code-scan.yml')).not.toThrow();
    });
  }

  if (kind === 'pipelines' && 'pipelines' in Object(value)) {
    it('passes the audit of the pipe itself', () => {
      const found = auditPipelines('bitbucket-pipelines.yml', text);
      expect(found.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
    });
  }
});

it('there are blocks of every kind', () => {
  expect(new Set(blocks.map(({ kind }) => kind))).toEqual(new Set(['script', 'pipelines', 'policy']));
});
