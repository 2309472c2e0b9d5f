import { expect, it } from 'vitest';
import type { ToolRequest } from '../../../src/process/run-tool.ts';
import { createRunTool } from '../../../src/process/run-tool.ts';
import { flow } from '../../../src/scanners/flow.ts';
import { repository, scanContext } from '../scan-setup.ts';

it.each([
  ['Kotlin', { 'A.kt': 'fun a() {}\n', 'B.java': 'class B {}\n' }, true],
  ['no Kotlin', { 'B.java': 'class B {}\n' }, false],
])('a scan of %s has its grammar optimised or not', async (_name, files, isPlain) => {
  const requests: ToolRequest[] = [];
  const run = createRunTool('/usr/bin/timeout');
  const runTool = (request: ToolRequest) => {
    requests.push(request);
    return run(request);
  };
  await flow.scan(repository(files), scanContext({ runTool }));
  expect(requests.map(({ args }) => args.includes('--liftoff-only'))).toEqual([isPlain]);
});
