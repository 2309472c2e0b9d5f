// One scanner alone, with nothing of the pipe around it: `node bench/scanner-alone.ts NAME FOLDER`; prints seconds.
import { mkdtempSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRunTool } from '../src/process/run-tool.ts';
import { createInstallation } from '../src/scanners/installation.ts';
import { scanners } from '../src/scanners/registry.ts';
import { toolPath } from '../test/e2e/bundle.ts';

const [name, root = '.', list = ''] = process.argv.slice(2);
const scanner = scanners.find((each) => each.name === name);
if (scanner === undefined) throw new Error(`there is no scanner ${name}`);
const { readFileSync } = await import('node:fs');
const files = readFileSync(list, 'utf8').split('\0').filter(Boolean);
const installation = createInstallation({
  root: resolve('dist'),
  programs: resolve('dist'),
  node: process.execPath,
  path: toolPath,
  repository: root,
});
const started = performance.now();
const { run } = await scanner.scan(
  { root, files: scanner.selects(files) },
  {
    runTool: createRunTool(installation.find('timeout')),
    workFolder: mkdtempSync(join(tmpdir(), 'bench-scanner-')),
    installation,
    timeoutSeconds: 600,
    signal: new AbortController().signal,
    parallelism: availableParallelism(),
  },
);
if (run.outcome !== 'ok') throw new Error(`${run.name} ${run.outcome}: ${run.detail}`);
console.log((performance.now() - started) / 1000);
