// Several scanners of different habits: patterns with snippets, a linter without, a line scanner, and one whose findings
// span whole functions and count their lines.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Finding, Region } from '../../src/core/finding.ts';
import type { Project, SourceFile } from './project.ts';

interface Raw {
  readonly scanner: string;
  readonly rule: string;
  readonly message: string;
  readonly path: string;
  readonly region: Region;
  readonly snippet?: string;
}

const patterns: Readonly<Record<string, string>> = {
  'loose-equality': 'pattern: $A == $B',
  'old-var': 'pattern: var $A = $B',
  'try-catch': 'kind: try_statement',
  callback: 'pattern: "$F($$$A, function ($$$B) { $$$C })"',
  'indexed-write': 'pattern: $A[$B] = $C',
  'new-regexp': 'pattern: new RegExp($$$A)',
  'for-loop': 'kind: for_statement',
  'nested-ternary': 'kind: ternary_expression',
  'throw-error': 'pattern: throw new $E($$$A)',
  and: 'pattern: $A && $B',
  arrow: 'kind: arrow_function',
  condition: 'kind: if_statement',
  null: 'pattern: $A === null',
  push: 'pattern: $A.push($B)',
};

/** Runs everything on the project's files. Deterministic; columns are UTF-16 from 1. */
export function scan(
  project: Project,
  root: string,
  programs: readonly ('ast-grep' | 'biome')[],
): readonly Finding[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'matching-corpus-'));
  try {
    for (const file of project.files) {
      mkdirSync(path.dirname(path.join(folder, file.path)), { recursive: true });
      writeFileSync(path.join(folder, file.path), file.lines.map(({ text }) => text).join('\n'));
    }
    const raw = [
      ...project.files.flatMap(scanLines),
      ...project.files.flatMap(scanFunctions),
      ...(programs.includes('ast-grep') ? runAstGrep(folder, root) : []),
      ...(programs.includes('biome') ? runBiome(folder, root) : []),
    ];
    return raw.map(findingOf);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const lineRules: readonly (readonly [string, RegExp, (match: string) => string])[] = [
  ['todo', /\b(?:TODO|FIXME|XXX|HACK)\b.*/g, () => 'Unfinished work.'],
  ['http-link', /http:\/\/[\w./-]+/g, (match) => `Link without encryption: ${match}`],
  ['hex-number', /\b0x[\da-f]+\b/gi, (match) => `Number ${match} without a name.`],
  ['index-of', /\.indexOf\(/g, () => 'Use includes.'],
  ['arguments', /\barguments\b/g, () => 'Use rest parameters.'],
  ['prototype', /\.prototype\.(\w+)/g, (match) => `Touches ${match}.`],
];

function scanLines({ path: name, lines }: SourceFile): readonly Raw[] {
  return lines.flatMap(({ text }, at) =>
    lineRules.flatMap(([rule, pattern, message]) =>
      [...text.matchAll(pattern)].map((match) => ({
        scanner: 'lines',
        rule,
        message: message(match[0]),
        path: name,
        region: {
          startLine: at + 1,
          endLine: at + 1,
          startColumn: match.index + 1,
          endColumn: match.index + 1 + match[0].length,
        },
        snippet: text,
      })),
    ),
  );
}

/** Blocks that begin with a function's head and end with the next line of the same indentation. */
function scanFunctions({ path: name, lines }: SourceFile): readonly Raw[] {
  return lines.flatMap(({ text }, at) => {
    const head = /^(\s*).*\bfunction\b.*\{\s*$/.exec(text);
    if (head === null) return [];
    const indentation = head[1] ?? '';
    let end = at + 1;
    while (end < lines.length && !(lines[end]?.text.startsWith(`${indentation}}`) ?? false)) end += 1;
    if (end - at < 12) return [];
    return [
      {
        scanner: 'size',
        rule: 'long-function',
        message: `This function has ${end - at + 1} lines; at most 12 are allowed.`,
        path: name,
        region: { startLine: at + 1, endLine: Math.min(end + 1, lines.length) },
      },
    ];
  });
}

function runAstGrep(folder: string, root: string): readonly Raw[] {
  const rules = ['javascript', 'typescript'].flatMap((language) =>
    Object.entries(patterns).map(
      ([id, rule]) =>
        `id: ${id}-${language}\nlanguage: ${language}\nmessage: Found ${id}\nrule:\n  ${rule}\n`,
    ),
  );
  const file = path.join(folder, 'rules.yml');
  writeFileSync(file, rules.join('---\n'));
  const output = output_(
    path.join(root, 'node_modules/.bin/ast-grep'),
    ['scan', '-r', file, '--json=compact', 'src', 'moved', 'source'],
    folder,
  );
  interface Match {
    ruleId: string;
    message: string;
    file: string;
    text: string;
    range: { start: { line: number; column: number }; end: { line: number; column: number } };
  }
  return (JSON.parse(output || '[]') as Match[]).map(({ ruleId, message, file: name, text, range }) => ({
    scanner: 'ast-grep',
    rule: ruleId.replace(/-(?:java|type)script$/, ''),
    message: message.replace(/-(?:java|type)script$/, ''),
    path: name,
    region: {
      startLine: range.start.line + 1,
      endLine: range.end.line + 1,
      startColumn: range.start.column + 1,
      endColumn: range.end.column + 1,
    },
    snippet: text,
  }));
}

function runBiome(folder: string, root: string): readonly Raw[] {
  writeFileSync(
    path.join(folder, 'biome.json'),
    '{"linter":{"rules":{"recommended":true}},"files":{"maxSize":10000000}}',
  );
  const output = output_(
    path.join(root, 'node_modules/.bin/biome'),
    ['lint', '--reporter=sarif', '--max-diagnostics=none', '.'],
    folder,
  );
  interface Result {
    ruleId: string;
    message: { text: string };
    locations: { physicalLocation: { artifactLocation: { uri: string }; region?: Region } }[];
  }
  const log = JSON.parse(output || '{"runs":[]}') as { runs: { results: Result[] }[] };
  return log.runs.flatMap(({ results }) =>
    results.flatMap(({ ruleId, message, locations: [location] }) => {
      const region = location?.physicalLocation.region;
      if (location === undefined || region === undefined) return [];
      const name = location.physicalLocation.artifactLocation.uri.replace(`${folder}/`, '');
      if (name.endsWith('.json') || name.endsWith('.yml')) return [];
      return [{ scanner: 'Biome', rule: ruleId, message: message.text, path: name, region }];
    }),
  );
}

/** Linters end with 1 where they found something. */
function output_(program: string, args: readonly string[], cwd: string): string {
  try {
    return execFileSync(program, args, {
      cwd,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    return typeof error === 'object' && error !== null && 'stdout' in error ? String(error.stdout) : '';
  }
}

function findingOf({ scanner, rule, message, path: name, region, snippet }: Raw): Finding {
  return {
    scanner,
    rule,
    ruleInformation: {},
    severity: 'medium',
    category: 'bug',
    cwe: [],
    title: message,
    message,
    place: { path: name, region },
    ...(snippet !== undefined && { snippet }),
    related: [],
    flows: [],
    fixes: [],
    suppressions: [],
    givenFingerprints: {},
    source: { file: 'scan.sarif', run: 0, result: 0 },
  };
}
