import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Installation } from '../../src/scanners/installation.ts';
import { secretlint } from '../../src/scanners/secretlint.ts';
import { bundledPrograms, installation, places, repository, sarifRuns, scanContext } from './scan-setup.ts';

// Put together here so that this file holds no secret itself.
const awsKey = ['wJa1rXUtnFEMIK7', 'MDENGbPxRfiCYzQ8vT2Lm4N9x'].join('/').slice(0, 40);
const githubToken = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_');
const privateKey = `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${'MIIEpAIBAAKCAQEA'.repeat(12)}\n-----END RSA PRIVATE KEY-----`;

let installed: Installation;
beforeAll(async () => {
  installed = installation({ programs: await bundledPrograms('secretlint') });
});
const scan = (files: Record<string, string | Buffer>, more = {}) =>
  secretlint.scan(repository(files), scanContext({ installation: installed, ...more }));

describe('secretlint', () => {
  it('finds secrets, and shows none of them', async () => {
    const outcome = await scan({
      'src/a.ts': `\nconst token = "${githubToken}";\n`,
      '.env': `AWS_SECRET_ACCESS_KEY=${awsKey}\n`,
      'key.pem': privateKey,
    });
    expect(outcome.run).toMatchObject({ name: 'secretlint', outcome: 'ok', findings: 3 });
    expect(outcome.run.version).toMatch(/^\d+\.\d+\.\d+$/);
    const text = outcome.sarif.map((file) => readFileSync(file, 'utf8')).join('');
    for (const secret of [githubToken, awsKey, 'MIIEpAIBAAKCAQEA']) expect(text).not.toContain(secret);
    const [run] = sarifRuns(outcome);
    expect(
      run?.tool.driver.rules.every(({ properties }) => properties.tags.includes('external/cwe/cwe-798')),
    ).toBe(true);
  });

  it('says where', async () => {
    const outcome = await scan({ 'src/a b.ts': `/* 😀 */\n/* 😀 */ const token = "${githubToken}";\n` });
    expect(places(outcome)).toEqual([expect.stringMatching(/^\S+ src\/a b\.ts:2:25$/)]);
  });

  it('takes no configuration and no ignore file of the repository', async () => {
    const outcome = await scan({
      'a.ts': `const token = "${githubToken}";\n`,
      '.secretlintrc.json': '{ "rules": [] }',
      '.secretlintignore': '**\n',
    });
    expect(outcome.run.findings).toBe(1);
  });

  it('shows what a comment in the code allows as suppressed', async () => {
    const outcome = await scan({ 'a.ts': `const t = "${githubToken}"; // secretlint-disable-line\n` });
    expect(places(outcome)).toEqual([expect.stringContaining('suppressed')]);
  });

  it('leaves binary files and names large ones', async () => {
    const outcome = await scan({
      'a.bin': Buffer.from(`\0\0${githubToken}`),
      'large.bin': Buffer.concat([Buffer.alloc(10), Buffer.alloc(6 * 1024 * 1024, 'x')]),
      'dump.sql': `${githubToken}\n${'x'.repeat(6 * 1024 * 1024)}`,
    });
    expect(outcome.run).toMatchObject({
      outcome: 'ok',
      findings: 0,
      detail: expect.stringContaining('dump.sql'),
    });
  });

  it('reads UTF-16 and Latin-1', async () => {
    const outcome = await scan({
      'a.ps1': Buffer.from(`\uFEFF$token = "${githubToken}"`, 'utf16le'),
      'b.txt': Buffer.from(`caf\xe9 token = "${githubToken}"`, 'latin1'),
    });
    expect(outcome.run.findings).toBe(2);
  });

  it('fails where a file cannot be read', async () => {
    const target = { ...repository({}), files: ['gone.ts'] };
    const outcome = await secretlint.scan(target, scanContext({ installation: installed }));
    expect(outcome.run.outcome).toBe('failed');
    expect(outcome.sarif).toEqual([]);
  });

  it('is missing where its program is', () => {
    expect(secretlint.missing(installation({ programs: '/nowhere' }))).toContain('secretlint.js');
  });
});
