import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lines, SampleRepository } from '../repository/sample-repository.ts';
import { installBundle, type ReportJson, readReport, runBundle } from './bundle.ts';
import { type ResultOf, sarifLog } from './sarif-log.ts';

const main = installBundle();

/** A branch that changes line 3 of `a.txt`, adds `new.txt`, renames `old.txt` and deletes `gone.txt`. */
function branch(): { readonly repository: SampleRepository; readonly environment: Record<string, string> } {
  const repository = new SampleRepository();
  const destination = repository.commit({
    'a.txt': lines(10),
    'b.txt': lines(10),
    'old.txt': lines(40),
    'gone.txt': lines(3),
  });
  repository.git('checkout', '--quiet', '-b', 'feature');
  repository.git('mv', 'old.txt', 'renamed.txt');
  repository.remove('gone.txt');
  const commit = repository.commit({ 'a.txt': lines(10, { 3: 'changed' }), 'new.txt': lines(5) });
  return {
    repository,
    environment: {
      BITBUCKET_WORKSPACE: 'example',
      BITBUCKET_REPO_SLUG: 'shop',
      BITBUCKET_COMMIT: commit,
      BITBUCKET_BRANCH: 'feature',
      BITBUCKET_PR_ID: '3',
      BITBUCKET_PR_DESTINATION_BRANCH: 'main',
      BITBUCKET_PR_DESTINATION_COMMIT: destination,
      MODE: 'publish',
      SARIF_FILES: 'in.sarif',
    },
  };
}

async function publish(
  results: readonly ResultOf[],
  more: Readonly<Record<string, string>> = {},
  run: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly exitCode: number | null; readonly log: string; readonly report: ReportJson }> {
  const { repository, environment } = branch();
  repository.write('in.sarif', sarifLog(results, run));
  const { exitCode, log } = await runBundle(main, repository.root, { ...environment, ...more });
  return { exitCode, log, report: readReport(repository.root) };
}

const only = ({ findings }: ReportJson) =>
  findings.map(({ path, startLine, disposition }) => [path, startLine, disposition]);

