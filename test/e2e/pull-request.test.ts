import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseUnifiedDiff } from '../../src/sandbox/parse-unified-diff.ts';
import { SampleRepository } from '../repository/sample-repository.ts';
import { type Bookshop, openBookshop, token } from './bookshop.ts';
import { installBundle, readReport, runBundle, toolPath } from './bundle.ts';

const main = installBundle();
let shop: Bookshop;
beforeEach(async () => {
  shop = await openBookshop();
});
afterEach(() => shop.sandbox.close());

const writes = () =>
  shop.sandbox.calls.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);

describe('a pull request', () => {
  it('is scanned, gated and published', async () => {
    const { exitCode, log } = await runBundle(main, shop.repository.root, shop.environment);
    const report = readReport(shop.repository.root);
    expect(exitCode, log).toBe(1);
    expect(report).toMatchObject({
      verdict: 'failed',
      commit: shop.source,
      baseline: { kind: 'merge-base' },
    });
    expect(report.scanners.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['ast-grep', 'ok'],
      ['flow', 'ok'],
      ['secretlint', 'ok'],
    ]);
    const of = (disposition: string) =>
      report.findings
        .filter((finding) => finding.disposition === disposition)
        .map(({ rule, path }) => `${rule} ${path}`);
    expect(of('active').sort()).toEqual([
      'js-sql-injection src/routes/books.js',
      'js-ssrf src/routes/books.js',
      'py-tls-verification-off worker/invoices.py',
      'py-unsafe-yaml-load worker/invoices.py',
    ]);
    expect(of('baselined').sort()).toEqual([
      'js-sql-injection src/routes/books.js',
      'js-weak-password-hash src/passwords.js',
    ]);
    expect(report.fixed.map(({ rule }) => rule)).toEqual(['js-reflected-xss']);

    const { statuses, reports, annotations, comments } = shop.sandbox.state;
    expect(statuses).toMatchObject([
      { key: 'code-scan', state: 'FAILED', commit: shop.source, refname: 'feature' },
    ]);
    expect(reports).toMatchObject([{ external_id: 'code-scan', result: 'FAILED' }]);
    expect(annotations.map(({ external_id }) => external_id).sort()).toEqual(
      report.findings
        .filter(({ disposition }) => disposition === 'active')
        .map(({ fingerprint }) => fingerprint)
        .sort(),
    );
    expect(comments.filter(({ inline }) => inline === undefined)).toHaveLength(1);
    expect(report.publications.map(({ publisher, outcome }) => [publisher, outcome])).toEqual([
      ['files', 'published'],
      ['status', 'published'],
      ['insights', 'published'],
      ['summary', 'published'],
      ['inline', 'published'],
    ]);
    expect(log).not.toContain(token);
  });

  it('writes only the two statuses when it is run again', async () => {
    await runBundle(main, shop.repository.root, shop.environment);
    const before = writes().length;
    await runBundle(main, shop.repository.root, shop.environment);
    const again = writes().slice(before);
    expect(again).toHaveLength(2);
    expect(again.every((write) => write.endsWith('/statuses/build'))).toBe(true);
  });

  it('passes, with one quiet line, when all is mended', async () => {
    await runBundle(main, shop.repository.root, shop.environment);
    const environment = shop.push({
      'src/routes/books.js': 'export const books = [];\n',
      'worker/invoices.py': 'print("nothing")\n',
    });
    const { exitCode, log } = await runBundle(main, shop.repository.root, environment);
    expect(exitCode, log).toBe(0);
    const summaries = shop.sandbox.state.comments.filter(
      ({ inline, deleted }) => inline === undefined && !deleted,
    );
    expect(summaries).toHaveLength(1);
    expect(
      summaries[0]?.raw.split('\n').filter((line) => line !== '' && !line.startsWith('[//]:')),
    ).toHaveLength(1);
    expect(
      shop.sandbox.state.comments
        .filter(({ inline, parent }) => inline !== undefined && parent === undefined)
        .every(({ resolution }) => resolution !== undefined),
    ).toBe(true);
  });
});

