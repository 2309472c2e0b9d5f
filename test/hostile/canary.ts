import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vulnerable } from './hostile-pull-request.ts';

const long = { ago: new Date('2001-01-01T00:00:00Z'), since: new Date('2002-01-01T00:00:00Z') };

/**
 * A folder outside of every repository, and programs that leave a mark when they are run. What a hostile repository
 * lures the pipe into shows here: a mark, a file that was changed, read, or whose text turns up somewhere.
 */
export class Canary {
  /** Outside of the repository; what links and paths of it lead to. */
  readonly outside = mkdtempSync(join(tmpdir(), 'outside-'));
  /** Stands in every file there. */
  readonly word = `canary${Math.random().toString(36).slice(2)}`;
  readonly #marks = mkdtempSync(join(tmpdir(), 'marks-'));
  readonly #before: ReadonlyMap<string, string>;
  readonly #seesReads: boolean;

  constructor() {
    const files = {
      'code.js': `// ${this.word}\n${vulnerable()}`,
      'policy.yml': `# ${this.word}\nsuppressions:\n  - rule: '*'\n    reason: ${this.word}\n`,
      'log.sarif': JSON.stringify({ version: '2.1.0', runs: [], properties: { word: this.word } }),
      'victim.txt': this.word,
      'folder/secret.txt': `password = "${this.word}7Q!x"\n`,
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(this.outside, name, '..'), { recursive: true });
      writeFileSync(join(this.outside, name), text);
    }
    this.#before = this.#texts();
    this.#seesReads = this.#touchAll();
  }

  /** A shell command that leaves a mark of this name. */
  command(name: string): string {
    return `touch '${join(this.#marks, name)}'`;
  }

  /** An executable that leaves a mark of this name and passes its input on, as filters do. */
  program(name: string): string {
    const path = join(this.#marks, `program-${name}`);
    writeFileSync(path, `#!/bin/sh\n${this.command(name)}\nexec cat\n`);
    chmodSync(path, 0o755);
    return path;
  }

  /** Forgets what happened so far: to set a trap runs programs too. */
  reset(): void {
    for (const name of this.ran()) rmSync(join(this.#marks, name));
    this.#touchAll();
  }

  /** The names of what was run. */
  ran(): readonly string[] {
    return readdirSync(this.#marks).filter((name) => !name.startsWith('program-'));
  }

  /** Everything that happened outside, or of what is there in one of the texts; empty where all is well. */
  problems(texts: Readonly<Record<string, string>> = {}): readonly string[] {
    const read = this.#seesReads ? [...this.#before.keys()].filter((path) => this.#wasRead(path)) : [];
    const now = this.#texts();
    this.#touchAll();
    return [
      ...this.ran().map((name) => `${name} was run`),
      ...read.map((path) => `${path} was read`),
      ...[...now.keys()].filter((path) => !this.#before.has(path)).map((path) => `${path} is new`),
      ...[...this.#before]
        .filter(([path, text]) => now.get(path) !== text)
        .map(([path]) => `${path} changed`),
      ...Object.entries(texts)
        .filter(([, text]) => text.includes(this.word))
        .map(([name]) => `${name} repeats what is outside`),
    ];
  }

  #texts(): ReadonlyMap<string, string> {
    const files = readdirSync(this.outside, { recursive: true, withFileTypes: true });
    return new Map(
      files
        .filter((file) => file.isFile())
        .map((file) => join(file.parentPath, file.name))
        .map((path) => [path, readFileSync(path, 'utf8')]),
    );
  }

  #wasRead(path: string): boolean {
    return existsSync(path) && statSync(path).atimeMs > long.since.getTime();
  }

  /** True where the file system notes reads: with `relatime` it does for a file last read before it was changed. */
  #touchAll(): boolean {
    const probe = join(this.#marks, 'program-probe');
    writeFileSync(probe, 'x');
    for (const path of [probe, ...this.#texts().keys()]) utimesSync(path, long.ago, long.since);
    readFileSync(probe);
    return this.#wasRead(probe);
  }
}
