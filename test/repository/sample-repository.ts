import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRunTool } from '../../src/process/run-tool.ts';
import { type Checkout, openCheckout } from '../../src/repository/checkout.ts';
import type { Git } from '../../src/repository/git.ts';
import { findOrigin } from '../../src/repository/origin.ts';

/** A real git repository in a temporary folder. */
export class SampleRepository {
  readonly root: string;

  constructor(root = mkdtempSync(join(tmpdir(), 'sample-'))) {
    this.root = root;
    mkdirSync(root, { recursive: true });
    this.git('init', '--quiet', '--initial-branch=main');
    this.git('config', 'user.name', 'A Developer');
    this.git('config', 'user.email', 'developer@example.com');
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', args, {
      cwd: this.root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_SYSTEM: '/dev/null',
        GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
        GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
      },
    }).trim();
  }

  write(path: string, text: string | Buffer): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  remove(path: string): void {
    rmSync(join(this.root, path));
  }

  /** Writes files, commits everything and returns the commit's hash. */
  commit(files: Readonly<Record<string, string | Buffer>>, message = 'change'): string {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', message);
    return this.git('rev-parse', 'HEAD');
  }

  async open(): Promise<Checkout & { readonly git: Git }> {
    const checkout = await openCheckout({
      folder: this.root,
      workFolder: mkdtempSync(join(tmpdir(), 'work-')),
      gitProgram: '/usr/bin/git',
      path: '/usr/bin:/bin',
      runTool: createRunTool('/usr/bin/timeout'),
      signal: new AbortController().signal,
      findOrigin: (gitDir) => findOrigin(gitDir, { insidePipe: false, inPipelines: false }, {}),
    });
    if (checkout.git === undefined) throw new Error('no git');
    return { ...checkout, git: checkout.git };
  }
}

/** `n` numbered lines, with some replaced. */
export function lines(n: number, replaced: Readonly<Record<number, string>> = {}): string {
  return Array.from({ length: n }, (_, index) => `${replaced[index + 1] ?? `line ${index + 1}`}\n`).join('');
}
