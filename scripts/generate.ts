// Writes everything that is made from pipe.yml: the typed table and the check of the variables, and the README's
// table. `npm run generate`; a test fails where the result is not what stands in the repository.
import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { parse } from 'yaml';
import { reportPageModule } from './report-page.ts';

interface PipeVariable {
  name: string;
  default?: string;
  description: string;
  allowed: string;
  secret?: boolean;
  schema: { type: string; enum?: string[]; items?: { enum?: string[] } };
}

const notice = 'Made from pipe.yml by `npm run generate`; do not edit.';

export function readPipe(text: string): { variables: PipeVariable[] } {
  return parse(text) as { variables: PipeVariable[] };
}

export function variablesModule(variables: readonly PipeVariable[]): string {
  const rows = variables.map(({ name, schema, default: byDefault, allowed, secret }) => {
    const values = schema.enum ?? schema.items?.enum;
    return JSON.stringify({
      name,
      type: schema.type,
      ...(values && { values }),
      ...(byDefault !== undefined && { default: byDefault }),
      allowed,
      secret: secret ?? false,
    });
  });
  return `// ${notice}
import type { Variable } from './variable.ts';

export const variables = [
${rows.map((row) => `  ${row},`).join('\n')}
] as const satisfies readonly Variable[];
`;
}

export function validateModule(variables: readonly PipeVariable[]): string {
  const ajv = new Ajv({ allErrors: true, code: { source: true, esm: true } });
  const camel = (name: string) =>
    name.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const validate = ajv.compile({
    type: 'object',
    properties: Object.fromEntries(variables.map(({ name, schema }) => [camel(name), schema])),
  });
  const code = (standalone as unknown as (ajv: Ajv, validate: unknown) => string)(ajv, validate);
  return `// ${notice}\n${code}\n`;
}

/** The check of `.code-scan.yml`, compiled ahead: ajv itself takes longer to start than the whole check. */
export function validatePolicyModule(schema: object): string {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    unicode: false,
    logger: false,
    code: { source: true, esm: true },
  });
  const code = (standalone as unknown as (ajv: Ajv, validate: unknown) => string)(ajv, ajv.compile(schema));
  return `// Made from policy.schema.json by \`npm run generate\`; do not edit.\n${code}\n`;
}

export function readmeTable(variables: readonly PipeVariable[]): string {
  const cell = (text: string) => text.trim().replaceAll('\n', ' ').replaceAll('|', '\\|');
  const rows = variables.map((variable) => {
    const secret = variable.secret ? ' (secret)' : '';
    const byDefault = variable.default === undefined ? '' : `\`${variable.default}\``;
    return `| \`${variable.name}\`${secret} | ${byDefault} | ${cell(variable.description)} Accepted: ${cell(variable.allowed)}. |`;
  });
  return ['| Variable | Default | Meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

const region =
  /(<!-- variables: made from pipe\.yml by `npm run generate` -->\n)[\s\S]*?(\n<!-- end of variables -->)/;

export function withReadmeTable(readme: string, variables: readonly PipeVariable[]): string {
  return readme.replace(
    region,
    (_, start: string, end: string) => `${start}\n${readmeTable(variables)}\n${end}`,
  );
}

/** Path to text, of everything that is generated. */
export function generated(read: (path: string) => string): Record<string, string> {
  const { variables } = readPipe(read('pipe.yml'));
  return {
    'src/variables/variables.generated.ts': variablesModule(variables),
    'src/variables/validate.generated.js': validateModule(variables),
    'src/policy/validate.generated.js': validatePolicyModule(
      JSON.parse(read('src/policy/policy.schema.json')),
    ),
    'src/reports/report-html/page-script.generated.ts': reportPageModule(),
    'README.md': withReadmeTable(read('README.md'), variables),
  };
}

if (import.meta.main) {
  const read = (path: string) => readFileSync(path, 'utf8');
  for (const [path, text] of Object.entries(generated(read))) writeFileSync(path, text);
}
