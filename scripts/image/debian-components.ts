import type { Component } from '../sbom.ts';

/**
 * Debian packages as components, from lines of `dpkg-query` with package, version, architecture, and the source package
 * with its version, by which advisories go: https://github.com/package-url/purl-spec/blob/main/types-doc/deb-definition.md
 */
export function debianComponents(packages: string, release: string): readonly Component[] {
  const lines = packages.split('\n').filter((line) => line !== '');
  return [...new Set(lines)].sort().map((line) => {
    const [name, version, architecture, source, sourceVersion] = line.split('\t');
    if (!name || !version || !architecture || !source || !sourceVersion) {
      throw new Error(`not a line of dpkg-query as collect-debian.sh asks for it: ${line}`);
    }
    return {
      type: 'library',
      name,
      version,
      purl: `pkg:deb/debian/${encode(name)}@${encode(version)}?arch=${architecture}&distro=debian-${release}`,
      properties: [{ name: 'debian:source', value: `${source}@${sourceVersion}` }],
    };
  });
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('%3A', ':');
}
