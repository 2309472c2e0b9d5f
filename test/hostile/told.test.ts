import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { installBundle } from '../e2e/bundle.ts';
import { attempt, bad, forged } from './bypass.ts';
import { type HostileRun, vulnerable } from './hostile-pull-request.ts';

const main = installBundle();

const pipeline = (failOn: string) =>
  `pipelines:\n  default:\n    - step:\n        script:\n          - pipe: docker://codescan/code-scan-pipe:1.0.0@sha256:${'a'.repeat(64)}\n            variables:\n              FAIL_ON: ${failOn}\n`;

const policy =
  "customScanners:\n  - { name: own, command: tools/scan, arguments: ['{output}'], sarif: file }\n";

/** All that a pull request may have its reasons for, and that whoever reviews it must know. */
const change = {
  'ignored.js': vulnerable().replace(/^app/m, '// code-scan-ignore js-eval-injection: because\napp'),
  'own-comment.js': vulnerable('own').replace(/^app/m, '// ast-grep-ignore\napp'),
  'new.sh': '#!/bin/sh\n# shellcheck disable=SC2114\nrm -rf /usr\n',
  'vendor/new.js': vulnerable(),
  'dist/new.js': vulnerable(),
  'new.min.js': vulnerable(),
  'code-scan-report/new.js': vulnerable(),
  'pointer.js': `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 1\n`,
  'given.sarif': forged([], 'ShellCheck'),
  'tools/scan': `#!/bin/sh\necho '${forged([], 'own')}' > "$1"\n`,
  'bitbucket-pipelines.yml': pipeline('never'),
  '.code-scan.yml': `${policy}paths: { exclude: ['**'] }\n`,
  'test/new.js': vulnerable(),
  'src/new.spec.js': vulnerable(),
  'padded.js': `// ${'-'.repeat(60_000)}\n`,
  'tools/run': '#!/usr/bin/env perl\neval $ARGV[0];\n',
  'lib.jar': 'PK\u0003\u0004',
  'tools/helper': Buffer.from('\x7fELF\x02\x01', 'latin1'),
  'turned.js': '/* \u202e } \u2066if (isAdmin)\u2069 \u2066 begin */\n',
  'return.py': 'import os\n# harmless\ros.system(input())\n',
  'Coded.java': 'class Coded {\n  // \\u000a static { run(); }\n}\n',
};

/** By the warning's code, what it says. */
const told: readonly (readonly [what: string, code: string, says: RegExp])[] = [
  ['a comment that suppresses', 'suppressed-by-change', /js-eval-injection in ignored\.js/],
  ['a scanner’s own comment', 'suppressed-by-change', /js-eval-injection in own-comment\.js/],
  ['another tool’s comment', 'switched-off-by-change', /new\.sh:2 \(# shellcheck disable=SC2114\)/],
  ['code in folders that are left out', 'change-not-scanned', /^4 files .*dist\/new\.js.*vendor\/new\.js/s],
  [
    'lines that no scanner follows',
    'change-not-scanned',
    /^flow could not look through 1 file .*padded\.js/m,
  ],
  [
    'programs, links, and scripts in languages without a rule',
    'change-not-scanned',
    /what no scanner reads: lib\.jar \(a program\), linked\.js \(a symbolic link\), tools\/helper \(a program\), tools\/run \(a script /,
  ],
  [
    'text that runs other than it reads',
    'misleading-text',
    /^3 lines .*Coded\.java:2 \(writes .*\), return\.py:2 \(has a line end .*\), turned\.js:1 \(turns/,
  ],
  ['code in Git LFS and in a submodule', 'change-not-scanned', /Git LFS or a submodule.*pointer\.js, module/],
  ['a SARIF log of its own', 'input-in-change', /given\.sarif \(SARIF_FILES\)/],
  ['another program as a scanner', 'input-in-change', /tools\/scan \(scanner own\)/],
  ['other settings of its pipeline', 'pipeline-changed', /no more “FAIL_ON: high”, now “FAIL_ON: never”/],
  ['another policy', 'policy-changed', /has no effect on its own run/],
];

describe('a pull request passes, but it is told, with', () => {
  let run: HostileRun;

  beforeAll(async () => {
    run = await attempt(main, {
      before: {
        'bitbucket-pipelines.yml': pipeline('high'),
        '.code-scan.yml': policy,
        'tools/scan': '#!/bin/sh\nexit 1\n',
      },
      change,
      environment: { SARIF_FILES: 'given.sarif' },
      besides: (repository, destination) => {
        repository.git('update-index', '--chmod=+x', 'tools/scan');
        symlinkSync('tools/run', join(repository.root, 'linked.js'));
        repository.git('add', 'linked.js');
        repository.git('update-index', '--add', '--cacheinfo', `160000,${destination},module`);
        repository.git('commit', '--quiet', '--message', 'more');
        repository.git('checkout', '--', 'tools/scan');
      },
    });
  }, 60_000);

  it.each(told)('%s', (_, code, says) => {
    const messages = run.report?.warnings.filter((warning) => warning.code === code);
    expect(messages?.map(({ message }) => message).join('\n'), run.log).toMatch(says);
    expect(run.log).toContain(`#markdown-header-${code}`);
    expect(run.texts['report.md']).toContain('To know');
  });

  it('code among tests, in the list of scanners', () => {
    expect(run.texts['report.md']).toMatch(/^- `ast-grep` .*: passes over 2 files of tests$/m);
  });

  it('no finding that counts', () => {
    expect(run.exitCode, run.log).toBe(0);
    expect(run.report?.findings.map(({ disposition }) => disposition)).toEqual(
      expect.arrayContaining(['suppressed', 'suppressed']),
    );
  });
});

describe('what an earlier step did to the pull request’s files is told:', () => {
  it.each([
    ['it wrote over one', 'harmless();\n'],
    ['it removed one', undefined],
  ])('%s', async (_, text) => {
    const run = await attempt(main, {
      change: bad,
      besides: (repository) =>
        text === undefined ? repository.remove('new.js') : repository.write('new.js', text),
    });
    expect(run.report?.warnings).toContainEqual({
      code: 'changed-before-scan',
      message: expect.stringMatching(/^1 file of the pull request .*new\.js$/),
    });
  });

  it('but not that it made one executable, which `chmod +x` and `chmod -R` in a step do', async () => {
    const run = await attempt(main, {
      change: bad,
      besides: (repository) => chmodSync(join(repository.root, 'new.js'), 0o777),
    });
    expect(run.report?.warnings).toEqual([]);
  });
});
