import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { changelog, imageTags, nextVersion, parseChange } from '../../scripts/release/changes.ts';
import { prepareRelease, readReleases } from '../../scripts/release/prepare.ts';

let root: string;
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const json = (path: string) =>
  JSON.parse(read(path)) as { version: string; packages?: Record<string, { version: string }> };
const describeChange = (name: string, type: string, description: string) => {
  mkdirSync(join(root, '.changes/next-release'), { recursive: true });
  writeFileSync(join(root, `.changes/next-release/${name}.json`), JSON.stringify({ type, description }));
};
/** Everything in a folder, by its path. */
const contents = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [path, readFileSync(path, 'utf8')];
      }),
  );

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'release-'));
  for (const path of [
    'package.json',
    'package-lock.json',
    'pipe.yml',
    'docs/image.md',
    'CHANGELOG.md',
    '.changes',
  ]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    cpSync(path, join(root, path), { recursive: true });
  }
  rmSync(join(root, '.changes/next-release'), { recursive: true, force: true });
});

describe('a release', () => {
  it('names its version everywhere, and says what changed', () => {
    const before = json('package.json').version;
    describeChange('b', 'patch', 'Mend a thing.');
    describeChange('a', 'minor', 'Bring a thing.');
    const version = prepareRelease(root, new Date('2026-12-01T10:00:00Z'));
    expect(version).toBe(nextVersion(before, [{ type: 'minor', description: '-' }]));
    expect(json('package.json').version).toBe(version);
    expect(json('package-lock.json')).toMatchObject({ version, packages: { '': { version } } });
    expect((parse(read('pipe.yml')) as { image: string }).image).toBe(`codescan/code-scan-pipe:${version}`);
    expect(read('docs/image.md')).toContain(`pipe: codescan/code-scan-pipe:${version}`);
    expect(read('docs/image.md')).not.toContain(`code-scan-pipe:${before}`);
    expect(read('CHANGELOG.md')).toContain(
      `# Changelog\n\n## ${version}\n\n- minor: Bring a thing.\n- patch: Mend a thing.\n\n## ${before}\n`,
    );
    expect(json(`.changes/${version}.json`)).toMatchObject({
      version,
      created_at: '2026-12-01T10:00:00.000Z',
    });
    expect(readdirSync(join(root, '.changes/next-release'))).toEqual([]);
  });

  it('changes nothing else: no other package of the lock file, no other line', () => {
    const before = contents(root);
    describeChange('a', 'major', 'Break a thing.');
    const version = prepareRelease(root, new Date());
    for (const [path, text] of Object.entries(contents(root))) {
      if (path.includes('.changes') || path.endsWith('CHANGELOG.md')) continue;
      const [old, now] = [(before[path] ?? '').split('\n'), text.split('\n')];
      const changed = now.filter((line, index) => line !== old[index]);
      expect(now).toHaveLength(old.length);
      expect(
        changed.every((line) => line.includes(version)),
        path,
      ).toBe(true);
      expect(changed.length, path).toBe(path.endsWith('package-lock.json') ? 2 : changed.length);
    }
  });

  it.each([
    ['there is no change', () => undefined],
    ['a change is none', () => describeChange('a', 'huge', 'Do a thing.')],
    ['a change says nothing', () => describeChange('a', 'minor', '')],
    [
      'a file does not name the version',
      () => {
        describeChange('a', 'minor', 'Bring a thing.');
        writeFileSync(join(root, 'pipe.yml'), 'name: Code Scan\n');
      },
    ],
  ])('changes nothing at all where %s', (_, prepare) => {
    prepare();
    const before = contents(root);
    expect(() => prepareRelease(root, new Date())).toThrow();
    expect(contents(root)).toEqual(before);
  });
});

describe('the next version', () => {
  const change = (type: 'major' | 'minor' | 'patch') => ({ type, description: 'A thing.' });
  it.each([
    ['1.2.3', ['patch'], '1.2.4'],
    ['1.2.3', ['patch', 'minor', 'patch'], '1.3.0'],
    ['1.2.3', ['minor', 'major'], '2.0.0'],
    ['9.9.9', ['patch'], '9.9.10'],
  ] as const)('of %s after %j is %s', (version, types, expected) => {
    expect(nextVersion(version, types.map(change))).toBe(expected);
  });

  it('has an image tag of its own, and moves on those of its minor and major version', () => {
    expect(imageTags('1.2.3')).toEqual(['1.2.3', '1.2', '1']);
  });

  it('comes before older ones in the changelog, by number', () => {
    const release = (version: string) => ({ version, created_at: '', changes: [change('patch')] });
    const text = changelog(['1.9.0', '1.10.0', '1.2.0'].map(release));
    expect(text.match(/^## .*/gm)).toEqual(['## 1.10.0', '## 1.9.0', '## 1.2.0']);
  });
});

it('a change is described by a command, and a wrong one refused', () => {
  const add = (...args: string[]) =>
    spawnSync(process.execPath, [resolve('scripts/release/add-change.ts'), ...args], {
      cwd: root,
      encoding: 'utf8',
    });
  const { stdout } = add('minor', 'Bring', 'a thing.');
  const name = stdout.trim();
  expect(parseChange(name, read(name))).toEqual({ type: 'minor', description: 'Bring a thing.' });
  expect(add('tiny', 'Bring a thing.').status).toBe(2);
  expect(readdirSync(join(root, '.changes/next-release'))).toHaveLength(1);
});

describe('what stands in the repository', () => {
  const here = (path: string) => readFileSync(path, 'utf8');
  const { version } = JSON.parse(here('package.json')) as { version: string };

  it('names one version everywhere', () => {
    const lock = JSON.parse(here('package-lock.json')) as { version: string; packages: object };
    expect(lock).toMatchObject({ version, packages: { '': { version } } });
    expect((parse(here('pipe.yml')) as { image: string }).image).toBe(`codescan/code-scan-pipe:${version}`);
    expect(
      [...here('docs/image.md').matchAll(/code-scan-pipe:(\d+\.\d+\.\d+)/g)].map(([, named]) => named),
    ).toContain(version);
  });

  it('has a changelog that is made of the releases, the last one of this version', () => {
    expect(here('CHANGELOG.md')).toBe(changelog(readReleases('.')));
    expect(here('CHANGELOG.md')).toMatch(
      new RegExp(`^# Changelog\n\n## ${version.replaceAll('.', '\\.')}\n`),
    );
  });

  it('describes its changes rightly', () => {
    const folder = '.changes/next-release';
    for (const name of existsSync(folder) ? readdirSync(folder) : [])
      parseChange(name, here(join(folder, name)));
  });
});
