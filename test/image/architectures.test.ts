import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, { readonly version: string; readonly integrity?: string }>>;
};

it.each(['x64', 'arm64'])('the scanner that comes as a package is locked for linux on %s', (architecture) => {
  const { version } = packages['node_modules/@ast-grep/cli'] ?? {};
  const program = packages[`node_modules/@ast-grep/cli-linux-${architecture}-gnu`];
  expect(program?.version).toBe(version);
  expect(program?.integrity).toMatch(/^sha512-/);
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
