import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PathLocator } from '../../../src/sarif/normalise/locate-path.ts';
import { findingOf, readText } from '../findings-of.ts';
import { readContext } from '../read-context.ts';
import { logOf } from '../temporary-file.ts';

const files = [
  'src/a.js',
  'src/with blank.js',
  'src/100%.js',
  'src/C#/a.cs',
  'README.md',
  'index.js',
  'web/src/a.js',
  'lib/one/x.c',
  'lib/two/x.c',
  'tools/os.py',
  'src/back\\slash.js',
];

const located = (uri: string, base?: { uriBaseId: string; bases: Record<string, unknown> }) =>
  findingOf(
    {
      locations: [
        { physicalLocation: { artifactLocation: { uri, ...(base && { uriBaseId: base.uriBaseId }) } } },
      ],
    },
    base === undefined ? {} : { originalUriBaseIds: base.bases },
    files,
  ).then(({ place }) => place?.path);

describe('a path', () => {
  test.each([
    ['src/a.js', 'src/a.js'],
    ['./src//a.js', 'src/a.js'],
    ['src/../src/./a.js', 'src/a.js'],
    ['src\\a.js', 'src/a.js'],
    ['src/with%20blank.js', 'src/with blank.js'],
    ['src/back%5Cslash.js', 'src/back\\slash.js'],
    ['src/back\\slash.js', 'src/back\\slash.js'],
    ['file:///nowhere/repository/src/back%5Cslash.js', 'src/back\\slash.js'],
    ['src%5Ca.js', 'src/a.js'],
    ['src/with blank.js', 'src/with blank.js'],
    ['src/100%.js', 'src/100%.js'],
    ['src/100%25.js', 'src/100%.js'],
    ['src/C#/a.cs', 'src/C#/a.cs'],
    ['src/C%23/a.cs', 'src/C#/a.cs'],
    ['src/a.js#L10', 'src/a.js'],
    ['src/a.js?raw', 'src/a.js'],
    ['file:src/a.js', 'src/a.js'],
    ['not/there.js', 'not/there.js'],
    ['file:///nowhere/repository/src/a.js', 'src/a.js'],
    ['file:/nowhere/repository/src/with%20blank.js', 'src/with blank.js'],
    ['file://localhost/nowhere/repository/src/a.js', 'src/a.js'],
    ['/nowhere/repository/src/a.js', 'src/a.js'],
    ['/nowhere/repository/new.js', 'new.js'],
    // Another machine's.
    ['file:///home/ci/build-17/src/a.js', 'src/a.js'],
    ['/builds/team/web/src/a.js', 'web/src/a.js'],
    ['C:\\agent\\_work\\1\\s\\src\\with blank.js', 'src/with blank.js'],
    ['file:///C:/agent/_work/1/s/src/a.js', 'src/a.js'],
    ['file:///c%3A/agent/src/a.js', 'src/a.js'],
    ['\\\\server\\share\\src\\a.js', 'src/a.js'],
    ['/usr/lib/node/index.js', 'index.js'],
  ])('%j is %j', async (uri, path) => {
    expect(await located(uri)).toBe(path);
  });

  test.each([
    ['../other/a.js', 'sarif-path-outside'],
    ['src/../../a.js', 'sarif-path-outside'],
    ['%2e%2e/a.js', 'sarif-path-outside'],
    ['..\\a.js', 'sarif-path-outside'],
    ['..%5Ca.js', 'sarif-path-outside'],
    ['src/%00a.js', 'sarif-path-outside'],
    ['/somewhere/else.js', 'sarif-path-foreign'],
    ['/nowhere/repository/../secret.js', 'sarif-path-foreign'],
    ['/nowhere/repository-2/zzz.js', 'sarif-path-foreign'],
    ['/usr/lib/python3/os.py', 'sarif-path-foreign'],
    ['C:/logs/tool.log', 'sarif-path-foreign'],
    ['https://example.com/src/a.js', 'sarif-path-not-a-file'],
    [`src/${'a'.repeat(20_000)}`, 'sarif-path-not-a-file'],
  ])('%j leaves the finding without a path and is told', async (uri, code) => {
    const results = [
      { message: { text: 'found' }, locations: [{ physicalLocation: { artifactLocation: { uri } } }] },
    ];
    const { findings, warnings } = await readText(JSON.stringify(logOf(results)), files);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.place).toBeUndefined();
    expect(warnings.map((warning) => warning.code)).toEqual([code]);
    expect(warnings[0]?.message).toMatch(/1 finding\b.*\/runs\/0\/results\/0/);
  });

  test('of another machine that several files fit is none of them', async () => {
    const results = [
      {
        message: { text: 'found' },
        locations: [{ physicalLocation: { artifactLocation: { uri: '/ci/one/x.c' } } }],
      },
    ];
    const read = (paths: string[]) => readText(JSON.stringify(logOf(results)), paths);
    expect((await read(['a/one/x.c', 'b/one/x.c'])).warnings[0]?.code).toBe('sarif-path-ambiguous');
    expect((await read(['a/one/x.c', 'b/two/x.c'])).findings[0]?.place?.path).toBe('a/one/x.c');
    expect((await read(['a/one/x.c', 'one/x.c'])).findings[0]?.place?.path).toBe('one/x.c');
  });

  test.each([
    ['io/a.js', { SRC: { uri: 'src/', uriBaseId: 'REPO' }, REPO: {} }, 'SRC', 'src/io/a.js'],
    ['a.js', { SRC: { uri: 'src' } }, 'SRC', 'src/a.js'],
    ['src/a.js', {}, '%SRCROOT%', 'src/a.js'],
    ['src/a.js', { '%SRCROOT%': { uri: 'file:///home/ci/build/' } }, '%SRCROOT%', 'src/a.js'],
    ['gone.js', { '%SRCROOT%': { uri: 'file:///home/ci/build/' } }, '%SRCROOT%', 'gone.js'],
    ['src/a.js', { ROOTPATH: { uri: 'file:///' } }, 'ROOTPATH', 'src/a.js'],
    ['tool.log', { LOGS: { uri: 'file:///C:/logs/' } }, 'LOGS', undefined],
    [
      'a.js',
      { A: { uri: 'src/', uriBaseId: 'B' }, B: { uri: 'web/', uriBaseId: 'A' } },
      'A',
      expect.any(String),
    ],
    ['../../x.js', { SRC: { uri: 'src/' } }, 'SRC', undefined],
    ['a.js', { SRC: { uri: 'src/' } }, '__proto__', 'a.js'],
  ])('%j with bases %j', async (uri, bases, uriBaseId, path) => {
    expect(await located(uri, { uriBaseId, bases })).toEqual(path);
  });

  test('by its index among the artifacts, also where these come last', async () => {
    const log = (order: readonly string[]) => {
      const parts: Record<string, unknown> = {
        tool: { driver: { name: 'check' } },
        results: [
          {
            message: { text: 'found' },
            locations: [{ physicalLocation: { artifactLocation: { index: 1 } } }],
          },
        ],
        artifacts: [{ location: { uri: 'README.md' } }, { location: { uri: 'src/a.js', uriBaseId: 'X' } }],
      };
      return JSON.stringify({
        version: '2.1.0',
        runs: [Object.fromEntries(order.map((name) => [name, parts[name]]))],
      });
    };
    for (const order of [
      ['tool', 'artifacts', 'results'],
      ['tool', 'results', 'artifacts'],
      ['results', 'artifacts', 'tool'],
    ]) {
      const { findings } = await readText(log(order), files);
      expect(findings.map(({ place }) => place)).toEqual([{ path: 'src/a.js' }]);
    }
  });

  test('of any text never leaves the repository', () => {
    const { root, repositoryFiles } = readContext(files);
    const part = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '%2e%2e',
      '%2f',
      'file:',
      '///',
      'C:',
      'a',
      'src',
      'a.js',
      '\0',
      '%',
      '~',
      ' ',
    );
    const uri = fc.oneof(
      fc.string(),
      fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(uri, fc.option(uri, { nil: undefined }), (text, below) => {
        const found = new PathLocator(root, repositoryFiles).locate({
          uri: text,
          ...(below !== undefined && { belowSourceRoot: below }),
        });
        if (found.kind !== 'inside') return;
        expect(found.path).not.toMatch(/^\/|^$|\\|\0|(^|\/)\.{0,2}(\/|$)/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('symbolic links', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'places-'));
    for (const path of ['repository/src', 'outside']) mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(join(folder, 'outside/a.js'), '');
    symlinkSync(join(folder, 'outside'), join(folder, 'repository/out'));
    symlinkSync('src', join(folder, 'repository/inner'));
    symlinkSync(join(folder, 'gone'), join(folder, 'repository/dangling'));
    symlinkSync('loop', join(folder, 'repository/loop'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['out/a.js', 'outside'],
    ['out/deeper/not-there.js', 'outside'],
    ['dangling', 'outside'],
    ['loop/a.js', 'outside'],
    ['inner/a.js', 'inside'],
    ['src/not/there.js', 'inside'],
  ])('%s is %s', (uri, kind) => {
    const locator = new PathLocator(join(folder, 'repository'), new Set());
    expect(locator.locate({ uri }).kind).toBe(kind);
  });

  test('of the root itself do not matter', () => {
    symlinkSync(join(folder, 'repository'), join(folder, 'checkout'));
    const locator = new PathLocator(join(folder, 'checkout'), new Set());
    expect(locator.locate({ uri: `file://${join(folder, 'repository/src/x.js')}` })).toEqual({
      kind: 'inside',
      path: 'src/x.js',
    });
    expect(locator.locate({ uri: join(folder, 'checkout/src/x.js') })).toEqual({
      kind: 'inside',
      path: 'src/x.js',
    });
  });
});
