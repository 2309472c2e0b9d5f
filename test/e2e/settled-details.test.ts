import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseUnifiedDiff } from '../../src/sandbox/parse-unified-diff.ts';
import { lines, SampleRepository } from '../repository/sample-repository.ts';
import { type Bookshop, openBookshop } from './bookshop.ts';
import { installBundle, readReport, runBundle } from './bundle.ts';
import { sarifLog } from './sarif-log.ts';

const main = installBundle();
let shop: Bookshop;
beforeEach(async () => {
  shop = await openBookshop();
});
afterEach(() => shop.sandbox.close());

/** Publishes what another tool found, which is the quickest whole run; `more` wins. */
function publish(more: Readonly<Record<string, string>> = {}, root = shop.repository.root) {
  return runBundle(main, root, {
    ...shop.environment,
    MODE: 'publish',
    SARIF_FILES: 'in.sarif',
    ...more,
  });
}

/** Loaded before the pipe, into its own process only. */
function preloaded(code: string): Readonly<Record<string, string>> {
  const file = join(mkdtempSync(join(tmpdir(), 'preload-')), 'preload.mjs');
  writeFileSync(file, code);
  return { NODE_OPTIONS: `--import=${pathToFileURL(file).href}` };
}

const writes = () => shop.sandbox.calls.filter(({ method }) => method !== 'GET');
const onChange = [{ path: 'src/routes/books.js', line: 1, endLine: 60 }];

it('a bug in mid-flight ends with 70 and STOPPED', async () => {
  const bug = preloaded("process.on('SIGUSR2', () => { throw new Error('nobody foresaw this'); });\n");
  const { exitCode, log, seconds } = await runBundle(
    main,
    shop.repository.root,
    { ...shop.environment, ...bug },
    (kill) => {
      const timer = setInterval(() => {
        if (shop.sandbox.state.statuses.length === 0) return;
        clearInterval(timer);
        kill('SIGUSR2');
      }, 5);
    },
  );
  expect(exitCode, log).toBe(70);
  expect(seconds).toBeLessThan(15);
  expect(log).toContain('a bug of this pipe: nobody foresaw this');
  expect(shop.sandbox.state.statuses).toMatchObject([{ state: 'STOPPED' }]);
});