describe('MODE=publish', () => {
  it('counts as new what lies on changed lines', async () => {
    const { exitCode, report } = await publish([
      { path: 'a.txt', line: 3 },
      { path: 'a.txt', line: 4 },
      { path: 'b.txt', line: 1 },
      { path: 'new.txt', line: 5 },
      { path: 'renamed.txt', line: 1 },
    ]);
    expect(report.baseline.kind).toBe('changed-lines');
    expect(only(report).sort()).toEqual([
      ['a.txt', 3, 'active'],
      ['a.txt', 4, 'outside-change'],
      ['b.txt', 1, 'outside-change'],
      ['new.txt', 5, 'active'],
      ['renamed.txt', 1, 'outside-change'],
    ]);
    expect(exitCode).toBe(1);
  });

  it.each([
    ['high', 'error', 1],
    ['high', 'warning', 0],
    ['medium', 'warning', 1],
    ['low', 'note', 1],
    ['critical', 'error', 0],
    ['never', 'error', 0],
  ] as const)('FAIL_ON=%s and a result of level %s ends with %i', async (failOn, level, exitCode) => {
    expect((await publish([{ path: 'a.txt', line: 3, level }], { FAIL_ON: failOn })).exitCode).toBe(exitCode);
  });

  it.each([
    ['9.0', 'critical'],
    ['8.9', 'high'],
    ['7.0', 'high'],
    ['6.9', 'medium'],
    ['4.0', 'medium'],
    ['3.9', 'low'],
    ['0.0', 'low'],
  ])('security-severity %s is %s', async (score, severity) => {
    const rules = [{ id: 'rule', properties: { 'security-severity': score, tags: ['external/cwe/cwe-79'] } }];
    const { report } = await publish(
      [{ path: 'a.txt', line: 3, level: 'note' }],
      {},
      {
        tool: { driver: { name: 'other-tool', rules } },
      },
    );
    expect(report.findings).toMatchObject([{ severity, cwe: [79], category: 'vulnerability' }]);
  });

  it('GATE_SCOPE=all counts what the change did not touch', async () => {
    const old = [{ path: 'b.txt', line: 1 }];
    expect((await publish(old)).exitCode).toBe(0);
    expect((await publish(old, { GATE_SCOPE: 'all' })).exitCode).toBe(1);
  });

  it('BASELINE=none takes everything for new', async () => {
    const { report } = await publish([{ path: 'b.txt', line: 1 }], { BASELINE: 'none' });
    expect(report).toMatchObject({ baseline: { kind: 'none' }, counts: { new: 1 }, verdict: 'failed' });
  });

  it('counts equal results once, and equal text in two places twice', async () => {
    const twice = { path: 'a.txt', line: 3 };
    const { report } = await publish([
      twice,
      twice,
      { path: 'new.txt', line: 1, message: 'rule here' },
      { path: 'new.txt', line: 2, message: 'rule here' },
    ]);
    expect(report.findings).toHaveLength(3);
    expect(new Set(report.findings.map(({ fingerprint }) => fingerprint)).size).toBe(3);
  });

  it('takes fail, open and review for findings, and not what is absent', async () => {
    const at = (kind: string) => ({ path: 'a.txt', line: 3, message: kind, more: { kind } });
    const { report } = await publish([
      ...['fail', 'open', 'review', 'pass', 'notApplicable', 'informational'].map(at),
      { path: 'a.txt', line: 3, message: 'absent', more: { baselineState: 'absent' } },
      { path: 'a.txt', line: 3, message: 'unchanged', more: { baselineState: 'unchanged' } },
    ]);
    expect(report.findings.map(({ message }) => message).sort()).toEqual([
      'fail',
      'open',
      'review',
      'unchanged',
    ]);
  });

  it('does not gate on what the SARIF suppresses, and says so', async () => {
    const suppressions = [{ kind: 'external', status: 'accepted', justification: 'known' }];
    const { exitCode, report } = await publish([{ path: 'a.txt', line: 3, more: { suppressions } }]);
    expect(exitCode).toBe(0);
    expect(report.findings).toMatchObject([
      { disposition: 'suppressed', reason: expect.stringContaining('known') },
    ]);
    expect(report.counts['suppressed']).toBe(1);
  });

  it('keeps a result whose path leaves the repository, without the path', async () => {
    const { repository, environment } = branch();
    symlinkSync('/etc', join(repository.root, 'link'));
    repository.write(
      'in.sarif',
      sarifLog(
        ['../outside.js', '/etc/passwd', 'link/passwd', 'a/../../b.js', 'file:///nowhere/x.js'].map(
          (path) => ({ path, line: 1, message: path }),
        ),
      ),
    );
    await runBundle(main, repository.root, environment);
    const report = readReport(repository.root);
    expect(report.findings).toHaveLength(5);
    expect(
      report.findings.every(({ path, startLine }) => path === undefined && startLine === undefined),
    ).toBe(true);
    expect(report.warnings.length).toBeGreaterThan(0);
  });

  it.each([
    ['.\\sub\\x y.txt', 'sub/x y.txt'],
    ['sub/x%20y.txt', 'sub/x y.txt'],
    ['sub/x y.txt', 'sub/x y.txt'],
    ['/home/ci/agent/7/sub/x y.txt', 'sub/x y.txt'],
    ['file:///C:/agent/sub/x%20y.txt', 'sub/x y.txt'],
  ])('reads the path %s as %s', async (uri, path) => {
    const { repository, environment } = branch();
    const commit = repository.commit({ 'sub/x y.txt': 'one\ntwo\nthree\n' });
    repository.write('in.sarif', sarifLog([{ path: uri, line: 2 }]));
    await runBundle(main, repository.root, { ...environment, BITBUCKET_COMMIT: commit });
    expect(readReport(repository.root).findings).toMatchObject([
      { path, startLine: 2, disposition: 'active' },
    ]);
  });

  it.each([
    ['no JSON', '{'],
    ['no SARIF', '{"a": 1}'],
    ['another version', '{"version": "1.0.0", "runs": []}'],
    ['broken off', sarifLog([{ path: 'a.txt', line: 3 }]).slice(0, -20)],
  ])('is incomplete with a file that is %s, and counts the others', async (_, text) => {
    const { repository, environment } = branch();
    repository.write('bad.sarif', text);
    repository.write('good.sarif', sarifLog([{ rule: 'good', path: 'a.txt', line: 3 }]));
    const { exitCode } = await runBundle(main, repository.root, { ...environment, SARIF_FILES: '*.sarif' });
    const report = readReport(repository.root);
    expect(exitCode).toBe(3);
    expect(report.verdict).toBe('incomplete');
    expect(report.findings.some(({ rule }) => rule === 'good')).toBe(true);
    expect(report.warnings.some(({ message }) => message.includes('bad.sarif'))).toBe(true);
  });

  it('is incomplete where an invocation failed, and clean without results', async () => {
    const failed = { invocations: [{ executionSuccessful: false }] };
    const { exitCode, log } = await publish([], {}, failed);
    expect(exitCode).toBe(3);
    expect(log).toContain('in.sarif: an invocation says executionSuccessful: false');
    expect((await publish([], {}, { results: null })).exitCode).toBe(0);
  });

  it.each([
    { MODE: 'publish', SARIF_FILES: '' },
    { SCANNERS: 'no-such-scanner', MODE: 'scan' },
    { BASELINE: 'no-such-file.sarif' },
    { CONFIG_FILE: 'no-such-policy.yml' },
    { BITBUCKET_PR_ID: 'x' },
    { BITBUCKET_ACCESS_TOKEN: 'a-token', BITBUCKET_EMAIL: 'a@b.c', BITBUCKET_API_TOKEN: 'another' },
    { BITBUCKET_EMAIL: 'a@b.c' },
    { BITBUCKET_USERNAME: 'ada', BITBUCKET_APP_PASSWORD: 'old' },
    { BITBUCKET_API_URL: 'http://example.com/2.0' },
  ])('says what is wrong with %j, and writes no report', async (wrong) => {
    const { repository, environment } = branch();
    repository.write('in.sarif', sarifLog([]));
    const { exitCode, log } = await runBundle(main, repository.root, { ...environment, ...wrong } as Record<
      string,
      string
    >);
    expect(exitCode, log).toBe(2);
    expect(log).toMatch(/^error\s+the configuration has/m);
    expect(log).not.toMatch(/\n\s+at /);
    expect(existsSync(join(repository.root, 'code-scan-report/report.json'))).toBe(false);
  });

  it.each(['a.txt', 'a.txt/reports'])(
    'calls OUTPUT_DIR=%s, which is a file, a configuration error',
    async (folder) => {
      const { repository, environment } = branch();
      repository.write('in.sarif', sarifLog([]));
      const { exitCode, log } = await runBundle(main, repository.root, {
        ...environment,
        OUTPUT_DIR: folder,
      });
      expect(log).toContain('accepted: a folder');
      expect(exitCode).toBe(2);
    },
  );

  it.each(['report.json/x', 'baseline.sarif/x', 'test-results'])(
    'calls what stands in the way of a report (%s) a configuration error, and leaves it',
    async (path) => {
      const { repository, environment } = branch();
      repository.write('in.sarif', sarifLog([]));
      repository.write(`out/${path}`, 'mine');
      const { exitCode, log } = await runBundle(main, repository.root, { ...environment, OUTPUT_DIR: 'out' });
      expect(log).toMatch(/OUTPUT_DIR: .*out\/(report\.json|baseline\.sarif|test-results)\b.* is a f/);
      expect(exitCode).toBe(2);
      expect(readFileSync(join(repository.root, 'out', path), 'utf8')).toBe('mine');
    },
  );

  it('writes where OUTPUT_DIR says', async () => {
    const { repository, environment } = branch();
    repository.write('in.sarif', sarifLog([]));
    await runBundle(main, repository.root, { ...environment, OUTPUT_DIR: 'out/here' });
    expect(readReport(repository.root, 'out/here').verdict).toBe('passed');
    for (const name of ['report.sarif', 'report.md', 'report.html', 'junit.xml']) {
      expect(existsSync(join(repository.root, 'out/here', name)), name).toBe(true);
    }
  });

  it('takes results without a place, and with a file only', async () => {
    const { report } = await publish([
      { message: 'nowhere' },
      { path: 'a.txt', message: 'in a changed file' },
      { path: 'b.txt', message: 'in another file' },
    ]);
    expect(
      Object.fromEntries(report.findings.map(({ message, disposition }) => [message, disposition])),
    ).toEqual({
      nowhere: 'active',
      'in a changed file': 'active',
      'in another file': 'outside-change',
    });
  });
});

