import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ruleFolders, writeAstGrepConfig } from '../src/scanners/ast-grep-config.ts';
import { ruleFolderHasFiles } from '../src/scanners/ast-grep-languages.ts';
import { createInstallation } from '../src/scanners/installation.ts';
import { toolPath } from '../test/e2e/bundle.ts';

/**
 * Seconds that ast-grep takes over a folder as somebody starts it who has no pipe: once, with the same rules, on all
 * files, with as many threads as it likes.
 */
export async function astGrepAlone(root: string, files: readonly string[]): Promise<number> {
  const dist = resolve('dist');
  const installation = createInstallation({
    root: dist,
    programs: dist,
    node: process.execPath,
    path: toolPath,
    repository: root,
  });
  const folders = await ruleFolders(join(dist, 'rules'), 'usual');
  const config = await writeAstGrepConfig(
    { installation, workFolder: mkdtempSync(join(tmpdir(), 'bench-scanner-')) },
    { folders: new Set(folders.filter(ruleFolderHasFiles(files))), rules: new Map() },
    files,
  );
  const program = installation.find('ast-grep');
  if (program === undefined) throw new Error('ast-grep is not installed: npm ci');
  const started = performance.now();
  const { status, stderr } = spawnSync(program, ['scan', '--config', config, '--json=stream', '.'], {
    cwd: root,
    maxBuffer: 1 << 28,
  });
  // 1 means that a rule of severity `error` matched.
  if (status !== 0 && status !== 1) throw new Error(`ast-grep: ${stderr.toString()}`);
  return (performance.now() - started) / 1000;
}