it('the gate fails if any of the branch’s pull requests would, and each is told of its own', async () => {
  const { repository, destination, source } = shop;
  await shop.sandbox.close();
  const pullRequest = (id: number, branch: string, commit: string) => ({
    id,
    title: branch,
    source: { branch: 'feature', commit: source },
    destination: { branch, commit },
    files: parseUnifiedDiff(repository.git('diff', commit, source)),
  });
  shop = await openBookshop({
    start: {
      repository: { workspace: 'example', slug: 'bookshop' },
      // The second destination has all of the branch already.
      pullRequests: [pullRequest(12, 'release', source), pullRequest(13, 'main', destination)],
    },
  });
  repository.write('in.sarif', sarifLog(onChange));
  const { exitCode, log } = await publish(
    {
      BITBUCKET_COMMIT: source,
      BITBUCKET_PR_ID: '',
      BITBUCKET_PR_DESTINATION_BRANCH: '',
      BITBUCKET_PR_DESTINATION_COMMIT: '',
    },
    repository.root,
  );
  expect(log).toMatch(/^Also pull request #12 → release$/m);
  expect(log).toContain('/pull-requests/12\n');
  expect(log).toContain('/pull-requests/13\n');
  expect(exitCode, log).toBe(1);
  expect([...new Set(shop.sandbox.state.comments.map(({ pull_request: id }) => id))]).toEqual([13]);
  expect(shop.sandbox.state.statuses).toMatchObject([{ state: 'FAILED' }]);
});

it('a tag’s build without a number has the tag for refname, and the commit’s page for url', async () => {
  shop.repository.write('in.sarif', sarifLog(onChange));
  await publish({
    BITBUCKET_TAG: 'v1.2',
    BITBUCKET_BRANCH: '',
    BITBUCKET_PR_ID: '',
    BITBUCKET_PR_DESTINATION_BRANCH: '',
    BITBUCKET_PR_DESTINATION_COMMIT: '',
    BITBUCKET_BUILD_NUMBER: '',
  });
  expect(shop.sandbox.state.statuses).toMatchObject([
    { refname: 'v1.2', url: `https://bitbucket.org/example/bookshop/commits/${shop.source}` },
  ]);
});

it('all paths are taken from BITBUCKET_CLONE_DIR, wherever the run starts', async () => {
  const { repository } = shop;
  const commit = repository.commit({ 'ci/policy.yml': 'thresholds: [{ atMost: 5 }]\n' });
  repository.write('reports/in.sarif', sarifLog(onChange));
  repository.write('reports/base.sarif', sarifLog([]));
  const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  const { exitCode, log } = await publish(
    {
      BITBUCKET_CLONE_DIR: repository.root,
      BITBUCKET_COMMIT: commit,
      BITBUCKET_PR_ID: '',
      BITBUCKET_ACCESS_TOKEN: '',
      SARIF_FILES: 'reports/in.sarif',
      BASELINE: 'reports/base.sarif',
      CONFIG_FILE: 'ci/policy.yml',
      OUTPUT_DIR: 'reports/out',
    },
    elsewhere,
  );
  expect(exitCode, log).toBe(0);
  const report = readReport(repository.root, 'reports/out');
  expect(report).toMatchObject({ baseline: { kind: 'sarif' }, counts: { new: 1 } });
});

describe('PUBLISH', () => {
  it.each([
    ['status', /\/statuses\/build$/],
    ['insights', /\/reports\//],
    ['summary', /\/comments$/],
    ['inline', /\/comments$/],
  ])('%s publishes exactly that', async (publisher, path) => {
    shop.repository.write('in.sarif', sarifLog(onChange));
    const { exitCode, log } = await publish({ PUBLISH: publisher });
    expect(exitCode, log).toBe(1);
    expect(writes().length).toBeGreaterThan(0);
    expect(writes().filter((write) => !path.test(write.path))).toEqual([]);
    const threads = shop.sandbox.state.comments.map(({ inline }) => inline !== undefined);
    expect(threads).toEqual(publisher === 'summary' ? [false] : publisher === 'inline' ? [true] : []);
  });

  it('none sends reads only', async () => {
    shop.repository.write('in.sarif', sarifLog(onChange));
    await publish({ PUBLISH: 'none' });
    expect(shop.sandbox.calls.length).toBeGreaterThan(0);
    expect(writes()).toEqual([]);
  });
});

it('MODE=preview connects to this machine only', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'connects-')), 'hosts');
  const listening = preloaded(`import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import net from 'node:net';
const told = (what) => appendFileSync(${JSON.stringify(file)}, \`\${what}\\n\`);
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...given) {
  const [to] = Array.isArray(given[0]) ? given[0] : given;
  told(to.path ?? to.host ?? 'localhost');
  return connect.apply(this, given);
};
for (const name of ['lookup', 'resolve']) {
  const original = dns[name];
  dns[name] = (host, ...rest) => { told(host); return original(host, ...rest); };
}
dgram.createSocket = () => { told('udp'); throw new Error('no datagrams'); };
`);
  const { BITBUCKET_ACCESS_TOKEN: _, BITBUCKET_API_URL: __, ...environment } = shop.environment;
  shop.repository.write('in.sarif', sarifLog(onChange));
  const { exitCode, log } = await runBundle(main, shop.repository.root, {
    ...environment,
    ...listening,
    MODE: 'preview',
    SCANNERS: 'secretlint',
    SARIF_FILES: 'in.sarif',
  });
  expect(exitCode, log).toBe(1);
  const hosts = new Set(readFileSync(file, 'utf8').trimEnd().split('\n'));
  expect([...hosts]).toEqual(['127.0.0.1']);
});