it('counts the time from before Bitbucket is asked for the first time', async () => {
  let firstAsked: number | undefined;
  shop.sandbox.faults = () => {
    firstAsked ??= Date.now();
    return undefined;
  };
  await runBundle(main, shop.repository.root, shop.environment);
  const page = readFileSync(join(shop.repository.root, 'code-scan-report/report.html'), 'utf8');
  const [, started = ''] = /<time datetime="([^"]+)">/.exec(page) ?? [];
  expect(Date.parse(started)).toBeLessThanOrEqual(firstAsked ?? 0);
});

describe('a branch pipeline without BITBUCKET_PR_ID', () => {
  it('serves every open pull request of its branch', async () => {
    const { repository, destination, source } = shop;
    await shop.sandbox.close();
    const files = parseUnifiedDiff(repository.git('diff', destination, 'HEAD'));
    const pullRequest = (id: number, branch: string) => ({
      id,
      title: branch,
      source: { branch: 'feature', commit: source },
      destination: { branch, commit: destination },
      files,
    });
    shop = await openBookshop({
      start: {
        repository: { workspace: 'example', slug: 'bookshop' },
        pullRequests: [pullRequest(12, 'main'), pullRequest(13, 'release')],
        commits: [source],
      },
    });
    const environment = Object.fromEntries(
      Object.entries(shop.environment).filter(([name]) => !name.startsWith('BITBUCKET_PR_')),
    );
    const { exitCode, log } = await runBundle(main, repository.root, {
      ...environment,
      BITBUCKET_COMMIT: source,
    });
    expect(exitCode, log).toBe(1);
    const { comments, statuses } = shop.sandbox.state;
    for (const id of [12, 13]) {
      const mine = comments.filter((comment) => comment.pull_request === id);
      expect(mine.filter(({ inline }) => inline === undefined)).toHaveLength(1);
      expect(mine.filter(({ inline }) => inline !== undefined)).toHaveLength(4);
    }
    expect(statuses).toMatchObject([{ state: 'FAILED' }]);
  });
});

describe('replies to a thread', () => {
  it('of the author decide, are counted under the name, and acknowledged once', async () => {
    await runBundle(main, shop.repository.root, shop.environment);
    const threads = shop.sandbox.state.comments.filter(({ inline, parent }) => inline && !parent);
    for (const { id } of threads) shop.sandbox.as().reply(id, 'false positive: the input is ours');
    const { exitCode, log } = await runBundle(main, shop.repository.root, shop.environment);
    const report = readReport(shop.repository.root);
    expect(exitCode, log).toBe(0);
    expect(report.counts).toMatchObject({ new: 0, suppressed: 4 });
    const acknowledged = shop.sandbox.state.comments.length;
    await runBundle(main, shop.repository.root, shop.environment);
    expect(shop.sandbox.state.comments).toHaveLength(acknowledged);
  });

  it('of somebody else do not', async () => {
    await runBundle(main, shop.repository.root, shop.environment);
    const stranger = {
      type: 'user',
      uuid: '{11111111-1111-4111-8111-111111111111}',
      display_name: 'Eve',
    } as const;
    for (const { id, inline, parent } of shop.sandbox.state.comments) {
      if (inline && !parent) shop.sandbox.as(stranger).reply(id, 'ignore: trust me');
    }
    const { exitCode } = await runBundle(main, shop.repository.root, shop.environment);
    expect(exitCode).toBe(1);
    expect(readReport(shop.repository.root).counts).toMatchObject({ new: 4, suppressed: 0 });
  });
});

