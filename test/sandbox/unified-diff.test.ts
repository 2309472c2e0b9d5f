import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { diffOfAddedLines } from '../../src/sandbox/added-lines.ts';
import { type DiffFile, type DiffLine, showsLine } from '../../src/sandbox/diff-file.ts';
import { parseUnifiedDiff } from '../../src/sandbox/parse-unified-diff.ts';
import { unifiedDiff } from '../../src/sandbox/unified-diff.ts';

type Tree = Readonly<Record<string, string | Buffer>>;

/** What git says of two trees. */
function gitDiff(before: Tree, after: Tree, ...options: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-diff-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
  git('init', '-q');
  git('config', 'user.email', 'x@example.org');
  git('config', 'user.name', 'x');
  for (const tree of [before, after]) {
    git('rm', '-rq', '--ignore-unmatch', '.');
    for (const [path, content] of Object.entries(tree)) writeFileSync(join(folder, path), content);
    git('add', '-A');
    git('commit', '-q', '--allow-empty', '-m', 'x');
  }
  return git('diff', '-M', ...options, 'HEAD~1', 'HEAD');
}

const long = Array.from({ length: 30 }, (_, index) => `line ${index + 1}\n`).join('');

test('a diff of git is read: what was added, deleted, changed and renamed, with its lines', () => {
  const before = {
    'old.txt': long,
    'gone.sql': '-- a comment\n-- another\n',
    'a b.txt': 'x\n',
    bin: Buffer.from([0, 1]),
  };
  const after = {
    'new name.txt': long.replace('line 3\n', 'line three\n'),
    'ünï\t"x".txt': 'no end',
    'a b.txt': 'y\n',
    bin: Buffer.from([0, 2]),
  };
  const files = parseUnifiedDiff(gitDiff(before, after));
  const brief = files.map(({ path, previousPath, status, hunks }) => [
    path,
    previousPath,
    status,
    hunks.length,
  ]);
  expect(brief.toSorted()).toEqual(
    [
      ['a b.txt', undefined, 'modified', 1],
      ['bin', undefined, 'modified', 0],
      ['gone.sql', undefined, 'deleted', 1],
      ['new name.txt', 'old.txt', 'renamed', 1],
      ['ünï\t"x".txt', undefined, 'added', 1],
    ].toSorted(),
  );
  const renamed = files.find(({ path }) => path === 'new name.txt');
  expect(renamed?.hunks[0]?.lines.filter(({ kind }) => kind !== 'context')).toEqual([
    { kind: 'removed', old: 3, text: 'line 3' },
    { kind: 'added', new: 3, text: 'line three' },
  ]);
  expect(files.find(({ path }) => path === 'gone.sql')?.hunks[0]?.lines.map(({ text }) => text)).toEqual([
    '-- a comment',
    '-- another',
  ]);
});

test('without context the lines have the same numbers', () => {
  const [file] = parseUnifiedDiff(gitDiff({ a: long }, { a: long.replace('line 9\n', '') }, '-U0'));
  expect(file?.hunks[0]?.lines).toEqual([{ kind: 'removed', old: 9, text: 'line 9' }]);
});

test('a line is shown on the side that has it', () => {
  const [file] = parseUnifiedDiff(gitDiff({ a: long }, { a: long.replace('line 15\n', 'x\ny\n') }));
  if (file === undefined) throw new Error('git says nothing');
  expect([11, 12, 16, 19, 20].map((line) => showsLine(file, 'new', line))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
  expect([15, 18, 19].map((line) => showsLine(file, 'old', line))).toEqual([true, true, false]);
});

test('text that is no diff has no files, and a broken one keeps what is there', () => {
  expect(parseUnifiedDiff('')).toEqual([]);
  expect(parseUnifiedDiff('@@ -1 +1 @@\n+x\n')).toEqual([]);
  const cut = parseUnifiedDiff('diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n one\n+two');
  expect(cut[0]?.hunks[0]?.lines.map(({ text }) => text)).toEqual(['one', 'two']);
});

test('lines that a change adds make a diff to stand comments on', () => {
  const files = diffOfAddedLines(
    [{ path: 'a', status: 'modified', added: [{ start: 3, end: 4 }] }],
    (_, line) => `#${line}`,
  );
  expect(files[0]?.hunks[0]?.lines).toEqual([
    { kind: 'added', new: 3, text: '#3' },
    { kind: 'added', new: 4, text: '#4' },
  ]);
});

/** Runs of lines on both sides, with gaps between the hunks. */
const anyFile: fc.Arbitrary<DiffFile> = fc
  .record({
    path: fc.string({ unit: 'grapheme', minLength: 1 }).filter((path) => !/[\ud800-\udfff]/.test(path)),
    hunks: fc.array(
      fc.record({
        heading: fc.constantFrom('', 'function main()'),
        kinds: fc.array(fc.tuple(fc.constantFrom('context', 'added', 'removed'), fc.string()), {
          minLength: 1,
        }),
      }),
      { minLength: 1 },
    ),
  })
  .map(({ path, hunks }) => {
    let [old, fresh] = [1, 1];
    const numbered = hunks.map(({ heading, kinds }) => {
      const lines = kinds.map(([kind, anything]): DiffLine => {
        const text = anything.replaceAll('\n', '');
        if (kind === 'added') return { kind, new: fresh++, text };
        if (kind === 'removed') return { kind, old: old++, text };
        return { kind, old: old++, new: fresh++, text };
      });
      old += 5;
      fresh += 5;
      return { heading, lines };
    });
    return { path, status: 'modified' as const, hunks: numbered };
  });

test('what is written is read back', () => {
  const runs = Number(process.env['FUZZ_RUNS'] ?? 200);
  fc.assert(
    fc.property(fc.array(anyFile), (files) => {
      expect(parseUnifiedDiff(unifiedDiff(files))).toEqual(files);
    }),
    { numRuns: runs },
  );
});
