import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createLineMap } from '../../src/repository/line-map.ts';
import { type DiffFile, parseUnifiedDiff } from '../../src/repository/unified-diff.ts';
import { hostileText } from '../reports/hostile-text.ts';
import { mutated } from './mutated.ts';
import { target } from './target.ts';
import { isUnpolluted } from './unpolluted.ts';

const seeds = [
  'diff --git a/a.js b/a.js\nindex 1..2 100644\n--- a/a.js\n+++ b/a.js\n@@ -1,2 +1,3 @@ f\n one\n-two\n+2\n+3\n@@ -9 +10,0 @@\n-nine\n',
  'diff --git a/x y b/x y\nsimilarity index 90%\nrename from x y\nrename to "z\\303\\274"\n--- a/x y\t\n+++ "b/z\\303\\274"\n@@ -0,0 +1 @@\n+new\n\\ No newline at end of file\n',
  'diff --git a/n b/n\nnew file mode 100644\n--- /dev/null\n+++ b/n\n@@ -0,0 +1,2 @@\n+++ b/evil\n+--- a/evil\n',
  'diff --git a/b b/b\nold mode 100644\nnew mode 100755\nBinary files a/b and b/b differ\n',
];

/** Whatever git, or somebody in between, prints: the ranges make sense, or there are none. */
export const brokenDiff = target(
  'broken diff',
  0.1,
  fc.oneof(
    mutated(seeds),
    fc.array(mutated(seeds), { maxLength: 3 }).map((all) => all.join('')),
  ),
  () => ({
    try(text) {
      const files = parseUnifiedDiff(Buffer.from(text));
      const map = createLineMap(files, new Set());
      for (const { path, added, hunks } of files) {
        assert.equal(typeof path, 'string');
        for (const { start, end } of added) assert(Number.isSafeInteger(start) && start <= end);
        for (const hunk of hunks) assert(Object.values(hunk).every((count) => Number.isSafeInteger(count)));
        const region = map.toCommit(path, { startLine: 1, endLine: 1_000_000 });
        assert(region === undefined || region.startLine <= region.endLine);
      }
      isUnpolluted();
    },
  }),
);

/** Lines that a careless reader would take for a header. */
const line = fc.oneof(
  fc.constantFrom(
    '-- a/x',
    '++ b/x',
    '@@ -1 +1 @@',
    'diff --git a/x b/x',
    '',
    'rename to x',
    '\\ No newline',
  ),
  hostileText.map((text) => text.replaceAll('\n', ' ').toWellFormed()),
);

/** As git takes them: not empty, no NUL, no empty part. */
const path = fc
  .array(
    hostileText
      .map((text) => text.replace(/[\0/]/g, '').slice(0, 40).toWellFormed())
      .filter((text) => !['', '.', '..'].includes(text)),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => parts.join('/'));

interface Edit {
  /** Lines left as they are before this edit; at least one stands between two edits. */
  readonly kept: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

interface ChangedText {
  readonly path: string;
  readonly edits: readonly Edit[];
}

const edit: fc.Arbitrary<Edit> = fc
  .record({
    kept: fc.integer({ min: 1, max: 9 }),
    removed: fc.array(line, { maxLength: 3 }),
    added: fc.array(line, { maxLength: 3 }),
  })
  .filter(({ removed, added }) => removed.length + added.length > 0);

/** What git would print of real changes is read as those changes, whatever names and lines look like. */
export const wholeDiff = target(
  'whole diff',
  0.08,
  fc.record({
    files: fc.uniqueArray(fc.record({ path, edits: fc.array(edit, { minLength: 1, maxLength: 4 }) }), {
      selector: (file) => file.path,
      maxLength: 4,
    }),
    context: fc.boolean(),
  }),
  () => ({
    try({ files, context }) {
      const text = files.map((file) => printed(file, context)).join('');
      const read = parseUnifiedDiff(Buffer.from(text, 'latin1'));
      assert.deepEqual(
        read.map((file) => file.path),
        files.map((file) => file.path),
      );
      for (const [index, file] of files.entries()) compare(file, read[index], read);
    },
  }),
);

function compare(
  { path: name, edits }: ChangedText,
  read: DiffFile | undefined,
  all: readonly DiffFile[],
): void {
  const hunks = hunksOf(edits);
  assert.deepEqual(read?.hunks, hunks);
  assert.equal(read?.status, 'modified');
  const map = createLineMap(all, new Set());
  let [old, now] = [1, 1];
  const at = (where: number) => map.toCommit(name, { startLine: where, endLine: where })?.startLine;
  for (const { kept, removed, added } of edits) {
    for (let left = kept; left > 0; left -= 1, old += 1, now += 1) assert.equal(at(now), old, `line ${now}`);
    for (const _ of added) {
      assert.equal(at(now), undefined, `line ${now} is new`);
      now += 1;
    }
    old += removed.length;
  }
}

function hunksOf(edits: readonly Edit[]): DiffFile['hunks'] {
  let [old, now] = [1, 1];
  return edits.map(({ kept, removed, added }) => {
    old += kept;
    now += kept;
    const hunk = {
      oldStart: removed.length === 0 ? old - 1 : old,
      oldCount: removed.length,
      newStart: added.length === 0 ? now - 1 : now,
      newCount: added.length,
    };
    old += removed.length;
    now += added.length;
    return hunk;
  });
}

/** In bytes, one a character, as the parser takes them. */
function printed({ path: name, edits }: ChangedText, context: boolean): string {
  const tab = /^[!-~ ]*$/.test(name) && !/["\\]/.test(name) && name.includes(' ') ? '\t' : '';
  const head = `diff --git ${quoted(`a/${name}`)} ${quoted(`b/${name}`)}\nindex 1..2 100644\n--- ${quoted(`a/${name}`)}${tab}\n+++ ${quoted(`b/${name}`)}${tab}\n`;
  const body = (sign: string, lines: readonly string[]) =>
    lines.map((text) => `${sign}${Buffer.from(text).toString('latin1')}\n`).join('');
  const hunks = hunksOf(edits);
  if (!context) {
    const range = (start: number, count: number) => (count === 1 ? `${start}` : `${start},${count}`);
    return `${head}${edits
      .map(({ removed, added }, index) => {
        const { oldStart = 0, oldCount = 0, newStart = 0, newCount = 0 } = hunks[index] ?? {};
        const at = `@@ -${range(oldStart, oldCount)} +${range(newStart, newCount)} @@ f\n`;
        return at + body('-', removed) + body('+', added);
      })
      .join('')}`;
  }
  const sum = (count: (edit: Edit) => number) =>
    edits.reduce((total, each) => total + each.kept + count(each), 0);
  const lines = edits.map(
    ({ kept, removed, added }) => body(' ', Array(kept).fill('kept')) + body('-', removed) + body('+', added),
  );
  return `${head}@@ -1,${sum(({ removed }) => removed.length)} +1,${sum(({ added }) => added.length)} @@\n${lines.join('')}`;
}

/** As `core.quotePath` does: https://git-scm.com/docs/git-config */
function quoted(name: string): string {
  const bytes = Buffer.from(name);
  if (bytes.every((byte) => byte >= 32 && byte < 127 && byte !== 34 && byte !== 92)) return name;
  const escaped = [...bytes].map((byte) => {
    const short = { 7: 'a', 8: 'b', 9: 't', 10: 'n', 11: 'v', 12: 'f', 13: 'r', 34: '"', 92: '\\' }[byte];
    if (short !== undefined) return `\\${short}`;
    return byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
  });
  return `"${escaped.join('')}"`;
}
