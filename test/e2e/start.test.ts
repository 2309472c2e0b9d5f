import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { ProgramJob } from '../../src/scanners/own-program.ts';
import { SampleRepository } from '../repository/sample-repository.ts';
import { installBundle, toolPath } from './bundle.ts';

const main = installBundle();
const dist = dirname(main);
const repository = new SampleRepository();
repository.commit({ 'one.txt': 'one line\n', 'one.py': 'import os\n' }, 'Two files');

interface Loaded {
  /** Files of the bundle that were loaded before the first output. */
  readonly first: readonly string[];
  /** And until the end. */
  readonly all: readonly string[];
  /** Names of Node's own modules that were loaded in the end. */
  readonly builtin: readonly string[];
}

/** Loaded before a program of the bundle; tells at its end what that loaded. */
const watcher = join(mkdtempSync(join(tmpdir(), 'start-')), 'watcher.mjs');
writeFileSync(
  watcher,
  `import { registerHooks } from 'node:module';
const all = [];
let first = all;
registerHooks({
  load(url, context, next) {
    if (url.startsWith('file:')) all.push(url);
    return next(url, context);
  },
});
const { write } = process.stdout;
process.stdout.write = (...args) => {
  if (first === all) first = [...all];
  return write.apply(process.stdout, args);
};
process.on('exit', () => {
  const builtin = process.moduleLoadList.map((name) => name.split(' ').at(-1));
  console.error(JSON.stringify({ first, all, builtin }));
});
`,
);

function loadedBy(program: string, args: readonly string[], environment: Record<string, string>): Loaded {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', watcher, join(dist, program), ...args],
    { cwd: repository.root, env: { PATH: toolPath, ...environment }, encoding: 'utf8' },
  );
  expect(status, stdout + stderr).toBe(environment['MODE'] === 'nonsense' ? 2 : 0);
  const { first, all, builtin } = JSON.parse(stderr) as Loaded;
  const paths = (urls: readonly string[]) => urls.map((url) => fileURLToPath(url));
  return { first: paths(first), all: paths(all), builtin };
}

/** The packages and our own files that these files of the bundle are made of, by their source maps. */
function madeOf(files: readonly string[]): readonly string[] {
  const names = files.flatMap((file) => {
    if (!existsSync(`${file}.map`)) return [];
    const { sources } = JSON.parse(readFileSync(`${file}.map`, 'utf8')) as { sources: readonly string[] };
    return sources.flatMap((source) => {
      const [, name, own] = /node_modules\/((?:@[^/]+\/)?[^/]+)|\/(src\/.*)/.exec(source) ?? [];
      return name ?? own ?? [];
    });
  });
  return [...new Set(names)];
}

const bytes = (files: readonly string[]) => files.reduce((sum, file) => sum + statSync(file).size, 0);

it('loads no more than the log before its first line', () => {
  const { first } = loadedBy('main.js', [], { MODE: 'nonsense' });
  const parts = madeOf(first);
  expect(parts).toEqual(expect.arrayContaining(['pino', 'src/core/pino-log.ts']));
  const own = parts.filter((name) => name.startsWith('src/'));
  expect(own.filter((name) => !name.startsWith('src/core/'))).toEqual([
    'src/main.ts',
    'src/run/explain-failure.ts',
  ]);
  expect(bytes(first)).toBeLessThan(150_000);
});

it('loads none of the slow ones of Node’s modules to say that a variable is wrong', () => {
  const { builtin } = loadedBy('main.js', [], { MODE: 'nonsense' });
  expect(builtin).toContain('fs');
  for (const slow of ['assert', 'crypto', 'http', 'http2', 'https', 'internal/crypto/util', 'tls', 'zlib']) {
    expect(builtin).not.toContain(slow);
  }
});

it('loads no more for a scan than a scan needs', () => {
  const { all } = loadedBy('main.js', [], { OUTPUT_DIR: 'report' });
  const parts = madeOf(all);
  expect(parts).toContain('src/run.ts');
  // To speak to Bitbucket, to read a policy and logs that are not SARIF, for `MODE=preview`.
  for (const name of ['undici', 'yaml', 'saxes', 'ajv', 'markdown-it']) expect(parts).not.toContain(name);
  expect(parts.filter((name) => name.startsWith('src/sandbox/'))).toEqual([]);
  expect(bytes(all)).toBeLessThan(800_000);
});

it.each([
  ['secretlint.js', 'one.txt', 180_000],
  ['flow.js', 'one.py', 320_000],
])('%s reads rules, and no YAML', (program, file, limit) => {
  const folder = join(dist, `job-of-${program}`);
  mkdirSync(folder);
  const job: ProgramJob = {
    root: repository.root,
    files: [file],
    rules: join(dist, 'rules'),
    sarif: join(folder, 'sarif'),
    report: join(folder, 'report'),
  };
  writeFileSync(join(folder, 'jobs'), JSON.stringify([job]));
  const { all } = loadedBy(program, [join(folder, 'jobs')], {});
  expect(all).toContain(join(dist, program));
  expect(madeOf(all)).not.toContain('yaml');
  expect(bytes(all)).toBeLessThan(limit);
});
