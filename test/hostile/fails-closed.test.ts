import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { installBundle, runBundle, toolPath } from '../e2e/bundle.ts';
import { sarifLog } from '../e2e/sarif-log.ts';
import { type HostilePullRequest, pullRequest } from './hostile-pull-request.ts';
import { openBitbucket, repositoryEnvironment } from './with-bitbucket.ts';

const main = installBundle();
let given: HostilePullRequest;
let sandbox: Sandbox;
beforeEach(async () => {
  const results = Array.from({ length: 300 }, (_, at) => ({
    path: 'new.js',
    line: 1,
    message: `problem ${at}`,
  }));
  given = pullRequest({ 'old.js': 'old\n' }, { 'new.js': 'x\n', 'given.sarif': sarifLog(results) });
  sandbox = await openBitbucket(given, { token: 'the-token' });
});
afterEach(() => sandbox.close());

/** All that a run needs that publishes what another tool found: the shortest whole run. */
const environment = () => ({
  ...given.environment,
  ...repositoryEnvironment,
  BITBUCKET_API_URL: sandbox.url,
  BITBUCKET_ACCESS_TOKEN: 'the-token',
  MODE: 'publish',
  SARIF_FILES: 'given.sarif',
  // What else would be a passed run.
  FAIL_ON: 'never',
});
const run = (more: Readonly<Record<string, string>>) =>
  runBundle(main, given.repository.root, { ...environment(), ...more });
const newFolder = (name: string) => mkdtempSync(join(tmpdir(), `${name}-`));

/** The state of the one build status. */
const status = () => sandbox.state.statuses.map(({ state }) => state).join();

/** What was written there is whole; nothing else is left, but for names that `besides` fits. */
function wholeFilesIn(folder: string, besides = /^$/): readonly string[] {
  const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const files = entries.filter((entry) => entry.isFile() && !besides.test(entry.name));
  for (const { name, parentPath } of files) {
    expect(name).toMatch(
      /^(?:report\.(?:json|sarif|md|html|csv)|junit\.xml|code-quality\.json|baseline\.sarif|collected\.json)$/,
    );
    const text = readFileSync(join(parentPath, name), 'utf8');
    if (/json$|sarif$/.test(name)) JSON.parse(text);
    if (name.endsWith('.html')) expect(text).toMatch(/<\/html>\s*$/);
    if (name.endsWith('.xml')) expect(text).toMatch(/<\/testsuites>\s*$/);
  }
  return files.map(({ name }) => name);
}

/** A file system of so many bytes. */
function smallDisk(bytes: number): string {
  const folder = newFolder('disk');
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]);
  if (mounted.status !== 0) throw new Error(`cannot mount: ${mounted.stderr}`);
  onTestFinished(() => void spawnSync('umount', [folder]));
  return folder;
}
const canMount = spawnSync('unshare', ['--mount', 'true']).status === 0;
if (!canMount) console.log('skipped: full disks, as this machine lets us mount none');

