// Scanners that others made, each with its own habits, and their SARIF.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { languageGlobs } from '../../src/scanners/ast-grep-languages.ts';
import { scanSecrets } from '../../src/scanners/secrets/scan-secrets.ts';

/** As much of a SARIF result as is looked at here. */
export interface SarifResult {
  readonly ruleId?: string;
  readonly message: { readonly text?: string };
  readonly locations?: readonly {
    readonly physicalLocation?: {
      readonly artifactLocation?: { readonly uri?: string };
      readonly region?: Readonly<Record<string, unknown>>;
    };
  }[];
}

export interface Tool {
  readonly name: string;
  readonly language: string;
  /** Scans everything below `root` at once. */
  run(root: string, places: Places): readonly SarifResult[] | Promise<readonly SarifResult[]>;
}

export interface Places {
  /** The project's own folder. */
  readonly project: string;
  /** Where `installTools` put things. */
  readonly folder: string;
  readonly python: string | undefined;
}

export const tools: readonly Tool[] = [
  { name: 'eslint', language: 'javascript', run: eslint },
  { name: 'oxlint', language: 'javascript', run: oxlint },
  { name: 'biome', language: 'javascript', run: biome },
  { name: 'ruff', language: 'python', run: ruff },
  { name: 'bandit', language: 'python', run: bandit },
  { name: 'pylint', language: 'python', run: pylint },
  { name: 'flake8', language: 'python', run: flake8 },
  { name: 'shellcheck', language: 'shell', run: shellcheck },
  { name: 'ast-grep', language: 'javascript', run: (root, places) => astGrep(root, places) },
  { name: 'ast-grep', language: 'python', run: (root, places) => astGrep(root, places) },
  { name: 'ast-grep', language: 'shell', run: (root, places) => astGrep(root, places) },
  { name: 'secrets', language: 'javascript', run: secrets },
  { name: 'secrets', language: 'python', run: secrets },
];

/** Rules that are about a file as a whole, and name its first line for want of a better one. */
const ofWholeFile =
  /^(C0103|C0114|C0302|D100|D104|CPY001|INP001|E902|W391|unicorn\/filename-case|sonarjs\/file-.*|max-lines|I001|R0401|D\d+|Q000)$/;

export function isOfLine({ ruleId }: SarifResult): boolean {
  return ruleId === undefined || !ofWholeFile.test(ruleId);
}

function eslint(root: string, { folder }: Places): readonly SarifResult[] {
  const configuration = path.join(folder, 'eslint.config.mjs');
  writeFileSync(
    configuration,
    `import security from 'eslint-plugin-security';
import sonarjs from 'eslint-plugin-sonarjs';
import unicorn from 'eslint-plugin-unicorn';
export default [sonarjs.configs.recommended, security.configs.recommended,
  { plugins: { unicorn }, rules: { eqeqeq: 'warn', 'no-unused-vars': 'warn', complexity: ['warn', 6], 'no-var': 'warn',
    'max-lines-per-function': ['warn', 25], 'no-shadow': 'warn', 'prefer-const': 'warn', 'id-length': 'warn',
    'unicorn/no-null': 'warn', 'unicorn/no-array-for-each': 'warn', 'unicorn/prefer-module': 'warn' } },
  { languageOptions: { sourceType: 'script' }, linterOptions: { reportUnusedDisableDirectives: 'off' } }];
`,
  );
  const text = output(
    path.join(folder, 'node_modules/.bin/eslint'),
    [
      ...['--no-config-lookup', '--config', configuration, '--no-inline-config', '--no-warn-ignored'],
      ...['--format', path.join(folder, 'node_modules/@microsoft/eslint-formatter-sarif/sarif.js'), '.'],
    ],
    root,
  );
  return ofLog(text);
}

function oxlint(root: string, { folder }: Places): readonly SarifResult[] {
  const program = path.join(folder, 'node_modules/.bin/oxlint');
  const args = ['-A', 'none', '-D', 'correctness', '-D', 'suspicious', '-D', 'pedantic', '--no-ignore'];
  return ofLog(output(program, [...args, '--format', 'sarif', '.'], root));
}

function biome(root: string, { project }: Places): readonly SarifResult[] {
  writeFileSync(
    path.join(root, 'biome.json'),
    '{"linter":{"rules":{"recommended":true}},"files":{"maxSize":10000000}}',
  );
  const program = path.join(project, 'node_modules/.bin/biome');
  const text = output(program, ['lint', '--reporter=sarif', '--max-diagnostics=none', '.'], root);
  return ofLog(text);
}

