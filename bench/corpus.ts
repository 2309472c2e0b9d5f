import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { isLeftOut } from '../src/repository/left-out.ts';
import { SampleRepository } from '../test/repository/sample-repository.ts';
import packages from './packages.json' with { type: 'json' };

const cache = resolve('node_modules/.cache/bench');
/** So chosen that 20,000 files have about a million lines. */
const mostLines = 300;
/** Of so few lines, what is larger was written by a program. */
const mostBytes = 30_000;

/** A git repository with one commit of so many files of well-known packages, the same ones every time. */
export function corpusRepository(count: number): SampleRepository & { readonly lines: number } {
  const files = corpusFiles();
  if (files.length < count) throw new Error(`the packages have ${files.length} files only`);
  const chosen = files.slice(0, count);
  const repository = new SampleRepository(mkdtempSync(join(tmpdir(), 'bench-repository-')));
  for (const { path, from } of chosen) {
    const to = join(repository.root, path);
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
  }
  repository.commit({}, 'Everything');
  return Object.assign(repository, { lines: chosen.reduce((sum, { lines }) => sum + lines, 0) });
}

/** In an order that has nothing to do with what is in them, so that a part is like the whole. */
function corpusFiles(): readonly { readonly path: string; readonly from: string; readonly lines: number }[] {
  return Object.entries(packages)
    .flatMap(([name, integrity]) => {
      const folder = unpacked(name, integrity);
      const title = name.replace(/^@/, '').replace('/', '-').replace(/@.*$/, '');
      return readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((from) => ({ path: `${title}/${from.slice(folder.length + 1)}`, from }));
    })
    .filter(({ path }) => !isLeftOut(path))
    .filter(({ from }) => statSync(from).size <= mostBytes)
    .map((file) => ({ ...file, lines: linesOf(file.from), order: hashOf('sha1', file.path, 'hex') }))
    .filter(({ lines }) => lines <= mostLines)
    .sort((a, b) => (a.order < b.order ? -1 : 1));
}

/** The package's folder; downloaded once, and only as it was when its hash was taken. */
function unpacked(name: string, integrity: string): string {
  const folder = join(cache, name.replaceAll('/', '+'));
  if (existsSync(folder)) return folder;
  const work = `${folder}-${process.pid}`;
  mkdirSync(work, { recursive: true });
  const options = ['--silent', '--ignore-scripts', '--prefer-offline', '--pack-destination', work];
  execFileSync('npm', ['pack', ...options, name], { stdio: ['ignore', 'ignore', 'inherit'] });
  const archive = readdirSync(work).find((file) => file.endsWith('.tgz')) ?? '';
  const found = `sha512-${hashOf('sha512', readFileSync(join(work, archive)), 'base64')}`;
  if (found !== integrity) throw new Error(`${name} is not what it was: its hash is ${found}`);
  mkdirSync(join(work, 'content'));
  execFileSync('tar', ['xzf', join(work, archive), '-C', join(work, 'content'), '--strip-components', '1']);
  renameSync(join(work, 'content'), folder);
  return folder;
}

function linesOf(file: string): number {
  const bytes = readFileSync(file);
  let lines = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}

function hashOf(algorithm: string, data: string | Buffer, encoding: 'hex' | 'base64'): string {
  return createHash(algorithm).update(data).digest(encoding);
}