describe('BASELINE with a file', () => {
  it('matches one to one, over shifts and renames, and tells what is fixed', async () => {
    const { repository, environment } = branch();
    repository.write(
      'base.sarif',
      sarifLog([
        { rule: 'stays', path: 'a.txt', line: 7 },
        { rule: 'renamed', path: 'old.txt', line: 20 },
        { rule: 'mended', path: 'a.txt', line: 9 },
      ]),
    );
    repository.write(
      'in.sarif',
      sarifLog([
        { rule: 'stays', path: 'a.txt', line: 7 },
        { rule: 'renamed', path: 'renamed.txt', line: 20 },
        { rule: 'fresh', path: 'b.txt', line: 2 },
      ]),
    );
    const { exitCode } = await runBundle(main, repository.root, { ...environment, BASELINE: 'base.sarif' });
    const report = readReport(repository.root);
    expect(report.baseline.kind).toBe('sarif');
    expect(Object.fromEntries(report.findings.map(({ rule, disposition }) => [rule, disposition]))).toEqual({
      stays: 'baselined',
      renamed: 'baselined',
      fresh: 'active',
    });
    expect(report.fixed.map(({ rule }) => rule)).toEqual(['mended']);
    expect(exitCode).toBe(1);
  });

  it('that is no SARIF is a configuration error', async () => {
    const { repository, environment } = branch();
    repository.write('in.sarif', sarifLog([]));
    repository.write('base.sarif', 'nothing');
    const { exitCode } = await runBundle(main, repository.root, { ...environment, BASELINE: 'base.sarif' });
    expect(exitCode).toBe(2);
  });
});

