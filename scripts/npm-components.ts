import type { BundledPackage } from './bundled-packages.ts';
import type { Component } from './sbom.ts';

/** npm packages as components; a purl's `@` of a scope is encoded: https://github.com/package-url/purl-spec */
export function npmComponents(packages: readonly BundledPackage[]): readonly Component[] {
  return packages.map(({ name, version, license, integrity }) => ({
    type: 'library',
    name,
    version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    licenses: license.includes(' ') ? [{ expression: license }] : [{ license: { id: license } }],
    hashes: [{ alg: 'SHA-512', content: hexOf(integrity) }],
  }));
}

function hexOf(integrity: string): string {
  const [, base64] = /^sha512-([A-Za-z0-9+/]{86}==)$/.exec(integrity) ?? [];
  if (base64 === undefined) throw new Error(`not a SHA-512 integrity of npm: ${integrity}`);
  return Buffer.from(base64, 'base64').toString('hex');
}
