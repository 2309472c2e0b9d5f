import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A file with this content in a folder of its own, gone after the test. */
export function temporaryFile(content: string | Buffer, name = 'log.sarif'): string {
  const folder = mkdtempSync(join(tmpdir(), 'sarif-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** A log of one run by the tool `check`, with these results and further properties of the run. */
export function logOf(results: unknown, run: Record<string, unknown> = {}): Record<string, unknown> {
  return { version: '2.1.0', runs: [{ tool: { driver: { name: 'check' } }, ...run, results }] };
}
