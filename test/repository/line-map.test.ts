import { expect, it } from 'vitest';
import { createLineMap } from '../../src/repository/line-map.ts';
import { parseUnifiedDiff } from '../../src/repository/unified-diff.ts';

const mapOf = (path: string, rest: string) =>
  createLineMap(
    parseUnifiedDiff(Buffer.from(`diff --git a/${path} b/${path}\n${rest}`)),
    new Set(['new.js']),
  );

const gone = mapOf('x', '--- a/x\n+++ b/x\n@@ -5,2 +4,0 @@\n-a\n-b\n');
const more = mapOf('x', '--- a/x\n+++ b/x\n@@ -4,0 +5,2 @@\n+a\n+b\n');

it.each([
  ['before lines that are gone', gone, 4, 4],
  ['after them', gone, 5, 7],
  ['before lines that came', more, 4, 4],
  ['one that came', more, 5, undefined],
  ['after them', more, 7, 5],
])('a line %s', (_, map, line, expected) => {
  const region = { startLine: line, endLine: line, startColumn: 2, endColumn: 9 };
  const there = expected === undefined ? undefined : { ...region, startLine: expected, endLine: expected };
  expect(map.toCommit('x', region)).toEqual(there);
});

it('takes the columns off a region that is there in part only', () => {
  const region = { startLine: 4, endLine: 6, startColumn: 2, endColumn: 9 };
  expect(more.toCommit('x', region)).toEqual({ startLine: 4, endLine: 4 });
});

it('knows no line of a file that the commit has under another name or not at all', () => {
  const renamed = mapOf('y', 'similarity index 100%\nrename from x\nrename to y\n');
  const region = { startLine: 1, endLine: 1 };
  expect(['y', 'new.js', 'other.js'].map((path) => renamed.toCommit(path, region))).toEqual([
    undefined,
    undefined,
    region,
  ]);
  expect(['x', 'y', 'other.js'].map((path) => renamed.isAsInCommit(path))).toEqual([false, false, true]);
});
