import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shellcheck, shellcheckExtra } from '../../src/scanners/shellcheck.ts';
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
const scanWith = (installed: ReturnType<typeof installation>, scanner = shellcheck) =>
  scanner.scan(repository({ 'a.sh': '#!/bin/sh\n' }), scanContext({ installation: installed }));

describe('shellcheck', () => {
  const output = [
    comment('error', 1071),
    comment('error', 1072),
    comment('error', 1073),
    comment('error', 2148),
    comment('warning', 2114),
    comment('warning', 2046),
    comment('info', 2086),
    comment('style', 2181),
  ];
  it.each([
    [shellcheck, { SC1073: '3.0', SC2114: '7.5' }],
    [
      shellcheckExtra,
      { SC1071: '1.0', SC1072: '3.0', SC2148: '1.0', SC2046: '2.0', SC2086: '1.0', SC2181: '0.5' },
    ],
  ])('tells what is its, and none of it as bad as a hole', async (scanner, expected) => {
    const outcome = await scanWith(fake(JSON.stringify(output), 1), scanner);
    expect(outcome.run).toMatchObject({ outcome: 'ok', findings: Object.keys(expected).length });
    const rules = sarifRuns(outcome)[0]?.tool.driver.rules ?? [];
    expect(Object.fromEntries(rules.map((rule) => [rule.id, rule.properties['security-severity']]))).toEqual(
      expected,
    );
    expect(places(outcome)[0]).toMatch(/ a\.sh:2:/);
  });

  it.each([
    [shellcheck, '0.9.0', [['short.sh', 'long.sh']]],
    [shellcheck, '0.10.0', [['--extended-analysis=false', 'short.sh', 'long.sh']]],
    [shellcheckExtra, '0.9.0', [['short.sh', 'long.sh']]],
    [shellcheckExtra, '0.10.0', [['short.sh'], ['--extended-analysis=false', 'long.sh']]],
  ])(
    'follows data only for hints, and through no long scripts (case %#)',
    async (scanner, version, expected) => {
      const folder = temporaryFolder();
      writeTool(
        join(folder, 'shellcheck'),
        `case "$1" in --version) echo 'version: ${version}';; *) echo "$@" >> '${folder}/calls'; echo '[]';; esac`,
      );
      const target = repository({ 'short.sh': 'true\n', 'long.sh': 'true\n'.repeat(20_000) });
      await scanner.scan(
        target,
        scanContext({ installation: installation({ path: `${folder}:/usr/bin:/bin` }) }),
      );
      const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
      const kept = calls.map((call) => call.split(' ').filter((word) => /extended|\.sh/.test(word)));
      expect(kept.sort()).toEqual(expected.toSorted());
    },
  );

  it('gives an old version no script that would take all memory, and says so', async () => {
    const folder = temporaryFolder();
    writeTool(
      join(folder, 'shellcheck'),
      `case "$1" in --version) echo 'version: 0.9.0';; *) echo "$@" >> '${folder}/calls'; echo '[]';; esac`,
    );
    const target = repository({ 'short.sh': 'true\n', 'long.sh': 'true\n'.repeat(30_000) });
    const { run } = await shellcheck.scan(
      target,
      scanContext({ installation: installation({ path: `${folder}:/usr/bin:/bin` }) }),
    );
    expect(run).toMatchObject({
      outcome: 'failed',
      detail: expect.stringMatching(/long\.sh\. Install.* 0\.10/),
    });
    expect(readFileSync(join(folder, 'calls'), 'utf8')).toMatch(/ short\.sh\n$/);
  });

  it.each([
    [shellcheck, ['a.sh lib.sh', 'b.sh', 'test.sh', 'x.sh']],
    [shellcheckExtra, ['a.sh b.sh lib.sh test.sh x.sh']],
  ])('gives what others source a run of its own, except for hints (case %#)', async (scanner, expected) => {
    const folder = temporaryFolder();
    writeTool(
      join(folder, 'shellcheck'),
      `case "$1" in --version) echo 'version: 0.10.0';; *) while [ "$1" != -- ]; do shift; done; shift; echo "$@" >> '${folder}/calls'; echo '[]';; esac`,
    );
    const target = repository({
      'a.sh': '. "$(dirname "$0")/../b.sh" && source x.sh # and test.sh\n',
      'b.sh': 'true\n',
      'lib.sh': 'echo 1. item\n',
      'test.sh': 'true\n',
      'x.sh': 'true\n',
    });
    await scanner.scan(
      target,
      scanContext({ installation: installation({ path: `${folder}:/usr/bin:/bin` }) }),
    );
    const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
    expect(calls.toSorted()).toEqual(expected);
  });

  it('shares many scripts between two processes, and tells what both find in one order', async () => {
    const folder = temporaryFolder();
    const answer = `{"file":"'"$file"'","line":1,"endLine":1,"level":"error","code":1073,"message":"a"}`;
    // Each waits until another one has started.
    const start = `touch '${folder}'/started.$$; while [ "$(ls '${folder}' | grep -c started)" -lt 2 ]; do :; done`;
    writeTool(
      join(folder, 'shellcheck'),
      `case "$1" in --version) echo 'version: 0.10.0'; exit;; esac
${start}
while [ "$1" != -- ]; do shift; done; shift
printf '['; comma=; for file in "$@"; do printf '%s' "$comma"'${answer}'; comma=,; done; echo ']'; exit 1`,
    );
    const names = Array.from({ length: 100 }, (_, index) => `${index + 100}.sh`);
    const outcome = await shellcheck.scan(
      repository(Object.fromEntries(names.map((name) => [name, 'true\n']))),
      scanContext({ installation: installation({ path: `${folder}:/usr/bin:/bin` }) }),
    );
    expect(outcome.run).toMatchObject({ outcome: 'ok', findings: 100 });
    expect(places(outcome).map((place) => /\d+\.sh/.exec(place)?.[0])).toEqual(names);
  });

  it.each([
    ['an unknown exit code', '[]', 4, 'exit code 4'],
    ['no JSON', 'oh dear', 1, 'no list of comments'],
  ])('fails at %s', async (_, output, exitCode, detail) => {
    const { run } = await scanWith(fake(output, exitCode));
    expect(run).toMatchObject({ outcome: 'failed', detail: expect.stringContaining(detail) });
  });

  const program = '/usr/bin/shellcheck';
  if (!existsSync(program)) console.log(`skipped: the real ShellCheck, as ${program} is not there`);
  it.skipIf(!existsSync(program))('runs, whatever the tree configures', async () => {
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
