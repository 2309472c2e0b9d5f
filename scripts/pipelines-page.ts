// Writes docs/pipelines-rules.md, the reference of what the scanner `pipelines` looks for: `node scripts/pipelines-page.ts`.
// A test fails where the page is not what the rules say.
import { writeFileSync } from 'node:fs';
import { pipelineRules } from '../src/scanners/pipelines/audit-pipelines.ts';

export function pipelinesPage(): string {
  const rows = pipelineRules.map(
    ({ id, title, severity, cwe }) => `| [\`${id}\`](#${id}) | ${title} | ${severity} | CWE-${cwe} |`,
  );
  const entries = pipelineRules.map(
    ({ id, title, cwe, help }) =>
      `### ${id}\n\n${title}. ${help}\n\n[CWE-${cwe}](https://cwe.mitre.org/data/definitions/${cwe}.html)\n`,
  );
  return `# Rules for bitbucket-pipelines.yml

<!-- Made from src/scanners/pipelines/ by \`node scripts/pipelines-page.ts\`; do not edit. -->

The scanner \`pipelines\` looks at every \`bitbucket-pipelines.yml\` of the repository by ${pipelineRules.length} rules.

| Rule | Finds | Severity | Weakness |
| --- | --- | --- | --- |
${rows.join('\n')}

${entries.join('\n')}`;
}

if (import.meta.main) writeFileSync('docs/pipelines-rules.md', pipelinesPage());