describe('the policy', () => {
  it('of the destination decides, and a pull request cannot lower its own gate', async () => {
    const { repository, environment } = branch();
    repository.write('in.sarif', sarifLog([{ path: 'a.txt', line: 3 }]));
    const commit = repository.commit({
      '.code-scan.yml': 'suppressions:\n  - rule: rule\n    reason: I say so\n',
      'in.sarif': sarifLog([{ path: 'a.txt', line: 3 }]),
    });
    const { exitCode, log } = await runBundle(main, repository.root, {
      ...environment,
      BITBUCKET_COMMIT: commit,
    });
    const report = readReport(repository.root);
    expect(exitCode).toBe(1);
    expect(report.warnings.map(({ code }) => code)).toContain('policy-changed');
    expect(log).toContain('.code-scan.yml');
  });

  it('brings scanners of its own, and thresholds', async () => {
    const repository = new SampleRepository();
    repository.commit({
      '.code-scan.yml': [
        'customScanners:',
        '  - name: words',
        '    command: tools/words.sh',
        "    arguments: ['{output}']",
        '    sarif: file',
        'scanners: { ast-grep: false, secretlint: false }',
        'thresholds:',
        '  - { minimumSeverity: medium, atMost: 0 }',
        '',
      ].join('\n'),
      'tools/words.sh': `#!/bin/sh\ncat > "$1" <<'E'\n${sarifLog([{ rule: 'word', level: 'warning', path: 'a.txt', line: 2 }])}\nE\n`,
      'a.txt': lines(1),
    });
    repository.git('update-index', '--chmod=+x', 'tools/words.sh');
    chmodSync(join(repository.root, 'tools/words.sh'), 0o755);
    repository.git('commit', '--quiet', '--amend', '--no-edit');
    const base = repository.git('rev-parse', 'HEAD');
    repository.git('checkout', '--quiet', '-b', 'feature');
    const commit = repository.commit({ 'a.txt': 'changed\nchanged too\n' });
    const { environment } = branch();
    const { exitCode, log } = await runBundle(main, repository.root, {
      ...environment,
      MODE: 'scan',
      SARIF_FILES: '',
      BASELINE: 'changed-lines',
      BITBUCKET_COMMIT: commit,
      BITBUCKET_PR_DESTINATION_COMMIT: base,
    });
    expect(exitCode, log).toBe(1);
    expect(readReport(repository.root).findings).toMatchObject([{ rule: 'word', disposition: 'active' }]);
    expect(log).toMatch(/at most 0 allowed by the policy/);
  });

  it('that is no policy on the destination is a configuration error with its line', async () => {
    const repository = new SampleRepository();
    const destination = repository.commit({
      '.code-scan.yml': 'scanners:\n  - 1\nnonsense: true\n',
      'a.txt': lines(3),
    });
    repository.git('checkout', '--quiet', '-b', 'feature');
    const commit = repository.commit({ 'a.txt': lines(4), 'in.sarif': sarifLog([]) });
    const { environment } = branch();
    const { exitCode, log } = await runBundle(main, repository.root, {
      ...environment,
      BITBUCKET_COMMIT: commit,
      BITBUCKET_PR_DESTINATION_COMMIT: destination,
    });
    expect(exitCode).toBe(2);
    expect(log).toMatch(/\.code-scan\.yml.*:\d+:\d+/);
  });
});

