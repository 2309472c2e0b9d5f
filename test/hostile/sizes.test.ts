import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { installBundle, readReport } from '../e2e/bundle.ts';
import { SampleRepository } from '../repository/sample-repository.ts';
import {
  activePaths,
  environmentOf,
  pullRequest,
  scan,
  tooDeep,
  vulnerable,
} from './hostile-pull-request.ts';
import { watchBundle } from './watched-run.ts';

const main = installBundle();

/** A file of this size that takes no room. */
function sparse(path: string, bytes: number): void {
  const file = openSync(path, 'w');
  ftruncateSync(file, bytes);
  closeSync(file);
}

/** `MANY_FILES=1000000` takes 5 GB of disk and many minutes. */
const manyFiles = Number(process.env['MANY_FILES'] ?? 10_000);

/** As git itself would be too slow to add them one by one. */
function pullRequestOfMany(count: number): {
  readonly repository: SampleRepository;
  readonly destination: string;
} {
  const repository = new SampleRepository();
  const stream = join(repository.root, '.git', 'import');
  const file = openSync(stream, 'w');
  writeSync(file, 'commit refs/heads/main\ncommitter A <a@example.com> 1767225600 +0000\ndata 4\nmany\n');
  for (let at = 0; at < count; at += 1) {
    const text = `const value = ${at};\n`;
    writeSync(file, `M 100644 inline s${at % 997}/f${at}.js\ndata ${text.length}\n${text}\n`);
  }
  closeSync(file);
  const input = openSync(stream, 'r');
  execFileSync('git', ['fast-import', '--quiet'], {
    cwd: repository.root,
    stdio: [input, 'ignore', 'inherit'],
  });
  closeSync(input);
  repository.git('checkout', '--quiet', '-b', 'feature', 'main');
  return { repository, destination: repository.git('rev-parse', 'main') };
}

async function watched(what: string, root: string, environment: Readonly<Record<string, string>>) {
  const run = await watchBundle(main, root, environment);
  console.info(
    `${what} of ${manyFiles} files: ${run.seconds.toFixed(1)} s, ${run.peakMegabytes.toFixed(0)} MiB`,
  );
  expect(run.exitCode, run.log).toBe(1);
  expect(run.peakMegabytes).toBeLessThan(1024);
  return run;
}

describe('a repository out of all proportion', () => {
  it('with files of 1 GB is scanned in little memory, and says what it passed over', async () => {
    const names = ['big.js', '.env'];
    const { repository, environment } = pullRequest(
      { 'old.js': 'old\n' },
      { 'new.js': vulnerable(), ...Object.fromEntries(names.map((name) => [name, 'x\n'])) },
    );
    for (const name of names) sparse(join(repository.root, name), 2 ** 30);
    const run = await watchBundle(main, repository.root, environment);
    expect(run.exitCode, run.log).toBe(1);
    expect(run.peakMegabytes).toBeLessThan(400);
    expect(run.log).toContain('not scanned for having more than 200,000 lines or 16 MiB: big.js');
    expect(run.log).toContain('not looked into for being over 5 MiB');
    expect(readReport(repository.root).warnings).toContainEqual({
      code: 'changed-before-scan',
      message: expect.stringContaining('2 files of the pull request did not stay as committed'),
    });
  }, 180_000);

  it(
    `with ${manyFiles} files and a thousand folders in one another is scanned, all and what changes`,
    async () => {
      const { repository, destination } = pullRequestOfMany(manyFiles);
      const deep = `${'d/'.repeat(1000)}deep.js`;
      const commit = repository.commit({ [deep]: vulnerable() });
      // A million takes those that read all of them more than their usual time.
      const part = await watched('a pull request', repository.root, {
        ...environmentOf(destination, commit),
        SCAN_TIMEOUT: '3600',
      });
      expect(part.log).toContain('scanning 1 of ');
      expect(readReport(repository.root).findings.map(({ path }) => path)).toEqual([deep]);
      await watched('everything', repository.root, {
        BITBUCKET_COMMIT: commit,
        SCANNERS: 'ast-grep',
        SCAN_TIMEOUT: '3600',
      });
    },
    Math.max(120_000, manyFiles * 5),
  );

  it('with what is no file is scanned without waiting for it', async () => {
    const { repository, environment } = pullRequest(
      { 'old.js': 'old\n' },
      {
        'new.js': vulnerable(),
        'fifo.js': 'x',
        'socket.js': 'x',
        'device.js': 'x',
        '.code-scan.yml': 'paths: {}\n',
      },
    );
    for (const name of ['fifo.js', 'socket.js', 'device.js', '.code-scan.yml']) repository.remove(name);
    execFileSync('mkfifo', [join(repository.root, 'fifo.js'), join(repository.root, '.code-scan.yml')]);
    mkdirSync(join(repository.root, 'untracked'));
    execFileSync('mkfifo', [
      join(repository.root, 'untracked', 'fifo.sarif'),
      join(repository.root, 'given.sarif'),
    ]);
    const server = createServer().listen(join(repository.root, 'socket.js'));
    const isRoot = process.getuid?.() === 0;
    if (isRoot) execFileSync('mknod', [join(repository.root, 'device.js'), 'c', '1', '5']); // endless zeros
    try {
      const run = await scan(main, { repository, environment }, { SARIF_FILES: 'given.sarif,**/*.sarif' });
      expect(run.exitCode, run.log).toBe(3);
      expect(activePaths(run)).toEqual(['new.js']);
      expect(run.seconds).toBeLessThan(20);
    } finally {
      server.close();
    }
  });
});

