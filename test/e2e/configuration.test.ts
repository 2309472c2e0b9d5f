import { existsSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SampleRepository } from '../repository/sample-repository.ts';
import { installBundle, runBundle } from './bundle.ts';

const main = installBundle();

/** Wrong by its schema in the last line, by its meaning in the others. */
const wrongPolicy = `scanners:
  secretlnt: true
suppressions:
  - rule: a
    until: 2027-02-30
customScanners:
  - { name: our-linter, command: tools/lint }
  - { name: ast-grep, command: tools/lint }
nope: 1
`;

function pullRequest(onDestination: string) {
  const repository = new SampleRepository();
  const destination = repository.commit({ '.code-scan.yml': onDestination, 'a.txt': 'a\n' });
  repository.git('checkout', '--quiet', '-b', 'feature');
  const commit = repository.commit({ 'a.txt': 'b\n' });
  const environment = {
    BITBUCKET_WORKSPACE: 'example',
    BITBUCKET_REPO_SLUG: 'shop',
    BITBUCKET_BUILD_NUMBER: '7',
    BITBUCKET_COMMIT: commit,
    BITBUCKET_BRANCH: 'feature',
    BITBUCKET_PR_ID: '3',
    BITBUCKET_PR_DESTINATION_COMMIT: destination,
    BITBUCKET_ACCESS_TOKEN: 'a-token',
  };
  return { repository, environment };
}

it('tells all that is wrong in one message, and sends nothing', async () => {
  const { repository, environment } = pullRequest(wrongPolicy);
  repository.write('base.sarif', 'no SARIF');
  let requests = 0;
  const server = createServer((_, answer) => {
    requests += 1;
    answer.end('{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { exitCode, log } = await runBundle(main, repository.root, {
    ...environment,
    BITBUCKET_API_URL: `http://127.0.0.1:${address.port}/2.0`,
    FAIL_ON: 'hihg',
    SARIF_FILE: 'in.sarif',
    BITBUCKET_EMAIL: 'ada@example.com',
    BITBUCKET_BUILD_NUMBER: 'seven',
    HTTPS_PROXY: 'socks5://proxy:1',
    SHARD: '4/4',
    SCANNERS: 'our-linter,shelcheck',
    BASELINE: 'base.sarif',
    OUTPUT_DIR: 'a.txt/reports',
    SARIF_FILES: 'missing/*.sarif',
  });
  server.close();
  expect(exitCode, log).toBe(2);
  expect(requests).toBe(0);
  const told = [
    /FAIL_ON: found "hihg"; accepted: critical, high/,
    /SARIF_FILE: .*SARIF_FILES/,
    /BITBUCKET_API_TOKEN: is not set but BITBUCKET_EMAIL is/,
    /BITBUCKET_BUILD_NUMBER: found "seven"; accepted: a number/,
    /HTTPS_PROXY: is not the address of a proxy; accepted/,
    /SHARD: "4\/4"; accepted: i\/n/,
    /\.code-scan\.yml on the destination:9:1: "nope" is no key of this place; accepted: version/,
    /\.code-scan\.yml on the destination:5:12: there is no day 2027-02-30; accepted: YYYY-MM-DD/,
    /destination:8:13: ast-grep is a scanner of the pipe; use another name/,
    /destination:2:3: there is no scanner "secretlnt"\. Did you mean secretlint\? Accepted: ast-grep/,
    /SCANNERS: there is no scanner "shelcheck"\. Did you mean shellcheck\? Accepted: auto/,
    /BASELINE: .*base\.sarif/,
    /OUTPUT_DIR: .*a\.txt\/reports, or what it lies in, is a file; accepted: a folder/,
    /SARIF_FILES: "missing\/\*\.sarif": no file matches; accepted: paths or globs/,
  ];
  for (const problem of told) expect(log).toMatch(problem);
  expect(log).toContain(`the configuration has ${told.length} problems:`);
  expect(existsSync(join(repository.root, 'code-scan-report'))).toBe(false);
}, 60_000);

it('tells a folder that is not there with what is wrong besides', async () => {
  const { repository, environment } = pullRequest('');
  const { exitCode, log } = await runBundle(main, repository.root, {
    ...environment,
    BITBUCKET_CLONE_DIR: join(repository.root, 'gone'),
    GATE_SCOPE: 'everything',
  });
  expect(exitCode, log).toBe(2);
  expect(log).toContain('the configuration has 2 problems:');
  expect(log).toMatch(/GATE_SCOPE: found "everything"/);
  expect(log).toMatch(/BITBUCKET_CLONE_DIR: there is no folder/);
}, 60_000);

it('lets SCANNERS win over what the policy switches on', async () => {
  const { repository, environment } = pullRequest('scanners: { secretlint: true }\n');
  const { exitCode, log } = await runBundle(main, repository.root, {
    ...environment,
    SCANNERS: '-secretlint',
    PUBLISH: 'none',
    BITBUCKET_ACCESS_TOKEN: '',
  });
  expect(exitCode, log).toBe(0);
  expect(log).toMatch(/secretlint: taken out by SCANNERS/);
}, 60_000);

it('tells a rule that the policy misspells, of each kind that the pipe brings', async () => {
  const { repository, environment } = pullRequest(`severities:
  js-eval-injectoin: low
  secret/stripe-kye: low
  image-without-versoin: low
  js-sql-injectoin: low
  no-console: low
`);
  const { log, exitCode } = await runBundle(main, repository.root, {
    ...environment,
    BITBUCKET_ACCESS_TOKEN: '',
  });
  for (const name of [
    'js-eval-injection',
    'secret/stripe-key',
    'image-without-version',
    'js-sql-injection',
  ]) {
    expect(log).toContain(`did you mean ${name}?`);
  }
  expect(log).not.toContain('no-console');
  expect(exitCode, log).toBe(0);
});

it.each(['preview.html', 'preview.json', 'report.json'])(
  'says of a folder %s where a preview writes a file that it has to go',
  async (name) => {
    const repository = new SampleRepository();
    repository.commit({ 'a.txt': 'a\n', [`code-scan-report/${name}/kept.txt`]: 'mine' });
    const { exitCode, log } = await runBundle(main, repository.root, { MODE: 'preview' });
    expect(exitCode, log).toBe(2);
    expect(log).toContain(`code-scan-report/${name} is a folder, and the pipe writes a file of this name`);
    expect(existsSync(join(repository.root, 'code-scan-report', name, 'kept.txt'))).toBe(true);
  },
);

it.each(['nowhere', 'code-scan-report'])(
  'says of an output folder that is a link to %s that it leads nowhere',
  async (target) => {
    const repository = new SampleRepository();
    symlinkSync(target, join(repository.root, 'code-scan-report'));
    repository.commit({ 'a.txt': 'a\n' });
    const { exitCode, log } = await runBundle(main, repository.root, {});
    expect(exitCode, log).toBe(2);
    expect(log).toContain('code-scan-report is a symbolic link that leads nowhere; remove it');
  },
);
