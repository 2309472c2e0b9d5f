// Writes docs/rules.md, the reference of everything in rules/: `node scripts/rules-page.ts`. A test fails where the
// page is not what the rules say.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Rule {
  id: string;
  message: string;
  note: string;
  fix?: string;
  metadata: {
    title: string;
    cwe: number[];
    'security-severity': string;
    confidence: string;
    url: string;
  };
}

interface Section {
  folder: string;
  rules: Rule[];
  extra: Set<string>;
  /** Rules that follow data through functions and files. */
  flow: Set<string>;
}

const names: Readonly<Record<string, string>> = {
  javascript: 'JavaScript and TypeScript',
  python: 'Python',
  java: 'Java',
  go: 'Go',
  php: 'PHP',
  ruby: 'Ruby',
  csharp: 'C#',
  kotlin: 'Kotlin',
  android: "Android's settings",
  aspnet: 'Settings of ASP.NET',
  jsp: 'JSP',
  mybatis: 'Mappers of MyBatis',
  bash: 'Shell',
  terraform: 'Terraform',
  cloudformation: 'CloudFormation',
  kubernetes: 'Kubernetes',
  compose: 'Docker Compose',
  dockerfile: 'Dockerfile',
};

export function rulesPage(root: string): string {
  const sections = Object.keys(names).map((folder) => readSection(root, folder));
  const rules = sections.flatMap((section) => section.rules);
  const extra = sections.reduce((sum, section) => sum + section.extra.size, 0);
  return `# Rules

<!-- Made from rules/ by \`node scripts/rules-page.ts\`; do not edit. -->

The pipe brings ${rules.length} rules of its own; ${extra} of them are marked *extra*: noisier, and in no run by default. Those
marked *flow* are of the scanner \`flow\`, which follows data through functions and files; the others are of \`ast-grep\`.
Severity follows from the score: 9.0 and above critical, 7.0 high, 4.0 medium, below that low.

The rules pass over tests, which they know by their
folders and names (\`tests/\`, \`a_test.go\`, \`ATest.java\`): what a test switches off harms nobody. Secrets are found in tests too.

${table(['Language', 'Rules', 'Extra'], sections.filter(hasRules).map(summaryRow))}

${sections.filter(hasRules).map(sectionText).join('\n')}`;
}

function readSection(root: string, folder: string): Section {
  const flow = readRules(join(root, 'rules/flow', folder));
  const usual = [...readRules(join(root, 'rules', folder)), ...flow];
  const extra = readRules(join(root, 'rules/extra', folder));
  const rules = [...usual, ...extra].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    folder,
    rules,
    extra: new Set(extra.map(({ id }) => id)),
    flow: new Set(flow.map(({ id }) => id)),
  };
}

function readRules(folder: string): Rule[] {
  let files: string[];
  try {
    files = readdirSync(folder);
  } catch {
    return [];
  }
  return files.map((file) => parse(readFileSync(join(folder, file), 'utf8')) as Rule);
}

const hasRules = ({ rules }: Section) => rules.length > 0;
const summaryRow = ({ folder, rules, extra }: Section) => [
  `[${names[folder]}](#${anchor(names[folder] ?? folder)})`,
  String(rules.length),
  String(extra.size),
];

function sectionText({ folder, rules, extra, flow }: Section): string {
  const rows = rules.map(({ id, metadata, fix }) => [
    `[\`${id}\`](#${id})`,
    metadata.title,
    metadata.cwe.map((number) => `CWE-${number}`).join(', '),
    metadata['security-severity'],
    [
      metadata.confidence,
      ...(fix === undefined ? [] : ['fix']),
      ...(extra.has(id) ? ['*extra*'] : []),
      ...(flow.has(id) ? ['*flow*'] : []),
    ].join(', '),
  ]);
  const entries = rules.map(
    ({ id, message, note, metadata }) => `### ${id}

${message.trim()}

${note.trim()}

[CWE-${metadata.cwe[0]}](${metadata.url})
`,
  );
  return `## ${names[folder]}

${table(['Rule', 'Finds', 'CWE', 'Score', 'Confidence'], rows)}

${entries.join('\n')}`;
}

/** As Bitbucket and GitHub make them of a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

if (import.meta.main) writeFileSync('docs/rules.md', rulesPage('.'));
