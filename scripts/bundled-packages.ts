import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** An npm package that the pipe passes on, in the bundle or as a program. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX licence expression. */
  readonly license: string;
  /** Its text; absent where the package brings none. */
  readonly text?: string;
  /** Of the lock file, as in https://www.w3.org/TR/SRI/ */
  readonly integrity: string;
}

/** Licences that may be passed on with the pipe. */
const accepted = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Python-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
]);

/** The part of package-lock.json that matters here. */
export interface Lock {
  readonly packages: Readonly<Record<string, { readonly integrity?: string }>>;
}

/**
 * The packages in the bundle, by what the bundler really read, sorted by name.
 *
 * @throws where one has a licence that is not accepted, or no hash in the lock file: it must not be passed on.
 */
export function bundledPackages(metafile: Metafile, lock: Lock): readonly BundledPackage[] {
  const folders = new Set<string>();
  for (const input of Object.keys(metafile.inputs)) {
    const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [];
    if (folder !== undefined) folders.add(folder);
  }
  const packages = [...folders].map((folder) => readPackage(folder, lock));
  return packages.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** One package by its folder, as the lock file names it. @throws as `bundledPackages` does */
export function readPackage(folder: string, lock: Lock): BundledPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
    'name' | 'version' | 'license',
    string
  >;
  if (!isAccepted(license)) {
    throw new Error(`${name}@${version} has the licence ${license}, which is not among those accepted`);
  }
  // Where node_modules is a link, the bundler says where it leads.
  const integrity = lock.packages[folder.slice(folder.indexOf('node_modules/'))]?.integrity;
  if (integrity === undefined) throw new Error(`${name}@${version} has no hash in package-lock.json`);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? undefined : readFileSync(join(folder, file), 'utf8').trim();
  return { name, version, license, integrity, ...(text !== undefined && { text }) };
}

/** Of a choice one accepted licence is enough; where several apply at once, none is accepted by itself. */
export function isAccepted(license: string | undefined): boolean {
  const choices = (license ?? '').replace(/^\((.*)\)$/, '$1').split(' OR ');
  return choices.some((choice) => accepted.has(choice));
}
