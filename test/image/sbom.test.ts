import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { describe, expect, it } from 'vitest';
import { isAccepted } from '../../scripts/bundled-packages.ts';
import { debianComponents } from '../../scripts/image/debian-components.ts';
import { installedComponents } from '../../scripts/image/installed-components.ts';
import { npmComponents } from '../../scripts/npm-components.ts';
import { type Component, cycloneDx } from '../../scripts/sbom.ts';

/** What the official schema has against it: nothing, or why. */
async function problemsOf(sbom: string): Promise<unknown> {
  const problems = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(sbom);
  return problems ?? [];
}

describe('the SBOM of the bundle', () => {
  const text = readFileSync('dist/sbom.cdx.json', 'utf8');
  const { components } = JSON.parse(text) as { components: Component[] };
  const names = components.map(({ name }) => name);

  it('is CycloneDX 1.6', async () => {
    expect(await problemsOf(text)).toEqual([]);
  });

  it('has what the pipe depends on, and what that brings along', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object };
    expect(names).toEqual(
      expect.arrayContaining(
        Object.keys(dependencies).filter((name) => name !== 'ajv-formats' && name !== 'ajv'),
      ),
    );
    expect(names).toContain('@secretlint/secretlint-rule-preset-recommend');
    expect(names).toContain('linkify-it');
    expect(names).not.toContain('vitest');
  });

  it('has each package once, with its hash, and its licence among those accepted', () => {
    expect(new Set(components.map(({ purl }) => purl)).size).toBe(components.length);
    for (const { name, hashes, licenses } of components) {
      expect(hashes?.[0]?.content, name).toMatch(/^[0-9a-f]{128}$/);
      const [licence] = licenses ?? [];
      const id = JSON.stringify(licence).replace(/^.*"(?:id|expression)":"([^"]*)".*$/, '$1');
      expect(isAccepted(id), `${name}: ${id}`).toBe(true);
    }
  });

  it('names the packages whose licences come along', () => {
    const licences = readFileSync('dist/THIRD_PARTY_LICENSES', 'utf8');
    for (const { name, version } of components) expect(licences).toContain(`${name} ${version} (`);
  });
});

describe('an SBOM', () => {
  const packages = [
    { name: '@a/b', version: '1.0.0', license: 'MIT', integrity: `sha512-${'A'.repeat(86)}==` },
    {
      name: 'c',
      version: '2.0.0',
      license: '(MIT OR GPL-2.0-only)',
      integrity: `sha512-${'B'.repeat(86)}==`,
    },
  ];
  const lines =
    'git\t1:2.47.3-0+deb13u1\tamd64\tgit\t1:2.47.3-0+deb13u1\nlibstdc++6\t14.2.0-19\tamd64\tgcc-14\t14.2.0-19\n';

  it('of packages from npm and Debian is CycloneDX 1.6', async () => {
    const subject = { type: 'container', name: 'x', version: '1' } as const;
    const text = cycloneDx(subject, [...npmComponents(packages), ...debianComponents(lines, '13')]);
    expect(await problemsOf(text)).toEqual([]);
  });

  it('of what lies in a folder has each package once, whatever its licence is called', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'installed-'));
    const write = (path: string, content: object) => {
      mkdirSync(join(folder, path), { recursive: true });
      writeFileSync(join(folder, path, 'package.json'), JSON.stringify(content));
    };
    write('npm', { name: 'npm', version: '11.0.0', license: 'Artistic-2.0' });
    write('npm/node_modules/a', { name: 'a', version: '1.0.0', license: 'SEE LICENSE IN x' });
    write('npm/node_modules/b/node_modules/a', { name: 'a', version: '1.0.0', license: 'SEE LICENSE IN x' });
    write('npm/node_modules/a/dist', { type: 'module' });
    const components = installedComponents([folder, join(folder, 'missing')]);
    expect(components.map(({ purl }) => purl)).toEqual(['pkg:npm/a@1.0.0', 'pkg:npm/npm@11.0.0']);
    expect(await problemsOf(cycloneDx({ type: 'container', name: 'x', version: '1' }, components))).toEqual(
      [],
    );
  });

  it('is not taken for valid where it is not', async () => {
    const text = cycloneDx({ type: 'container', name: 'x', version: '1' }, npmComponents(packages));
    expect(await problemsOf(text.replace('"SHA-512"', '"SHA-0"'))).not.toEqual([]);
  });

  it('names packages as others do', () => {
    expect(npmComponents(packages)[0]?.purl).toBe('pkg:npm/%40a/b@1.0.0');
    expect(debianComponents(lines, '13').map(({ purl }) => purl)).toEqual([
      'pkg:deb/debian/git@1:2.47.3-0%2Bdeb13u1?arch=amd64&distro=debian-13',
      'pkg:deb/debian/libstdc%2B%2B6@14.2.0-19?arch=amd64&distro=debian-13',
    ]);
  });

  it('tells a package once that two layers hold', () => {
    expect(debianComponents(lines + lines, '13')).toHaveLength(2);
  });

  it.each(['git\t1.0', 'error: no packages found'])('is not made of %j', (line) => {
    expect(() => debianComponents(`${line}\n`, '13')).toThrow(/dpkg-query/);
  });
});

it.each([
  ['MIT', true],
  ['(MIT OR GPL-2.0-only)', true],
  ['GPL-2.0-only OR Apache-2.0', true],
  ['MIT AND GPL-2.0-only', false],
  ['GPL-3.0-only', false],
  ['UNLICENSED', false],
  [undefined, false],
])('a package with the licence %s may be passed on: %s', (licence, expected) => {
  expect(isAccepted(licence)).toBe(expected);
});
