import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createInstallation } from '../../src/scanners/installation.ts';
import { writeTool } from './fake-tools.ts';
import { temporaryFolder } from './scan-setup.ts';

function folderWith(...programs: readonly string[]): string {
  const folder = temporaryFolder();
  for (const program of programs) writeTool(join(folder, program), 'exit 0');
  return folder;
}
const install = (path: string | undefined, more: { repository?: string; programs?: string } = {}) =>
  createInstallation({
    root: '/nowhere',
    programs: '/nowhere/dist',
    node: process.execPath,
    path,
    repository: '/nowhere/repo',
    ...more,
  });

describe('the installation', () => {
  it('finds a program on the PATH, the first one wins', () => {
    const [first, second] = [folderWith('a'), folderWith('a', 'b')];
    const { find } = install(`${first}:${second}`);
    expect([find('a'), find('b'), find('c')]).toEqual([join(first, 'a'), join(second, 'b'), undefined]);
  });

  it('prefers its own program', () => {
    const programs = temporaryFolder();
    mkdirSync(join(programs, 'bin'));
    writeTool(join(programs, 'bin/a'), 'exit 0');
    expect(install(folderWith('a'), { programs }).find('a')).toBe(join(programs, 'bin/a'));
  });

  it('runs nothing that a pull request brings', () => {
    const repository = folderWith('a');
    mkdirSync(join(repository, 'bin'));
    writeTool(join(repository, 'bin/b'), 'exit 0');
    const { find, environment } = install(`${repository}:${repository}/bin:.:bin::/usr/bin`, { repository });
    expect([find('a'), find('b')]).toEqual([undefined, undefined]);
    expect(environment['PATH']).toBe('/usr/bin');
  });

  it('takes files that can be run only', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a'));
    symlinkSync('/nowhere', join(folder, 'b'));
    const { find } = install(folder);
    expect([find('a'), find('b')]).toEqual([undefined, undefined]);
  });

  it('has a search path where the environment has none', () => {
    expect(install(undefined).find('sh')).toMatch(/\/sh$/);
  });
});
