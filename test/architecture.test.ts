import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';

/** Folder to the folders it may import from: stages, in the direction of the data. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  process: ['core'],
  http: ['core'],
  variables: ['core'],
  policy: ['core'],
  sarif: ['core'],
  gate: ['core', 'policy'],
  reports: ['core'],
  bitbucket: ['core', 'http'],
  repository: ['core', 'process', 'bitbucket'],
  scanners: ['core', 'process', 'sarif'],
  triage: ['core', 'policy'],
  publishers: ['core', 'bitbucket', 'reports'],
  sandbox: ['core'],
};

/** They put the rooms together. */
const together = new Set(['main.ts', 'run.ts', 'run']);

/** Packages and modules with one home. */
const homes: Readonly<Record<string, readonly string[]>> = {
  undici: ['http'],
  '@actions/exec': ['process'],
  'node:child_process': ['process'],
  'node:http': ['sandbox'],
  pino: ['core'],
};

const files = globSync('src/**/*.ts').filter((path) => !path.includes('.generated.'));
const roomOf = (path: string) => path.split('/').at(1) ?? '';
const code = (path: string) => readFileSync(path, 'utf8');

function importsOf(path: string): readonly { readonly target: string; readonly typeOnly: boolean }[] {
  const pattern =
    /^\s*(?:import|export)\s(type\s)?(?:[^'"]*?\sfrom\s)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/gm;
  return [...code(path).matchAll(pattern)].map(([, type, stated, dynamic]) => ({
    target: stated ?? dynamic ?? '',
    typeOnly: type !== undefined,
  }));
}

it('every folder is one of the known stages', () => {
  const rooms = [...new Set(files.map(roomOf))].filter((room) => !together.has(room)).sort();
  expect(rooms).toEqual(Object.keys(mayImport).sort());
});

it('imports point one way', () => {
  const wrong: string[] = [];
  for (const path of files) {
    if (together.has(roomOf(path))) continue;
    const allowed = mayImport[roomOf(path)] ?? [];
    for (const { target } of importsOf(path)) {
      if (!target.startsWith('.') || target.endsWith('/package.json')) continue;
      const room = roomOf(normalize(join(dirname(path), target)));
      if (room !== roomOf(path) && !allowed.includes(room)) wrong.push(`${path} -> ${target}`);
    }
  }
  expect(wrong).toEqual([]);
});

it('no file imports itself by way of others', () => {
  const known = new Set(files);
  const imported = new Map(
    files.map((path) => [
      path,
      importsOf(path).flatMap(({ target }) => {
        const file = normalize(join(dirname(path), target));
        return target.startsWith('.') && known.has(file) ? [file] : [];
      }),
    ]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
    if (done.has(path) || trail.includes(path)) return;
    for (const target of imported.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of files) visit(path, []);
  expect(circles).toEqual([]);
});

it('each outside module has one home', () => {
  const wrong: string[] = [];
  for (const path of files) {
    for (const { target, typeOnly } of importsOf(path)) {
      const home = homes[target];
      if (home !== undefined && !typeOnly && !home.includes(roomOf(path))) wrong.push(`${path} -> ${target}`);
    }
  }
  expect(wrong).toEqual([]);
});

it('only main.ts touches the process', () => {
  const global =
    /(?<![\w.'"`#/-])process\.(?:env|argv|exit|exitCode|stdout|stderr|stdin|on|cwd|kill|platform|pid|memoryUsage)\b/;
  const wrong = files.filter(
    (path) => path !== 'src/main.ts' && !path.startsWith('src/scanners/programs/') && global.test(code(path)),
  );
  expect(wrong).toEqual([]);
});

it('files are one thing each: short, and named after it', () => {
  const lengths = files.map((path) => ({ path, lines: code(path).split('\n').length }));
  const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
  // The table of adapters is data: one entry a tool.
  const notData = lengths.filter(({ path }) => path !== 'src/scanners/adapters.ts');
  expect(notData.filter(({ lines }) => lines > 300)).toEqual([]);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(80);
  expect(files.filter((path) => /(^|[/-])(utils?|helpers?|common|misc|manager)\.ts$/.test(path))).toEqual([]);
});

it('no module keeps state', () => {
  // The report's page is a script of its own, which runs in a browser.
  const modules = files.filter((path) => !path.includes('/report-html/page/'));
  // What is empty at first and not declared as read-only is there to be filled.
  const state =
    /^(?:export\s+)?(?:let\s|const\s+\w+(?::(?!\s*(?:readonly\s|Readonly|Checks\b))[^=]+)?\s*=\s*(?:new\s+(?:Weak)?(?:Map|Set)(?:<.*>)?\(\)|\[\]|\{\}))/m;
  const wrong = modules.filter((path) => state.test(code(path)));
  expect(wrong).toEqual([]);
});
