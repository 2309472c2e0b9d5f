// `npm run demo`: scans a small pull request, or a repository of yours (`npm run demo -- PATH`), against the
// embedded Bitbucket, and says where the page is that shows the pull request as Bitbucket would.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const application = join(import.meta.dirname, 'application');
const bundle = join(import.meta.dirname, '..', 'dist', 'main.js');

interface Demo {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

function git(folder: string, ...args: readonly string[]): string {
  const author = { GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@example.com' };
  const committer = { GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.com' };
  return execFileSync('git', [...args], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      ...author,
      ...committer,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
    },
  }).trim();
}

function commit(folder: string, message: string): string {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', message);
  return git(folder, 'rev-parse', 'HEAD');
}

/** Two commits in a fresh repository: the shop, and a pull request to it. */
function makeBookshop(): Demo {
  const folder = mkdtempSync(join(tmpdir(), 'code-scan-demo-'));
  git(folder, 'init', '--quiet', '--initial-branch=main');
  cpSync(join(application, 'main'), folder, { recursive: true });
  const destination = commit(folder, 'The shop as it is');
  git(folder, 'checkout', '--quiet', '-b', 'feature/sorting-and-invoices');
  cpSync(join(application, 'pull-request'), folder, { recursive: true });
  writeAccessKey(join(folder, 'worker', 'storage.py'));
  const source = commit(folder, 'Sort books, show covers, choose the printer');
  return {
    folder,
    environment: {
      BITBUCKET_WORKSPACE: 'example',
      BITBUCKET_REPO_SLUG: 'bookshop',
      BITBUCKET_COMMIT: source,
      BITBUCKET_BRANCH: 'feature/sorting-and-invoices',
      BITBUCKET_PR_ID: '12',
      BITBUCKET_PR_DESTINATION_BRANCH: 'main',
      BITBUCKET_PR_DESTINATION_COMMIT: destination,
    },
  };
}

/** Letters that look like a key to a scanner: made here, so that no file of this repository holds one. */
function writeAccessKey(path: string): void {
  const letters = (count: number, alphabet: string) =>
    Array.from({ length: count }, (_, index) => alphabet[(index * 7 + 3) % alphabet.length]).join('');
  const accessKey = `AKIA${letters(16, 'QWERTZUPASDFGHJKLYXCVBNM234567')}`;
  const secretKey = letters(40, 'abcDEFghiJKLmnoPQRstuVWXyz0123456789+/');
  const text = readFileSync(path, 'utf8')
    .replace('{{ACCESS_KEY}}', accessKey)
    .replace('{{SECRET_KEY}}', secretKey);
  writeFileSync(path, text.replace(/^# The demo.*\n/m, ''));
}

const [path] = process.argv.slice(2);
if (path !== undefined && statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
  console.error(
    `There is no folder ${resolve(path)}. Give the path of a git checkout: npm run demo -- ../my-repository`,
  );
  process.exit(2);
}
const demo = path === undefined ? makeBookshop() : { folder: resolve(path), environment: {} };
const started = performance.now();
const { status } = spawnSync(process.execPath, [bundle], {
  cwd: demo.folder,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    TERM: process.env['TERM'],
    ...demo.environment,
    MODE: 'preview',
  },
});
const page = join(demo.folder, 'code-scan-report', 'preview.html');
const seconds = ((performance.now() - started) / 1000).toFixed(1);
// The gate of the example fails, as it should: the demo shows that, and has done its work.
if ((status === 0 || status === 1) && existsSync(page)) {
  console.log(
    `\nScanned in ${seconds} s. The pull request as Bitbucket would show it:\n  ${pathToFileURL(page)}`,
  );
} else {
  console.error(`\nThe scan ended with exit code ${status} and left no page.`);
  process.exitCode = status || 1;
}