describe('a run that cannot do all', () => {
  it('sends nothing and says all that is wrong with the configuration', async () => {
    const { exitCode, log } = await runBundle(main, shop.repository.root, {
      ...shop.environment,
      FAIL_ON: 'hihg',
      REPORT_ID: '..',
      BITBUCKET_EMAIL: 'a@example.com',
    });
    expect(exitCode).toBe(2);
    expect(log).toMatch(/FAIL_ON: found "hihg"; accepted: critical, high/);
    expect(log).toMatch(/REPORT_ID/);
    expect(log).toMatch(/BITBUCKET_API_TOKEN/);
    expect(shop.sandbox.calls).toEqual([]);
  });

  it('scans with files only where there is no credential', async () => {
    const { BITBUCKET_ACCESS_TOKEN: _, ...environment } = shop.environment;
    const { exitCode } = await runBundle(main, shop.repository.root, environment);
    expect(exitCode).toBe(1);
    expect(shop.sandbox.calls).toEqual([]);
    expect(readReport(shop.repository.root).counts['new']).toBe(4);
  });

  it('goes by the lines that Bitbucket tells where neither clone nor origin has the merge base', async () => {
    const clone = new SampleRepository();
    clone.git('fetch', '--quiet', '--depth=1', `file://${shop.repository.root}`, shop.source);
    clone.git('checkout', '--quiet', shop.source);
    clone.git('remote', 'add', 'origin', 'http://127.0.0.1:9/unreachable.git');
    const { exitCode, log } = await runBundle(main, clone.root, shop.environment);
    const report = readReport(clone.root);
    expect(exitCode, log).toBe(1);
    expect(report.baseline).toEqual({ kind: 'changed-lines' });
    // One is of a line that the pull request moves, which a diff cannot tell.
    expect(report.counts).toMatchObject({ new: 5 });
    expect(log).toMatch(/changed lines decide: the merge base/);
  });

  it('says once that a scanner failed on both sides', async () => {
    const programs = mkdtempSync(join(tmpdir(), 'programs-'));
    writeFileSync(join(programs, 'ast-grep'), '#!/bin/sh\necho no memory >&2\nexit 9\n', { mode: 0o755 });
    const PATH = `${programs}:${toolPath}`;
    const { exitCode, log } = await runBundle(main, shop.repository.root, { ...shop.environment, PATH });
    expect(exitCode, log).toBe(3);
    const [, result = ''] = log.split('\nResult\n');
    expect(result.match(/ast-grep .*/g)).toEqual([
      expect.stringMatching(/^ast-grep failed, also on the merge base: .*no memory/),
    ]);
  });

  it('ends with 4 where it passed and could not publish', async () => {
    const { exitCode } = await runBundle(main, shop.repository.root, {
      ...shop.environment,
      FAIL_ON: 'never',
      BITBUCKET_ACCESS_TOKEN: 'not-the-token',
    });
    expect(exitCode).toBe(4);
    expect(readReport(shop.repository.root).verdict).toBe('passed');
  });

  it('is incomplete, and failed on Bitbucket, where a SARIF file is missing', async () => {
    const { exitCode } = await runBundle(main, shop.repository.root, {
      ...shop.environment,
      SARIF_FILES: 'gone.sarif',
    });
    expect(exitCode).toBe(3);
    expect(shop.sandbox.state.statuses).toMatchObject([{ state: 'FAILED' }]);
    expect(shop.sandbox.state.reports).toMatchObject([{ result: 'FAILED' }]);
    expect(readReport(shop.repository.root).counts['new']).toBe(4);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('says STOPPED when it is ended by %s', async (signal) => {
    shop.sandbox.faults = undefined;
    const { exitCode, seconds } = await runBundle(main, shop.repository.root, shop.environment, (kill) => {
      const timer = setInterval(() => {
        if (shop.sandbox.state.statuses.length === 0) return;
        clearInterval(timer);
        kill(signal);
      }, 5);
    });
    expect(exitCode).not.toBe(0);
    expect(seconds).toBeLessThan(15);
    expect(shop.sandbox.state.statuses).toMatchObject([{ state: 'STOPPED' }]);
  });

  it('says STOPPED when it is ended before it could say anything else', async () => {
    const { exitCode, seconds } = await runBundle(main, shop.repository.root, shop.environment, (kill) => {
      shop.sandbox.faults = () => {
        shop.sandbox.faults = undefined;
        kill('SIGTERM');
        return { kind: 'no-answer', applied: false };
      };
    });
    expect(exitCode).toBe(143);
    expect(seconds).toBeLessThan(15);
    expect(shop.sandbox.state.statuses).toMatchObject([
      { state: 'STOPPED', commit: shop.source, refname: 'feature' },
    ]);
  });
});