describe('a run that cannot do its work does not pass', () => {
  it.runIf(canMount).each([
    [8192, 'scan'],
    [8192, 'collect'],
    [65_536, 'scan'],
    [262_144, 'scan'],
  ])('where the disk for reports has %i bytes, with MODE=%s', async (bytes, mode) => {
    const disk = smallDisk(bytes);
    const folder = join(disk, 'out');
    const { exitCode, log } = await run({ OUTPUT_DIR: folder, MODE: mode });
    expect(exitCode, log).not.toBe(0);
    expect(log).toMatch(/no space/i);
    expect(log).not.toMatch(/\n\s+at /);
    wholeFilesIn(folder);
    expect(status()).not.toContain('INPROGRESS');
  });

  it('where the log cannot be written', () => {
    const folder = newFolder('out');
    const full = openSync('/dev/full', 'w');
    const { status: exitCode, signal } = spawnSync(process.execPath, [main], {
      cwd: given.repository.root,
      env: { PATH: toolPath, ...environment(), PUBLISH: 'none', OUTPUT_DIR: folder },
      stdio: ['ignore', full, 'ignore'],
      timeout: 25_000,
    });
    expect(signal).toBeNull();
    expect(exitCode).not.toBe(0);
    wholeFilesIn(folder);
  });

  it.each([
    ['the output folder is a file', (folder: string) => ({ OUTPUT_DIR: join(folder, 'file') })],
    [
      'the output folder lies below a file',
      (folder: string) => ({ OUTPUT_DIR: join(folder, 'file', 'out') }),
    ],
    ['the output folder lies where nothing can be made', () => ({ OUTPUT_DIR: '/proc/reports' })],
    ['the output folder has a name that is too long', () => ({ OUTPUT_DIR: 'x'.repeat(300) })],
    ['there is no folder for temporary files', (folder: string) => ({ TMPDIR: join(folder, 'none') })],
    ['the folder for temporary files is a file', (folder: string) => ({ TMPDIR: join(folder, 'file') })],
    ['there is no git', () => ({ PATH: '/nowhere' })],
  ])('where %s', async (_, more) => {
    const folder = newFolder('place');
    writeFileSync(join(folder, 'file'), 'x');
    const { exitCode, log } = await run(more(folder));
    expect(exitCode, log).not.toBe(0);
    expect(exitCode, log).not.toBeNull();
    expect(log).not.toMatch(/bug of this pipe/);
    expect(status()).not.toContain('INPROGRESS');
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('x');
  });

  it('where it has no memory', async () => {
    const folder = newFolder('out');
    const results = Array.from({ length: 60_000 }, (_, at) => ({
      path: 'new.js',
      line: 1,
      message: `x ${at}`,
    }));
    given.repository.write('many.sarif', sarifLog(results));
    const { exitCode, signal, log } = await run({
      SARIF_FILES: 'many.sarif',
      OUTPUT_DIR: folder,
      NODE_OPTIONS: '--max-old-space-size=20',
    });
    expect(signal ?? exitCode).not.toBe(0);
    expect(log).toMatch(/memory/);
    wholeFilesIn(folder);
    expect(status()).not.toContain('SUCCESSFUL');
  });
});

describe('a run that is killed', () => {
  it('at any moment leaves whole reports or none', async () => {
    const results = Array.from({ length: 5000 }, (_, at) => ({
      path: 'new.js',
      line: 1,
      message: `x ${at}`,
    }));
    given.repository.write('many.sarif', sarifLog(results));
    const folder = newFolder('killed');
    const left: number[] = [];
    // As soon as so many files are there, be it half of one.
    for (let most = 1; most <= 8; most += 1) {
      const out = join(folder, String(most));
      const settings = { ...environment(), SARIF_FILES: 'many.sarif', PUBLISH: 'none', OUTPUT_DIR: out };
      const { signal } = await runBundle(main, given.repository.root, settings, (kill) => {
        const look = setInterval(() => {
          if (!existsSync(out) || readdirSync(out).length < most) return;
          clearInterval(look);
          kill('SIGKILL');
        }, 1);
        onTestFinished(() => clearInterval(look));
      });
      expect(signal).toBe('SIGKILL');
      // What was being written has a name that nobody takes for a report.
      left.push(wholeFilesIn(out, /^\.[\w.-]+\.tmp$/).length);
    }
    console.info(`killed at ${left.length} moments, reports left: ${left.join(', ')}`);
  }, 90_000);
});

describe('a wrong clock', () => {
  it.each([
    ['stands still in 1970', 'Date.now = () => 0;'],
    ['is in the year 2100', 'const now = Date.now; Date.now = () => now() + 2.3e12;'],
    ['goes backwards', 'const start = Date.now(); let calls = 0; Date.now = () => start - 60_000 * calls++;'],
    [
      'jumps an hour with each look',
      'const start = Date.now(); let calls = 0; Date.now = () => start + 3.6e6 * calls++;',
    ],
  ])(
    'that %s changes neither verdict nor exit code',
    async (_, code) => {
      const folder = newFolder('clock');
      const preload = join(folder, 'clock.mjs');
      writeFileSync(preload, code);
      mkdirSync(join(folder, 'out'));
      const { exitCode, log, seconds } = await run({
        NODE_OPTIONS: `--import=${pathToFileURL(preload).href}`,
        OUTPUT_DIR: join(folder, 'out'),
        FAIL_ON: 'low',
      });
      expect(exitCode, log).toBe(1);
      expect(seconds).toBeLessThan(60);
      expect(wholeFilesIn(join(folder, 'out'))).toContain('report.json');
      expect(status()).toBe('FAILED');
    },
    90_000,
  );
});
