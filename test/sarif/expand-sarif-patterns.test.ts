import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expandSarifPatterns } from '../../src/sarif/expand-sarif-patterns.ts';

let folder = '';
let root = '';

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'patterns-')));
  root = join(folder, 'repository');
  for (const path of [
    'a.sarif',
    'out/b.sarif',
    'out/deep/c.json',
    '.hidden/d.sarif',
    '.git/e.sarif',
    'odd [1].sarif',
  ]) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), '{}');
  }
  mkdirSync(join(folder, 'elsewhere'));
  writeFileSync(join(folder, 'elsewhere/x.sarif'), '{}');
  symlinkSync(join(folder, 'elsewhere/x.sarif'), join(root, 'link.sarif'));
  symlinkSync(join(folder, 'elsewhere'), join(root, 'linked'));
  symlinkSync('a.sarif', join(root, 'inner.sarif'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('entries of SARIF_FILES', () => {
  test.each([
    { pattern: 'a.sarif', files: ['a.sarif'] },
    { pattern: './a.sarif', files: ['a.sarif'] },
    { pattern: '**/*.sarif', files: ['.hidden/d.sarif', 'a.sarif', 'odd [1].sarif', 'out/b.sarif'] },
    { pattern: 'out/**/*.{sarif,json}', files: ['out/b.sarif', 'out/deep/c.json'] },
    { pattern: './out/*', files: ['out/b.sarif'] },
    { pattern: 'odd [1].sarif', files: ['odd [1].sarif'] },
    { pattern: 'inner.sarif', files: ['inner.sarif'] },
  ])('$pattern', async ({ pattern, files }) => {
    const expanded = await expandSarifPatterns([pattern], root);
    expect(expanded).toEqual({ files: files.map((file) => join(root, file)), unmatched: [] });
  });

  test.each([
    { pattern: 'missing.sarif', detail: /no such file/ },
    { pattern: 'missing/*.sarif', detail: /no file matches/ },
    { pattern: 'out', detail: /folder.*out\/\*\.sarif/ },
    { pattern: 'link.sarif', detail: /symbolic link/ },
    { pattern: 'linked/*.sarif', detail: /symbolic link/ },
    { pattern: 'linked/x.sarif', detail: /symbolic link/ },
    { pattern: '../elsewhere/x.sarif', detail: /leaves the repository/ },
    { pattern: '../elsewhere/*.sarif', detail: /leaves the repository/ },
    { pattern: '*/../../elsewhere/*.sarif', detail: /no file matches/ },
  ])('$pattern names nothing', async ({ pattern, detail }) => {
    const { files, unmatched } = await expandSarifPatterns([pattern], root);
    expect(files).toEqual([]);
    expect(unmatched).toEqual([{ pattern, detail: expect.stringMatching(detail) }]);
  });

  test('absolute entries may lie anywhere, and a file that two entries name comes once', async () => {
    const outside = join(folder, 'elsewhere/x.sarif');
    const patterns = [outside, join(folder, 'elsewhere/*.sarif'), 'a.sarif', '*.sarif'];
    const { files, unmatched } = await expandSarifPatterns(patterns, root);
    expect(files).toEqual([outside, join(root, 'a.sarif'), join(root, 'odd [1].sarif')]);
    expect(unmatched).toEqual([]);
  });
});
