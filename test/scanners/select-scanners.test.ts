import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/core/errors.ts';
import { scanners } from '../../src/scanners/registry.ts';
import type { Scanner } from '../../src/scanners/scanner.ts';
import { selectScanners } from '../../src/scanners/select-scanners.ts';
import { madeScanner } from './made-scanner.ts';
import { installation } from './scan-setup.ts';

const scanner = (name: string, more: Partial<Scanner> = {}) =>
  madeScanner(name, { selects: (files) => files, ...more });

const known = [
  scanner('brought'),
  scanner('absent', { missing: () => 'absent is not installed' }),
  scanner('optional', { auto: 'installed' }),
  scanner('uninstalled', { auto: 'installed', missing: () => 'uninstalled is not on the PATH' }),
  scanner('by-name', { auto: 'never' }),
  scanner('idle', { selects: () => [] }),
];
const select = (...wanted: string[]) =>
  selectScanners({ known, wanted, files: ['a.js', 'b.js'], installation: installation() });
const names = (...wanted: string[]) => select(...wanted).scanners.map(({ name }) => name);

describe('SCANNERS', () => {
  it.each([
    // A scanner that the pipe brings and that is not there must fail loudly, not be left out.
    ['auto', ['auto'], ['brought', 'absent', 'optional']],
    ['nothing', [], ['brought', 'absent', 'optional']],
    ['names', ['by-name', 'idle'], ['by-name', 'idle']],
    ['a name that is not installed', ['uninstalled'], ['uninstalled']],
    ['-name alone', ['-brought'], ['absent', 'optional']],
    ['auto and -name', ['auto', '-brought'], ['absent', 'optional']],
    ['names and -name', ['brought', 'optional', '-absent'], ['brought', 'optional']],
  ])('%s', (_, wanted, expected) => expect(names(...wanted)).toEqual(expected));

  it('has a reason for every scanner', () => {
    expect(select('auto', '-optional').table).toEqual([
      { name: 'brought', runs: true, why: '2 files', isFar: false },
      { name: 'absent', runs: true, why: '2 files', isFar: false },
      { name: 'optional', runs: false, why: 'taken out by SCANNERS=-optional', isFar: false },
      { name: 'uninstalled', runs: false, why: 'uninstalled is not on the PATH', isFar: false },
      { name: 'by-name', runs: false, why: 'only when SCANNERS names it', isFar: false },
      { name: 'idle', runs: false, why: 'no file for it', isFar: false },
    ]);
    expect(select('by-name').table).toContainEqual({
      name: 'brought',
      runs: false,
      why: 'not named in SCANNERS',
      isFar: true,
    });
    expect(select('by-name').table).toContainEqual({
      name: 'by-name',
      runs: true,
      why: 'named in SCANNERS; 2 files',
      isFar: false,
    });
  });

  it.each([
    ['a misspelt name', ['broght'], 'Did you mean brought?'],
    ['an unknown name', ['zzz'], 'Accepted: auto, brought'],
    ['an unknown name to take out', ['-optinal'], 'Did you mean optional?'],
    ['a name and its opposite', ['brought', '-brought'], 'brought and -brought'],
  ])('refuses %s', (_, wanted, message) => {
    expect(() => select(...wanted)).toThrow(ConfigError);
    expect(() => select(...wanted)).toThrow(message);
  });

  it('tells all problems at once', () => {
    expect(() => select('zzz', 'yyy')).toThrow(/zzz.*\n.*yyy/);
  });
});

describe('the registry', () => {
  it('names every scanner once', () => {
    const all = scanners.map(({ name }) => name);
    expect(new Set(all).size).toBe(all.length);
    expect(all.every((name) => /^[a-z][a-z0-9-]*$/.test(name) && !['auto', 'none'].includes(name))).toBe(
      true,
    );
  });
});
