import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly link?: boolean;
}

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
const lock = read('package-lock.json') as { readonly packages: Readonly<Record<string, Locked>> };
const own = read('package.json') as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

it('locks every package by the hash of its content, and none to another place than the registry', () => {
  expect(packages.length).toBeGreaterThan(100);
  const loose = packages.filter(
    ([, { integrity = '', link, resolved = 'https://registry.npmjs.org/' }]) =>
      !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity) ||
      link === true ||
      !resolved.startsWith('https://registry.npmjs.org/'),
  );
  expect(loose).toEqual([]);
});

it('asks for exact versions', () => {
  for (const kind of ['dependencies', 'devDependencies', 'overrides']) {
    for (const [name, version] of Object.entries(own[kind] ?? {})) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/);
    }
  }
});

const runScripts = Object.entries(own['allowScripts'] ?? {}).flatMap(([name, is]) =>
  is === true ? [name] : [],
);

it('knows every package with an install script, and what works without it', () => {
  const withScript = packages
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
  expect(runScripts.filter((name) => !withScript.includes(name))).toEqual([]);
  // esbuild's only saves a process; fsevents is for macOS, and its script has nothing to do elsewhere; that of the
  // grammar looks for native code, where only its WebAssembly is used.
  const needless = ['esbuild', 'fsevents', '@tree-sitter-grammars/tree-sitter-kotlin'];
  expect(withScript.filter((name) => ![...needless, ...runScripts].includes(name))).toEqual([]);
});

describe('an install script', () => {
  /** A project with two packages, each of which would leave a file of its name. */
  function project(): string {
    const folder = mkdtempSync(join(tmpdir(), 'install-'));
    for (const name of ['allowed', 'other']) {
      const scripts = {
        postinstall: `node -e "require('fs').writeFileSync('${join(folder, name)}.ran','')"`,
      };
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'package.json'), JSON.stringify({ name, version: '1.0.0', scripts }));
      npm(folder, 'pack', `./${name}`);
    }
    const dependencies = { allowed: 'file:allowed-1.0.0.tgz', other: 'file:other-1.0.0.tgz' };
    const app = { name: 'app', version: '1.0.0', dependencies, allowScripts: { allowed: true } };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(app));
    npm(folder, 'install', '--package-lock-only');
    return folder;
  }

  /** Offline, so that nothing but the packages here can be meant; as where nobody set anything. */
  function npm(cwd: string, ...args: readonly string[]): void {
    const env = { PATH: process.env['PATH'], HOME: cwd, npm_config_offline: 'true' };
    const { status, stderr } = spawnSync('npm', args, { cwd, env, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
  }

  const ran = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.ran'));

  it('is run by our installer only for a package on the list', () => {
    const folder = project();
    cpSync('scripts/install.mjs', join(folder, 'scripts/install.mjs'));
    const { PATH } = process.env;
    for (const again of ['first', 'second']) {
      const env = { PATH, HOME: folder, npm_config_offline: 'true' };
      const { status, stderr } = spawnSync('node', ['scripts/install.mjs'], {
        cwd: folder,
        env,
        encoding: 'utf8',
      });
      expect(status, stderr).toBe(0);
      expect(ran(folder), again).toEqual(again === 'first' ? ['allowed.ran'] : []);
      expect(existsSync(join(folder, 'node_modules/other/package.json'))).toBe(true);
      rmSync(join(folder, 'allowed.ran'), { force: true });
    }
  });

  it.each([
    ['for an image', ['ci', '--ignore-scripts'], ''],
    ['by hand', ['ci'], readFileSync('.npmrc', 'utf8')],
  ])('is not run at all %s', (_, args, npmrc) => {
    const folder = project();
    writeFileSync(join(folder, '.npmrc'), npmrc);
    npm(folder, ...args);
    expect(existsSync(join(folder, 'node_modules/other/package.json'))).toBe(true);
    expect(ran(folder)).toEqual([]);
  });

  it('is run by npm left alone, so that this test could see it', () => {
    const folder = project();
    npm(folder, 'ci');
    expect(ran(folder)).toContain('allowed.ran');
  });

  it('stays off wherever the project calls npm', () => {
    const calls = ['Dockerfile', 'scripts/install.mjs', '.ci/run', 'bitbucket-pipelines.yml', 'package.json']
      .flatMap((path) => readFileSync(path, 'utf8').split('\n'))
      .filter((line) => /^[^#/]*\bnpm(?: |\(')(?:ci|install|i|add|exec)\b/.test(line));
    expect(calls.length).toBeGreaterThanOrEqual(2);
    expect(calls.filter((line) => !line.includes('--ignore-scripts'))).toEqual([]);
  });
});

it('ships nothing whose licence asks for more than to be named', () => {
  const fine =
    /^\(?(?:MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|CC0-1\.0|PSF-2\.0|Python-2\.0|Unlicense)(?: OR [\w.-]+\)?)?$/;
  const others = packages.filter(([, { dev, license = '' }]) => dev !== true && !fine.test(license));
  expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});