/** Texts that take quadratic time, or a deep stack, of whoever reads them carelessly. */
const bombs: Readonly<Record<string, string>> = {
  'letters.js': 'a'.repeat(1_000_000),
  'braces.js': '{'.repeat(100_000),
  'brackets.ts': '['.repeat(100_000),
  'parentheses.py': '('.repeat(100_000),
  'templates.js': '`${'.repeat(30_000),
  'substitutions.sh': '$('.repeat(50_000),
  'password.txt': 'password: '.repeat(50_000),
  'names.txt': 'key='.repeat(100_000),
  'words.txt': 'secret_'.repeat(50_000),
  'blanks.txt': `password${' '.repeat(500_000)}x`,
  'keys.txt': '-----BEGIN RSA PRIVATE KEY-----\n'.repeat(5_000),
  'base64.txt': 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo'.repeat(10_000),
  'angles.html': '<'.repeat(500_000),
  'quotes.json': '"'.repeat(500_000),
  'addresses.txt': 'a://b:'.repeat(80_000),
  'dots.txt': 'a.'.repeat(200_000),
  'suppressions.js': '// code-scan-ignore x: y until 2027-01-01 by me '.repeat(10_000),
  'indents.py': Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}if x:\n`).join(''),
  'bitbucket-pipelines.yml': [
    'a0: &a0 [x,x,x,x,x,x,x,x,x]',
    ...Array.from({ length: 20 }, (_, at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join()}]`),
    'pipelines: { default: *a20 }\n',
  ].join('\n'),
  'inner/bitbucket-pipelines.yml': `pipelines: ${'['.repeat(50_000)}`,
};

describe('texts made to be read for ever', () => {
  it('are read in seconds, and nothing crashes', async () => {
    const run = await scan(main, pullRequest({ 'old.js': 'old\n' }, { ...bombs, 'new.js': vulnerable() }), {
      SCANNERS: 'ast-grep,secretlint,pipelines',
      SCAN_TIMEOUT: '60',
    });
    expect(run.exitCode, run.log).toBe(1);
    expect(run.report?.scanners.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'ast-grep ok',
      'secretlint ok',
      'pipelines ok',
    ]);
    expect(run.seconds).toBeLessThan(40);
  }, 90_000);

  it('that take a scanner too long or too deep leave the run incomplete, whatever else was found', async () => {
    const deep = await scan(main, pullRequest({ 'old.js': 'x\n' }, { 'a.yaml': tooDeep }));
    expect(deep.exitCode, deep.log).toBe(3);
    expect(deep.log).toMatch(/ast-grep failed: was ended by signal \d+/);
    const long = pullRequest(
      { 'old.js': 'x\n' },
      { 'chain.ts': `${vulnerable()}x${'.a()'.repeat(200_000)}`, 'new.js': vulnerable() },
    );
    const late = await scan(main, long, { SCAN_TIMEOUT: '2' });
    expect(late.exitCode, late.log).toBe(3);
    // On a quick machine the stack is full before the time is up.
    const outcome = expect.stringMatching(/^(?:timed-out|failed)$/);
    expect(late.report?.scanners).toContainEqual(expect.objectContaining({ name: 'ast-grep', outcome }));
  }, 60_000);

  it('such as archives that explode are given up in little memory', async () => {
    const { repository, destination, commit } = pullRequest({ 'old.js': 'x\n' }, { 'new.js': 'y\n' });
    const head = '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[';
    const bomb = gzipSync(head + ' '.repeat(300_000_000), { level: 1 });
    writeFileSync(join(repository.root, 'bomb.sarif.gz'), bomb);
    writeFileSync(join(repository.root, 'twice.sarif.gz'), gzipSync(bomb));
    const run = await watchBundle(main, repository.root, {
      ...environmentOf(destination, commit),
      SARIF_FILES: 'bomb.sarif.gz,twice.sarif.gz',
    });
    expect(run.exitCode, run.log).toBe(3);
    expect(run.peakMegabytes).toBeLessThan(400);
  }, 60_000);
});
