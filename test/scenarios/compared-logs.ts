import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../../src/run.ts';
import { worldOf } from '../run/world-of.ts';

/** Compares `candidate.sarif` of a folder with its `baseline.sarif` in a whole run; resolves with `report.json`. */
export async function comparedLogs(root: string): Promise<unknown> {
  const { world } = worldOf({
    PATH: '/usr/bin:/bin',
    MODE: 'publish',
    SARIF_FILES: 'candidate.sarif',
    BASELINE: 'baseline.sarif',
    PUBLISH: 'none',
  });
  await run({ ...world, cwd: root, folder: resolve('.'), temporaryFolder: tmpdir() });
  return JSON.parse(readFileSync(join(root, 'code-scan-report/report.json'), 'utf8'));
}