function ruff(root: string, { python = '' }: Places): readonly SarifResult[] {
  const select = 'E,W,F,B,S,SIM,C4,PL,RET,TRY,UP,N,ARG,ANN,PTH,ERA,RUF,C90,PERF';
  const args = [
    'check',
    '--isolated',
    '--no-cache',
    '--exit-zero',
    '--select',
    select,
    '--output-format',
    'sarif',
    '.',
  ];
  return ofLog(output(path.join(python, 'ruff'), args, root));
}

function bandit(root: string, { python = '' }: Places): readonly SarifResult[] {
  return ofLog(output(path.join(python, 'bandit'), ['-q', '-r', '-f', 'sarif', '.'], root));
}

function pylint(root: string, { python = '' }: Places): readonly SarifResult[] {
  const text = output(
    path.join(python, 'pylint'),
    [
      '--recursive=y',
      '--disable=R0801,import-error,relative-beyond-top-level',
      '--output-format=json',
      '--jobs=2',
      '--persistent=n',
      '.',
    ],
    root,
  );
  interface Message {
    readonly path: string;
    readonly line: number;
    readonly symbol: string;
    readonly message: string;
    readonly 'message-id': string;
  }
  const messages: readonly Message[] = JSON.parse(text || '[]');
  return messages.map((each) =>
    result(each['message-id'], each.message, each.path, { startLine: each.line }),
  );
}

function flake8(root: string, { python = '' }: Places): readonly SarifResult[] {
  const text = output(path.join(python, 'flake8'), ['--isolated', '--max-complexity=6', '.'], root);
  return text.split('\n').flatMap((line) => {
    const [, name, row, column, rule, message] = /^\.\/(.+?):(\d+):(\d+): (\w+) (.*)$/.exec(line) ?? [];
    if (name === undefined || rule === undefined || message === undefined) return [];
    return [result(rule, message, name, { startLine: Number(row), startColumn: Number(column) })];
  });
}

function shellcheck(root: string, { python = '' }: Places): readonly SarifResult[] {
  const names = globSync('**/*.sh', { cwd: root });
  interface Comment {
    readonly file: string;
    readonly line: number;
    readonly endLine: number;
    readonly column: number;
    readonly endColumn: number;
    readonly code: number;
    readonly message: string;
  }
  const found: Comment[] = [];
  for (let from = 0; from < names.length; from += 200) {
    const args = ['--format=json1', '--shell=bash', '--enable=all', ...names.slice(from, from + 200)];
    const text = output(path.join(python, 'shellcheck'), args, root);
    const parsed: { comments: readonly Comment[] } = JSON.parse(text || '{"comments":[]}');
    found.push(...parsed.comments);
  }
  return found.map(({ file, line, endLine, column, endColumn, code, message }) =>
    result(`SC${code}`, message, file, {
      startLine: line,
      endLine,
      startColumn: column,
      endColumn,
    }),
  );
}

function astGrep(root: string, { project }: Places): readonly SarifResult[] {
  const configuration = path.join(root, '..', 'sgconfig.yml');
  const rules = path.join(project, 'rules');
  const folders = ['javascript', 'python', 'bash', 'extra/javascript', 'extra/python', 'extra/bash'];
  const ruleDirs = folders.map((name) => path.join(rules, name)).filter((name) => existsSync(name));
  writeFileSync(
    configuration,
    JSON.stringify({ ruleDirs, utilDirs: [path.join(rules, 'utils')], languageGlobs }),
  );
  const program = path.join(project, 'node_modules/.bin/ast-grep');
  const args = ['scan', '--config', configuration, '--no-ignore', 'hidden', '--format', 'sarif', '.'];
  return ofLog(output(program, args, root));
}

/** The pipe's own. */
async function secrets(root: string, { project }: Places): Promise<readonly SarifResult[]> {
  const files = globSync('**/*.{js,py}', { cwd: root });
  const job = { root, files, rules: path.join(project, 'rules'), sarif: '', report: '' };
  const { source } = await scanSecrets(job);
  return source.results.map((each) => result(each.ruleId, each.message, each.path ?? '', { ...each.region }));
}

function result(
  ruleId: string,
  text: string,
  uri: string,
  region: Readonly<Record<string, number>>,
): SarifResult {
  return {
    ruleId,
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: { uri: uri.replace(/^\.\//, '') }, region } }],
  };
}

function ofLog(text: string): readonly SarifResult[] {
  const log: { readonly runs: readonly { readonly results?: readonly SarifResult[] }[] } = JSON.parse(
    text || '{"runs":[]}',
  );
  return log.runs.flatMap(({ results }) => results ?? []);
}

/** Linters end with 1 where they found something. */
function output(program: string, args: readonly string[], cwd: string): string {
  const { stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error !== undefined) throw error;
  if (stdout === '' && stderr !== '') console.error(`${path.basename(program)}: ${stderr.slice(0, 2_000)}`);
  return stdout;
}