describe('MODE=collect and then MODE=publish', { timeout: 120_000 }, () => {
  /** One of our rules finds the same in `a.py`, which stays, and in `n.py`, which is new; ESLint's file tells of both. */
  function collected() {
    const source = 'import requests\n\nrequests.get("https://example.org", verify=False)\n';
    const repository = new SampleRepository();
    const others = Array.from({ length: 8 }, (_, index) => [`b${index}.py`, 'x = 1\n']);
    const destination = repository.commit({ ...Object.fromEntries(others), 'a.py': source });
    repository.git('checkout', '--quiet', '-b', 'feature');
    const commit = repository.commit({ 'n.py': source });
    repository.write(
      'other.sarif',
      sarifLog([
        { rule: 'other', path: 'a.py', line: 1 },
        { rule: 'other', path: 'n.py', line: 1 },
      ]),
    );
    const environment = {
      ...branch().environment,
      BITBUCKET_COMMIT: commit,
      BITBUCKET_PR_DESTINATION_COMMIT: destination,
      SCANNERS: 'ast-grep',
    };
    const run = async (more: Readonly<Record<string, string>>) => {
      const { exitCode, log } = await runBundle(main, repository.root, { ...environment, ...more });
      const report = readReport(repository.root, more['OUTPUT_DIR']);
      return { exitCode, log, ofOld: report.findings.filter(({ path }) => path === 'a.py'), report };
    };
    return { repository, run };
  }
  const dispositions = (findings: ReportJson['findings']) =>
    findings.map(({ disposition }) => disposition).sort();

  it('judges what other tools found as a scan would: the baseline does not speak for them', async () => {
    const { run } = collected();
    const scanned = await run({ MODE: 'scan', SARIF_FILES: 'other.sarif', OUTPUT_DIR: 'scan' });
    await run({ MODE: 'collect', SARIF_FILES: 'other.sarif', OUTPUT_DIR: 'part' });
    await run({ MODE: 'collect', SARIF_FILES: '', OUTPUT_DIR: 'own' });
    const together = await run({ SARIF_FILES: 'part/report.sarif', OUTPUT_DIR: 'out' });
    const beside = await run({ SARIF_FILES: 'own/report.sarif,other.sarif', OUTPUT_DIR: 'out' });
    expect(dispositions(scanned.ofOld)).toEqual(['baselined', 'outside-change']);
    expect(dispositions(together.ofOld)).toEqual(['baselined', 'outside-change']);
    expect(dispositions(beside.ofOld)).toEqual(['baselined', 'outside-change']);
  });

  it('lets changed lines decide where the merge base was not scanned', async () => {
    const { run } = collected();
    await run({ MODE: 'collect', SARIF_FILES: '', BASELINE: 'changed-lines', OUTPUT_DIR: 'part' });
    const { report, ofOld } = await run({ SARIF_FILES: 'part/report.sarif', OUTPUT_DIR: 'out' });
    expect(report.baseline.kind).toBe('changed-lines');
    expect(dispositions(ofOld)).toEqual(['outside-change']);
  });

  it('is incomplete where one of the baselines got lost; without any, changed lines decide', async () => {
    const { repository, run } = collected();
    for (const index of [0, 1]) {
      await run({ MODE: 'collect', SARIF_FILES: '', SHARD: `${index}/2`, OUTPUT_DIR: `part/${index}` });
    }
    repository.remove('part/0/baseline.sarif');
    const lost = await run({ SARIF_FILES: 'part/*/report.sarif', OUTPUT_DIR: 'out' });
    expect(lost.exitCode).toBe(3);
    expect(lost.log).toContain('baseline.sarif is missing');
    repository.remove('part/1/baseline.sarif');
    const none = await run({ SARIF_FILES: 'part/*/report.sarif', OUTPUT_DIR: 'out' });
    expect([none.exitCode, none.report.baseline.kind]).toEqual([1, 'changed-lines']);
  });
});

