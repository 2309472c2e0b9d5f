import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, sep } from 'node:path';

/** Where this copy of the pipe keeps its data and programs. */
export interface Installation {
  /** The folder with `rules/`; the bundle's own, once built. */
  readonly root: string;
  /** The folder of the bundle, with the scanner programs of ours beside it: `secretlint.js`, `pipelines.js`. */
  readonly programs: string;
  /** Absolute path of an executable by name, looked for beside the bundle and on the PATH; undefined if absent. */
  find(program: string): string | undefined;
  /** The Node.js that runs the pipe, for scanners written for it. */
  readonly node: string;
  /** PATH and locale for children; nothing of ours. Each scanner adds a HOME and a TMPDIR of its own. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the way to the internet asks for, given to scanners that need it: proxies and certificates. */
  readonly networkEnvironment: Readonly<Record<string, string>>;
}

export interface InstallationPlaces {
  readonly root: string;
  readonly programs: string;
  readonly node: string;
  /** The PATH of the pipe's own environment. */
  readonly path: string | undefined;
  /** The scanned checkout: a program that a pull request brings is never run. */
  readonly repository: string;
  /** The pipe's own environment, of which only what `networkVariables` names is taken. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** A runner in a company's network reaches the internet through its proxy, with its certificates. */
const networkVariables = [
  ...[
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'ALL_PROXY',
    'NO_PROXY',
    'http_proxy',
    'https_proxy',
    'all_proxy',
    'no_proxy',
  ],
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'REQUESTS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'],
];

/** The usual search path of a Debian image, for an environment that has none. */
const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Programs are looked for in the installation's own `node_modules/.bin` first, so that the pinned version wins
 * over what else is on the PATH. Relative entries of the PATH and entries inside the checkout are left out.
 */
export function createInstallation(places: InstallationPlaces): Installation {
  const inCheckout = (folder: string) => `${folder}${sep}`.startsWith(`${places.repository}${sep}`);
  const ownFolders = [join(places.programs, 'bin'), join(places.programs, '..', 'node_modules', '.bin')];
  const pathFolders = (places.path ?? defaultPath)
    .split(delimiter)
    .filter((folder) => isAbsolute(folder) && !inCheckout(folder));
  const folders = [...ownFolders, ...pathFolders];
  return {
    root: places.root,
    programs: places.programs,
    node: places.node,
    find: (program) => folders.map((folder) => join(folder, program)).find(isExecutableFile),
    environment: { PATH: pathFolders.join(delimiter), LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', NO_COLOR: '1' },
    networkEnvironment: Object.fromEntries(
      networkVariables.flatMap((name) => {
        const value = places.environment?.[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

function isExecutableFile(path: string): boolean {
  try {
    // Most of them are nowhere, which to learn by an error takes the longest.
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
