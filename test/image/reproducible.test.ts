import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Component } from '../../scripts/sbom.ts';

/** The project with the packages that the build needs, in a folder of that name. */
function copyProject(name: string): string {
  const root = join(mkdtempSync(join(tmpdir(), name)), 'a folder');
  const files = ['package.json', 'package-lock.json', 'tsconfig.json', 'pipe.yml', 'scripts', 'src', 'rules'];
  const { components } = JSON.parse(readFileSync('dist/sbom.cdx.json', 'utf8')) as {
    components: Component[];
  };
  const packages = [...components.map((component) => component.name), 'esbuild', '@esbuild', 'yaml', 'ajv'];
  for (const path of [...files, ...packages.map((each) => `node_modules/${each}`)]) {
    cpSync(path, join(root, path), { recursive: true, dereference: true });
  }
  return root;
}

function build(
  root: string,
  environment: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.ts'], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...environment },
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  const files = readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(root.length), createHash('sha256').update(readFileSync(path)).digest('hex')];
    }),
  );
}

it('two builds are the same bytes, whatever the folder, the time zone and the language', () => {
  const one = build(copyProject('one-'), { TZ: 'Pacific/Auckland', LANG: 'C' });
  const other = build(copyProject('quite-another-'), {
    TZ: 'America/New_York',
    LANG: 'tr_TR.UTF-8',
    HOME: '/nowhere',
  });
  expect(Object.keys(one)).toContain('/dist/main.js');
  expect(other).toEqual(one);
});
