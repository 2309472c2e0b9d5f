import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shellcheck } from '../../src/scanners/shellcheck.ts';
import { writeTool } from './fake-tools.ts';
import { installation, places, repository, sarifRuns, scanContext, temporaryFolder } from './scan-setup.ts';

const comment = (level: string, code: number, line = 2) => ({
  ...{ file: 'a.sh', line, endLine: line, column: 1, endColumn: 2, level, code },
  message: `Something of the ${level} kind.`,
});

function fake(output: string, exitCode: number): ReturnType<typeof installation> {
  const folder = temporaryFolder();
  writeTool(join(folder, 'shellcheck'), `cat <<'END'\n${output}\nEND\nexit ${exitCode}`);
  return installation({ path: `${folder}:/usr/bin:/bin` });
}
const scanWith = (installed: ReturnType<typeof installation>) =>
  shellcheck.scan(repository({ 'a.sh': '#!/bin/sh\n' }), scanContext({ installation: installed }));

describe('shellcheck', () => {
  it('lets only errors count as high', async () => {
    const output = [
      comment('error', 1073),
      comment('warning', 2046),
      comment('info', 2086),
      comment('warning', 2115),
    ];
    const outcome = await scanWith(fake(JSON.stringify(output), 1));
    expect(outcome.run).toMatchObject({ outcome: 'ok', findings: 4 });
    const scores = sarifRuns(outcome)[0]?.tool.driver.rules.map(({ id, properties }) => [
      id,
      properties['security-severity'],
    ]);
    expect(scores).toEqual([
      ['SC1073', '7.0'],
      ['SC2046', '3.0'],
      ['SC2086', '1.0'],
      ['SC2115', '6.5'],
    ]);
    expect(places(outcome)).toContain('SC1073 a.sh:2:undefined');
  });

  it.each([
    ['an unknown exit code', '[]', 4, 'exit code 4'],
    ['no JSON', 'oh dear', 1, 'no list of comments'],
  ])('fails at %s', async (_, output, exitCode, detail) => {
    const { run } = await scanWith(fake(output, exitCode));
    expect(run).toMatchObject({ outcome: 'failed', detail: expect.stringContaining(detail) });
  });

  it.skipIf(!existsSync('/usr/bin/shellcheck'))('runs, whatever the tree configures', async () => {
    const target = repository({
      'bin/a b.sh': '#!/bin/bash\nif true; then\n  echo "$undefined_variable"\n',
      '.shellcheckrc': 'disable=all\n',
    });
    const files = shellcheck.selects(target.files);
    const outcome = await shellcheck.scan({ ...target, files }, scanContext());
    expect(outcome.run).toMatchObject({ outcome: 'ok', version: expect.stringMatching(/^\d/) });
    expect(places(outcome).some((place) => place.includes('bin/a b.sh'))).toBe(true);
  });
});