describe('shards', { timeout: 120_000 }, () => {
  it('merged are one full run', async () => {
    const source = (name: string) =>
      `import os\n\ndef ${name}(request):\n    os.system("ls " + request.args["x"])\n`;
    const repository = new SampleRepository();
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`m${index}.py`, source(`f${index}`)]),
    );
    const destination = repository.commit(files);
    repository.git('checkout', '--quiet', '-b', 'feature');
    const commit = repository.commit({ 'm1.py': `${source('f1')}\n${source('g1')}`, 'n.py': source('n') });
    const environment = {
      ...branch().environment,
      BITBUCKET_COMMIT: commit,
      BITBUCKET_PR_DESTINATION_COMMIT: destination,
      SARIF_FILES: '',
    };
    mkdirSync(join(repository.root, 'parts'), { recursive: true });
    const whole = await runBundle(main, repository.root, {
      ...environment,
      MODE: 'scan',
      OUTPUT_DIR: 'whole',
    });
    const parts = await Promise.all(
      [0, 1, 2].map((index) =>
        runBundle(main, repository.root, {
          ...environment,
          MODE: 'collect',
          SHARD: `${index}/3`,
          OUTPUT_DIR: `parts/${index}`,
        }),
      ),
    );
    expect(parts.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    const merged = await runBundle(main, repository.root, {
      ...environment,
      MODE: 'publish',
      SARIF_FILES: 'parts/*/report.sarif',
    });
    expect(merged.exitCode).toBe(whole.exitCode);
    const [one, other] = [readReport(repository.root, 'whole'), readReport(repository.root)];
    expect(other.counts).toEqual(one.counts);
    const identities = (report: ReportJson) =>
      report.findings.map(({ fingerprint, disposition }) => `${fingerprint} ${disposition}`).sort();
    expect(identities(other)).toEqual(identities(one));

    const lacking = await runBundle(main, repository.root, {
      ...environment,
      MODE: 'publish',
      SARIF_FILES: 'parts/0/report.sarif,parts/2/report.sarif',
    });
    expect(lacking.exitCode).toBe(3);
    expect(lacking.log).toContain('of 3 shards 1 is missing');
  });
});
