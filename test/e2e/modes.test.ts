import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import schema from '../../src/reports/report.schema.json' with { type: 'json' };
import { SampleRepository } from '../repository/sample-repository.ts';
import { type Bookshop, openBookshop, token } from './bookshop.ts';
import { installBundle, readReport, runBundle, toolPath } from './bundle.ts';
import { sarifLog } from './sarif-log.ts';

const main = installBundle();
let shop: Bookshop;
beforeEach(async () => {
  shop = await openBookshop();
});
afterEach(() => shop.sandbox.close());

describe('MODE=doctor', () => {
  it('prints what works, changes nothing and passes', async () => {
    const { exitCode, log } = await runBundle(main, shop.repository.root, {
      ...shop.environment,
      MODE: 'doctor',
    });
    expect(exitCode, log).toBe(0);
    expect(shop.sandbox.calls.every(({ method }) => method === 'GET')).toBe(true);
    for (const row of [
      'credential',
      'repository',
      'publish status',
      'publish inline',
      'merge base',
      'scanner ast-grep',
    ]) {
      expect(log).toMatch(new RegExp(`✔ ${row}`));
    }
    expect(existsSync(join(shop.repository.root, 'code-scan-report'))).toBe(false);
    expect(log).not.toContain(token);
  });

  it('names the version of each program that a scanner runs, by whatever name the scanner goes', async () => {
    const programs = mkdtempSync(join(tmpdir(), 'programs-'));
    const says = (name: string, script: string) =>
      writeFileSync(join(programs, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    says('trivy', 'echo "Version: 0.71.3"');
    says('kube-linter', '[ "$1" = version ] && echo 0.7.6');
    const { log } = await runBundle(main, shop.repository.root, {
      MODE: 'doctor',
      PATH: `${programs}:${toolPath}`,
    });
    expect(log).toMatch(/✔ scanner trivy-config +0\.71\.3$/m);
    expect(log).toMatch(/✔ scanner kube-linter +0\.7\.6$/m);
    expect(log).toMatch(/✔ scanner ast-grep-extra +\d+\.\d+\.\d+$/m);
    expect(log).toMatch(/✔ scanner flow +part of the pipe$/m);
  });

  it('finds nothing wrong with a first commit, which has nothing before it', async () => {
    const repository = new SampleRepository();
    const BITBUCKET_COMMIT = repository.commit({ 'a.txt': 'one\n' });
    const { log } = await runBundle(main, repository.root, { MODE: 'doctor', BITBUCKET_COMMIT });
    expect(log).toMatch(/✔ merge base +the first commit/);
    expect(log).not.toContain('clone: depth');
  });

  it('says what would not work, and ends with 2', async () => {
    const { exitCode, log } = await runBundle(main, shop.repository.root, {
      ...shop.environment,
      MODE: 'doctor',
      BITBUCKET_ACCESS_TOKEN: 'another-token',
    });
    expect(exitCode).toBe(2);
    expect(log).toMatch(/✖ credential/);
    expect(log).toMatch(/would not work: status, insights, summary, inline/);
  });

  it('asks nobody where there is no credential outside a pipe', async () => {
    const { BITBUCKET_ACCESS_TOKEN: _, ...environment } = shop.environment;
    const { exitCode } = await runBundle(main, shop.repository.root, { ...environment, MODE: 'doctor' });
    expect(exitCode).toBe(0);
    expect(shop.sandbox.calls).toEqual([]);
  });
});

describe('MODE=preview', () => {
  it('shows the pull request on a page, needs no credential and sends nothing to Bitbucket', async () => {
    const { BITBUCKET_ACCESS_TOKEN: _, ...environment } = shop.environment;
    const preview = { ...environment, MODE: 'preview' };
    const first = await runBundle(main, shop.repository.root, preview);
    expect(first.exitCode, first.log).toBe(1);
    expect(shop.sandbox.calls).toEqual([]);
    const page = () => readFileSync(join(shop.repository.root, 'code-scan-report/preview.html'), 'utf8');
    expect(page()).toContain('This is the first run');
    expect(page()).toContain('SQL built from request data');
    const valid = new Ajv({ allErrors: true }).compile(schema);
    valid(readReport(shop.repository.root));
    expect(valid.errors).toBeNull();
    const published = () =>
      readReport(shop.repository.root).publications.map(({ publisher, writes }) => [publisher, writes]);
    expect(published()).toContainEqual(['status', 2]);

    await runBundle(main, shop.repository.root, preview);
    expect(page()).not.toContain('This is the first run');
    expect(published()).toContainEqual(['summary', 0]);
    expect(published()).toContainEqual(['inline', 0]);
  });

  it('works in a plain checkout without anything set', async () => {
    const { exitCode, log } = await runBundle(main, shop.repository.root, { MODE: 'preview' });
    expect(exitCode, log).toBe(1);
    expect(log, 'Bitbucket has no page of it').not.toContain('bitbucket.org/preview');
    const page = () => readFileSync(join(shop.repository.root, 'code-scan-report/preview.html'), 'utf8');
    expect(page()).toContain('Files changed');
    // What the first run wrote is neither shown as the pull request's nor warned about.
    const again = await runBundle(main, shop.repository.root, { MODE: 'preview' });
    expect(page()).not.toContain('code-scan-report/preview');
    expect(again.log).not.toContain('change-not-scanned');
  });

  it('shows a folder without git too', async () => {
    const { folder } = withoutGit();
    const { log } = await runBundle(main, folder, { MODE: 'preview', SARIF_FILES: 'in.sarif' });
    expect(log).toMatch(/✔ status +2 writes/);
  });
});

it('names no commit, and links to none, where there is no git', async () => {
  const { folder, given } = withoutGit();
  const { exitCode, log } = await runBundle(main, folder, { ...given, ...shop.environment, ...notPipelines });
  expect(exitCode, log).toBe(1);
  expect(readReport(folder).commit).toBe('');
  for (const name of ['report.md', 'report.html', 'report.sarif']) {
    const text = readFileSync(join(folder, 'code-scan-report', name), 'utf8');
    expect(text, name).not.toMatch(/0{12}|bitbucket\.org\/example|revisionId/);
  }
  expect(shop.sandbox.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
});

/** Who runs the pipe by hand. */
const notPipelines = {
  BITBUCKET_COMMIT: '',
  BITBUCKET_BRANCH: '',
  BITBUCKET_PR_ID: '',
  BITBUCKET_PR_DESTINATION_BRANCH: '',
  BITBUCKET_PR_DESTINATION_COMMIT: '',
  BITBUCKET_BUILD_NUMBER: '',
};

function withoutGit() {
  const folder = mkdtempSync(join(tmpdir(), 'plain-'));
  writeFileSync(join(folder, 'in.sarif'), sarifLog([{ path: 'a.js', line: 1 }]));
  writeFileSync(join(folder, 'a.js'), '1\n');
  return { folder, given: { MODE: 'publish', SARIF_FILES: 'in.sarif' } };
}
