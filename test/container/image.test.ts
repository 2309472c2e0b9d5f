import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { describe, expect, it } from 'vitest';
import { readLayers, sizeTable } from '../../scripts/image/size-table.ts';
import type { Component } from '../../scripts/sbom.ts';
import { docker, fullImage, image, insideImage } from './engine.ts';

const layersOf = (name: string) =>
  JSON.parse(docker('inspect', '--format={{json .RootFS.Layers}}', name)) as string[];

describe('what is in the image', () => {
  const sbom = insideImage('cat /opt/code-scan/sbom.cdx.json');
  const { components } = JSON.parse(sbom) as { components: Component[] };
  const versionOf = (name: string) => components.find((component) => component.name === name)?.version;

  it('is listed as CycloneDX 1.6, each part once', async () => {
    expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(sbom)).toBeNull();
    const purls = components.map(({ purl, name }) => purl ?? name);
    expect(new Set(purls).size).toBe(purls.length);
  });

  it.each([
    ['git', 'git --version'],
    ['shellcheck', 'shellcheck --version'],
    ['node', 'node --version'],
    ['libc6', 'ldd --version'],
  ])('has %s in the version that runs', (name, command) => {
    const [plain = 'missing'] = /^\d+(\.\d+)+/.exec(versionOf(name)?.replace(/^\d+:/, '') ?? '') ?? [];
    expect(insideImage(command)).toContain(plain);
  });

  it('has ast-grep, tini, the libraries of git, the packages of the bundle, and npm', () => {
    const names = components.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['tini', 'libcurl3t64-gnutls', 'undici', 'pino', 'debian', 'npm']),
    );
    const astGrep = components.find(({ name }) => name.startsWith('@ast-grep/cli-linux-'));
    expect(insideImage('/opt/code-scan/bin/ast-grep --version')).toContain(astGrep?.version ?? 'missing');
  });

  it('lists every package of Debian that a scanner of images would find, and no other', () => {
    const status = insideImage(
      'cat /var/lib/dpkg/status; for each in /var/lib/dpkg/status.d/*; do cat "$each"; echo; done',
    );
    const there = [...status.matchAll(/^Package: (.*)$/gm)].map(([, name]) => name);
    const listed = components.filter(({ purl }) => purl?.startsWith('pkg:deb/')).map(({ name }) => name);
    expect(listed.sort()).toEqual(there.sort());
  });

  it('comes with its licences', () => {
    const licences = insideImage('cat /opt/code-scan/THIRD_PARTY_LICENSES; ls /usr/share/doc/*/copyright');
    for (const name of ['@ast-grep/cli-linux-', 'undici ', 'markdown-it ']) expect(licences).toContain(name);
    for (const name of ['git', 'shellcheck', 'tini', 'libcurl3t64-gnutls']) {
      expect(licences).toContain(`/usr/share/doc/${name}/copyright`);
    }
  });

  it('nobody but root may change, and nothing runs with more rights than its user', () => {
    const ours =
      '/opt /LICENSE /README.md /pipe.yml /usr/bin/git /usr/bin/shellcheck /usr/bin/tini /usr/lib/git-core';
    expect(insideImage(`find ${ours} -not -type l \\( -not -user root -o -perm /7022 \\)`)).toBe('');
  });

  it('is told by its labels', () => {
    const labels = JSON.parse(docker('inspect', '--format={{json .Config.Labels}}', image)) as Record<
      string,
      string
    >;
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const of = (name: string) => labels[`org.opencontainers.image.${name}`];
    expect([version, 'unreleased']).toContain(of('version'));
    expect(of('source')).toBe('https://bitbucket.org/codescan/code-scan-pipe');
    expect(of('licenses')).toBe('Apache-2.0');
    expect(of('base.name')).toMatch(/^docker\.io\/library\/node:24\S*-trixie-slim$/);
    expect(Object.keys(labels).map((label) => label.replace('org.opencontainers.image.', ''))).toEqual(
      expect.arrayContaining(['base.digest', 'created', 'revision']),
    );
  });
});

it('every megabyte over the base is accounted for', () => {
  const layers = readLayers(fullImage);
  process.stdout.write(`\n${sizeTable(layers)}\n`);
  for (const { name, bytes, parts } of layers.slice(1)) {
    const known = Object.values(parts).reduce((sum, part) => sum + part, 0);
    expect(Math.abs(bytes - known), name).toBeLessThan(100_000);
  }
});

it('the page says how large it is', () => {
  const rows = [...readFileSync('docs/image.md', 'utf8').matchAll(/^\| .* \| (\d+) \|$/gm)].map(([, mb]) =>
    Number(mb),
  );
  const layers = readLayers(fullImage).map(({ bytes }) => bytes / 1e6);
  expect(rows).toHaveLength(layers.length);
  // The base is somebody else's: it grows with its corrections.
  for (const [index, megabytes] of layers.entries()) {
    expect(Math.abs(megabytes - (rows[index] ?? 0))).toBeLessThan(index === 0 ? 50 : 2);
  }
});

it('a new version changes the last layer only', () => {
  const context = mkdtempSync(join(tmpdir(), 'context-'));
  const files = [
    'Dockerfile',
    '.dockerignore',
    'package.json',
    'package-lock.json',
    'pipe.yml',
    'tsconfig.json',
  ];
  for (const path of [...files, 'LICENSE', 'README.md', 'scripts', 'src', 'rules']) {
    cpSync(path, join(context, path), { recursive: true });
  }
  for (const path of ['package.json', 'package-lock.json']) {
    const text = readFileSync(join(context, path), 'utf8');
    writeFileSync(join(context, path), text.replace(/"version": "[^"]+"/, '"version": "99.0.0"'));
  }
  docker('build', '--network=host', '--tag', `${image}:next`, context);
  try {
    const [now, next] = [layersOf(image), layersOf(`${image}:next`)];
    expect(next.slice(0, -1)).toEqual(now.slice(0, -1));
    expect(next.at(-1)).not.toBe(now.at(-1));
  } finally {
    docker('rmi', `${image}:next`);
  }
});

it('tells its first line soon', () => {
  const told = insideImage(`cd "$(mktemp -d)"
    start=$(date +%s%N)
    node /opt/code-scan/main.js 2>&1 | { read -r line; echo "$((($(date +%s%N) - start) / 1000000)) ms: $line"; cat >/dev/null; }`);
  process.stdout.write(`\nfirst line after ${told}\n`);
  expect(told).toMatch(/^\d+ ms: \S/);
});