describe('a baseline', () => {
  it('of a file is of the commit that it names where the clone has it, else of the merge base', async () => {
    const { repository, destination, source } = shop;
    const known = [{ path: 'src/routes/books.js', line: 5 }];
    repository.write('in.sarif', sarifLog([]));
    shop.push({ 'notes.txt': lines(3) });
    const baselineNaming = async (revisionId?: string) => {
      const versionControlProvenance = [{ repositoryUri: 'https://example.com', revisionId }];
      repository.write('base.sarif', sarifLog(known, { versionControlProvenance }));
      await publish({ BASELINE: 'base.sarif', BITBUCKET_ACCESS_TOKEN: '' });
      return readReport(repository.root).baseline;
    };
    expect(await baselineNaming(source)).toEqual({ kind: 'sarif', commit: source });
    for (const unknown of [undefined, 'f'.repeat(40), '--output=/tmp/x', '; rm -rf /']) {
      expect(await baselineNaming(unknown)).toEqual({ kind: 'sarif', commit: destination });
    }
  });

  it.each(['changed-lines', 'none'])('%s has nothing fixed', async (baseline) => {
    const { log } = await runBundle(main, shop.repository.root, {
      ...shop.environment,
      BITBUCKET_ACCESS_TOKEN: '',
      BASELINE: baseline,
    });
    const report = readReport(shop.repository.root);
    expect(report.baseline.kind, log).toBe(baseline);
    expect([report.fixed, report.counts['fixed']]).toEqual([[], 0]);
  });
});

it('the same SARIF given to every shard counts once in what is merged', async () => {
  const { repository } = shop;
  repository.write('in.sarif', sarifLog(onChange));
  for (const shard of ['0/2', '1/2']) {
    const { exitCode, log } = await publish({
      MODE: 'collect',
      SHARD: shard,
      SCANNERS: 'secretlint',
      OUTPUT_DIR: `parts/${shard[0]}`,
      BITBUCKET_ACCESS_TOKEN: '',
    });
    expect(exitCode, log).toBe(0);
  }
  await publish({ SARIF_FILES: 'parts/*/report.sarif', BITBUCKET_ACCESS_TOKEN: '' });
  expect(readReport(repository.root).findings.filter(({ rule }) => rule === 'rule')).toHaveLength(1);
});

it('a log without runs is clean', async () => {
  shop.repository.write('in.sarif', '{"version": "2.1.0", "runs": []}');
  const { exitCode, log } = await publish({ BITBUCKET_ACCESS_TOKEN: '' });
  expect(exitCode, log).toBe(0);
});

it('lines that cannot be are taken as far as they can', async () => {
  const repository = new SampleRepository();
  repository.commit({ 'a.txt': lines(4) });
  repository.write(
    'in.sarif',
    sarifLog([
      { message: 'far', path: 'a.txt', line: 2 ** 53, endLine: 2 ** 53 },
      { message: 'zero', path: 'a.txt', line: 0, endLine: -3 },
      { message: 'backwards', path: 'a.txt', line: 3, endLine: 1 },
      { message: 'fraction', path: 'a.txt', line: 1.5, endLine: 1e308 },
    ]),
  );
  const { exitCode, log } = await runBundle(main, repository.root, {
    MODE: 'publish',
    SARIF_FILES: 'in.sarif',
  });
  const { findings } = readReport(repository.root);
  expect(findings.map(({ message }) => message).sort(), log).toEqual([
    'backwards',
    'far',
    'fraction',
    'zero',
  ]);
  for (const { startLine } of findings) {
    expect(startLine === undefined || (Number.isSafeInteger(startLine) && startLine >= 1)).toBe(true);
  }
  expect([0, 1]).toContain(exitCode);
});
