import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly link?: boolean;
}
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const locked = Object.entries(packages).filter(([folder]) => folder !== '');

it('every package is locked by a hash', () => {
  // npm leaves hashes out where it takes a package over from a folder: remove such an entry and `npm install
  // --package-lock-only` asks the registry for it.
  const without = locked.filter(([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''));
  expect(without.map(([folder]) => folder)).toEqual([]);
});

it.each(['x64', 'arm64'])('the scanner that comes as a package is locked for linux on %s', (architecture) => {
  const { version } = packages['node_modules/@ast-grep/cli'] ?? {};
  expect(packages[`node_modules/@ast-grep/cli-linux-${architecture}-gnu`]?.version).toBe(version);
});

it.each(['amd64', 'arm64'])(
  'the scanner that comes from Debian is locked for %s, in one version',
  (architecture) => {
    const lines = readFileSync('scripts/image/shellcheck.sha256', 'utf8').trim().split('\n');
    const names = lines.map((line) => /^[0-9a-f]{64} {2}shellcheck_([^_]+)_(\w+)\.deb$/.exec(line)?.slice(1));
    expect(names.map((name) => name?.[1])).toContain(architecture);
    expect(new Set(names.map((name) => name?.[0])).size).toBe(1);
  },
);
