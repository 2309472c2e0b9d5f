import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const script = resolve(import.meta.dirname, '../../scripts/install.mjs');

it.each(['../other/node_modules', '../gone'])(
  'installs nothing through a link to %s, as npm would empty it',
  (target) => {
    const folder = mkdtempSync(join(tmpdir(), 'install-'));
    const [checkout, packages] = [join(folder, 'checkout'), join(folder, 'other/node_modules')];
    for (const each of [join(checkout, 'scripts'), packages]) mkdirSync(each, { recursive: true });
    copyFileSync(script, join(checkout, 'scripts/install.mjs'));
    writeFileSync(join(checkout, 'package.json'), '{ "name": "x", "version": "1.0.0", "allowScripts": {} }');
    writeFileSync(join(checkout, 'package-lock.json'), '{ "lockfileVersion": 3, "packages": {} }');
    writeFileSync(join(packages, 'kept'), '');
    symlinkSync(target, join(checkout, 'node_modules'));

    const { status, stderr } = spawnSync(process.execPath, ['scripts/install.mjs'], {
      cwd: checkout,
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toContain(`node_modules is a symbolic link to ${target}`);
    expect(stderr).toContain('rm node_modules');
    expect(readdirSync(packages)).toEqual(['kept']);
  },
);
