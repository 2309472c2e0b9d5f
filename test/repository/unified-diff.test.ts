import { expect, it } from 'vitest';
import { parseUnifiedDiff, UnifiedDiffReader } from '../../src/repository/unified-diff.ts';

const header = 'diff --git a/x b/x\n';
const text = '--- a/x\n+++ b/x\n';
const second = 'diff --git a/y b/y\n--- a/y\n+++ b/y\n@@ -3 +3 @@\n-a\n+b\n';
const y = parseUnifiedDiff(Buffer.from(second))[0];
const anyLine = { start: 1, end: Number.MAX_SAFE_INTEGER };

it.each([
  ['lines', `${text}@@ -2,2 +2 @@\n-a\n-b\n+c\n`, { status: 'modified', added: [{ start: 2, end: 2 }] }],
  ['lines with context', `${text}@@ -1,3 +1,4 @@\n a\n+b\n c\n d\n`, { added: [{ start: 2, end: 2 }] }],
  [
    'a last line without its end',
    `${text}@@ -1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n\\ No newline at end of file\n`,
    { added: [{ start: 1, end: 2 }] },
  ],
  [
    'what would pass for a header',
    `${text}@@ -1 +1 @@\n--- a/y\n+++ b/y\n`,
    { added: [{ start: 1, end: 1 }] },
  ],
  ['a file called binary', 'Binary files a/x and b/x differ\n', { added: [anyLine], isBinary: true }],
  ['a binary patch', 'GIT binary patch\nliteral 1\nIcmb\n', { added: [anyLine], isBinary: true }],
  [
    'a deleted binary',
    'deleted file mode 100644\nBinary files a/x and /dev/null differ\n',
    { status: 'deleted', added: [], isBinary: true },
  ],
  ['text with a NUL', `${text}@@ -0,0 +1 @@\n+a\0b\n`, { added: [{ start: 1, end: 1 }], isBinary: true }],
  ['another mode alone', 'old mode 100644\nnew mode 100755\n', { status: 'modified', added: [] }],
])('reads %s', (_, rest, expected) => {
  const files = parseUnifiedDiff(Buffer.from(`${header}${rest}`));
  expect(files).toMatchObject([{ path: 'x', ...expected }]);
  expect(files[0]?.isBinary).toBe('isBinary' in expected ? true : undefined);
  const whole = Buffer.from(`${header}${rest}${second}`);
  for (let size = 1; size <= whole.length; size += 1) expect(readInParts(whole, size)).toEqual([...files, y]);
});

function readInParts(diff: Buffer, size: number) {
  const reader = new UnifiedDiffReader(10);
  for (let start = 0; start < diff.length; start += size) reader.add(diff.subarray(start, start + size));
  return reader.end();
}

it('takes no more where the diff is in more places than it may hold', () => {
  const reader = new UnifiedDiffReader(3);
  const hunk = Buffer.from('@@ -1 +1 @@\n-a\n+b\n');
  expect(reader.add(Buffer.from(`${header}${text}`))).toBe(true);
  expect([reader.add(hunk), reader.add(hunk), reader.isFull]).toEqual([true, true, false]);
  expect([reader.add(hunk), reader.add(hunk), reader.isFull]).toEqual([false, false, true]);
});
