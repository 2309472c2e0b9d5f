import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

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

it('runs no install script but those on the list', () => {
  const withScript = packages
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
  expect(withScript).toContain('esbuild');
  const allowed = Object.entries(own['allowScripts'] ?? {}).flatMap(([name, is]) =>
    is === true ? [name] : [],
  );
  // fsevents is for macOS only, and its script has nothing to do elsewhere.
  expect(withScript.filter((name) => name !== 'fsevents' && !allowed.includes(name))).toEqual([]);
});

it('ships nothing whose licence asks for more than to be named', () => {
  const fine =
    /^\(?(?:MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|CC0-1\.0|PSF-2\.0|Python-2\.0|Unlicense)(?: OR [\w.-]+\)?)?$/;
  const others = packages.filter(([, { dev, license = '' }]) => dev !== true && !fine.test(license));
  expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});
