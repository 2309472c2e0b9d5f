// Small projects of real files, whose lines remember through every edit which lines they were.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { SourceTree } from '../../src/core/source-tree.ts';
import { normalisedLine } from '../../src/triage/normalised-text.ts';
import type { Random } from './random.ts';

/** A line and where it comes from: equal ids before and after are the same line. */
export interface Line {
  readonly text: string;
  readonly id: number;
}

export interface SourceFile {
  readonly path: string;
  readonly lines: readonly Line[];
  /** `\n` unless said. */
  readonly lineEnd?: '\r\n';
}

export interface Project {
  readonly files: readonly SourceFile[];
}

/** What an edit says of itself, for the truth. */
export interface History {
  /** As git would say: before to after. */
  readonly renames: Map<string, string>;
  /** Of lines that are copies: the id of the line that they were copied from. */
  readonly copies: Map<number, number>;
  /** Ids of lines, and of their copies, that nobody can tell apart. */
  readonly indistinguishable: Set<number>;
  /** Ids of lines that were joined into another one. */
  readonly joined: Map<number, number>;
  /** A number that no line has. */
  freshId(): number;
}

export function newHistory(): History {
  let last = 0;
  return {
    renames: new Map(),
    copies: new Map(),
    indistinguishable: new Set(),
    joined: new Map(),
    freshId: () => {
      last += 1;
      return last;
    },
  };
}

/** Packages that the lock file pins and that come as readable source: the corpus is the same wherever it is made. */
const packages = ['ajv', 'undici', 'yaml', 'markdown-it', 'pino', 'picomatch', 'ajv-formats', 'fast-check'];

/** Paths of their source files. */
export function sourcePool(root: string): readonly string[] {
  return globSync(`node_modules/{${packages.join(',')}}/**/*.{js,cjs,mjs,ts}`, { cwd: root })
    .filter(
      (name) =>
        !/\.min\.|\.d\.[cm]?ts$|node_modules\/.*node_modules\/|\/ajv\/lib\/|\/yaml\/browser\//.test(name),
    )
    .sort();
}

export function sampleProject(
  root: string,
  pool: readonly string[],
  random: Random,
  history: History,
): Project {
  const texts = new Map<string, readonly string[]>();
  while (texts.size < 12) {
    const lines = sampleLines(root, pool, random);
    texts.set(lines.join('\n'), lines);
  }
  return {
    files: [...texts.values()].map((lines, number) => ({
      path: `src/${random.pick(['core', 'lib', 'app/model', 'a b'])}/file-${number}.${random.pick(['js', 'ts'])}`,
      lines: lines.map((text) => ({ text, id: history.freshId() })),
    })),
  };
}

/** Lines of a file of middle size. */
export function sampleLines(root: string, pool: readonly string[], random: Random): readonly string[] {
  for (;;) {
    const lines = readFileSync(path.join(root, random.pick(pool)), 'utf8').split(/\r\n|\r|\n/);
    if (lines.length >= 40 && lines.length <= 900 && lines.every(({ length }) => length <= 300)) return lines;
  }
}

export function treeOf({ files }: Project): SourceTree {
  const byPath = new Map(files.map((file) => [file.path, file.lines.map(({ text }) => text)]));
  return { lines: (name) => Promise.resolve(byPath.get(name)) };
}

/** What git would compare: shares of equal lines decide what is called a rename. */
export function likeness(before: SourceFile, after: SourceFile): number {
  const counts = new Map<string, number>();
  for (const { text } of before.lines) {
    const line = normalisedLine(text);
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  let common = 0;
  for (const { text } of after.lines) {
    const left = counts.get(normalisedLine(text)) ?? 0;
    if (left > 0) {
      common += 1;
      counts.set(normalisedLine(text), left - 1);
    }
  }
  return common / Math.max(before.lines.length, after.lines.length, 1);
}
