// Installs the locked packages once, and again whenever the lock file is newer. Runs on any Node.js
// from 20 on: the project's own Node.js is one of the packages it installs.
import { spawnSync } from 'node:child_process';
import { lstatSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';

const modified = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** npm empties the folder that it installs into, also behind a link: that of another checkout, say. */
function refuseLink() {
  if (!lstatSync('node_modules', { throwIfNoEntry: false })?.isSymbolicLink()) return;
  console.error(
    `node_modules is a symbolic link to ${readlinkSync('node_modules')}, and npm would empty that folder: nothing was installed.
Remove the link (rm node_modules) and start again, so that the packages get a folder of their own here.`,
  );
  process.exit(1);
}

function npm(...args) {
  refuseLink();
  const { status } = spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

const installed = 'node_modules/.package-lock.json';
const scriptsRan = 'node_modules/.allowed-scripts-ran';

// `allowScripts` alone stops nothing: npm 11 runs what is not on the list too, with a notice.
// https://docs.npmjs.com/cli/v11/using-npm/config#strict-allow-scripts
if (modified(installed) < modified('package-lock.json')) npm('ci', '--ignore-scripts');
if (modified(scriptsRan) < modified(installed)) {
  const { allowScripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name] === true);
  if (allowed.length > 0) npm('rebuild', '--ignore-scripts=false', ...allowed);
  writeFileSync(scriptsRan, '');
}
