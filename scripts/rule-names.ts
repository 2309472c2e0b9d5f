import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { pipelineRules } from '../src/scanners/pipelines/audit-pipelines.ts';
import { readSecretFormats } from '../src/scanners/secrets/secret-format.ts';
import { codedSecrets } from '../src/scanners/secrets/secret-rule.ts';

/** The ids of all rules that the pipe brings: those of `rules/`, and those that are code. Sorted. */
export async function ruleNames(rules: string): Promise<readonly string[]> {
  const code = globSync('**/*.yml', { cwd: rules, exclude: ['secrets/**', 'utils/**'] }).map(
    (file) => (parse(readFileSync(join(rules, file), 'utf8')) as { id: string }).id,
  );
  const formats = await readSecretFormats(join(rules, 'secrets'));
  const secrets = [...codedSecrets, ...formats.map(({ id }) => `secret/${id}`)];
  return [
    ...code,
    ...secrets,
    ...secrets.map((id) => `${id}-doubtful`),
    ...pipelineRules.map(({ id }) => id),
  ].sort();
}
