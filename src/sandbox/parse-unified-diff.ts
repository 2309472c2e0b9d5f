import type { DiffFile, DiffHunk, DiffLine, PreviewDiff } from './diff-file.ts';

interface Draft {
  path: string;
  previousPath?: string;
  status: DiffFile['status'];
  hunks: { heading: string; lines: DiffLine[] }[];
}

const hunkHeader = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)$/;

/**
 * The files of what `git diff` prints. Combined diffs of merges are not read. Text that is no diff gives no files;
 * a hunk that breaks off keeps the lines that are there.
 */
export function parseUnifiedDiff(text: string): PreviewDiff {
  const files: Draft[] = [];
  const lines = text.split('\n');
  let index = 0;
  while (index < lines.length) {
    const line = lines[index] ?? '';
    const header = hunkHeader.exec(line);
    const file = files.at(-1);
    if (line.startsWith('diff --git ')) files.push(newFile(line.slice('diff --git '.length)));
    else if (header !== null && file !== undefined) {
      const hunk = readHunk(lines, index + 1, header);
      file.hunks.push(hunk);
      index += hunk.consumed;
    } else if (file !== undefined) readHeaderLine(file, line);
    index += 1;
  }
  return files.map(({ hunks, ...file }) => ({
    ...file,
    hunks: hunks.map(({ heading, lines }) => ({ heading, lines })),
  }));
}

function newFile(paths: string): Draft {
  return { path: pathAfterPrefix(secondPath(paths)), status: 'modified', hunks: [] };
}

/** Of `a/x b/x`. Names with blanks are not quoted, but without a rename both halves are the same. */
function secondPath(paths: string): string {
  const quoted = /("(?:[^"\\]|\\.)*")$/.exec(paths);
  if (quoted?.[1] !== undefined) return unquoted(quoted[1]);
  const half = (paths.length - 1) / 2;
  if (paths[half] === ' ' && paths.slice(2, half) === paths.slice(half + 3)) return paths.slice(half + 1);
  return paths.slice(paths.lastIndexOf(' b/') + 1);
}

function readHeaderLine(file: Draft, line: string): void {
  const value = (prefix: string) => (line.startsWith(prefix) ? line.slice(prefix.length) : undefined);
  if (line.startsWith('new file mode')) file.status = 'added';
  else if (line.startsWith('deleted file mode')) file.status = 'deleted';
  const renamed = value('rename from ');
  const copied = value('copy from ');
  const from = renamed ?? copied;
  if (from !== undefined) {
    file.previousPath = unquoted(from);
    file.status = renamed === undefined ? 'copied' : 'renamed';
  }
  const to = value('rename to ') ?? value('copy to ');
  if (to !== undefined) file.path = unquoted(to);
  const after = value('+++ ');
  if (after !== undefined && after !== '/dev/null') file.path = pathAfterPrefix(unquoted(after));
}

/** Reads as many lines as the header announces: a removed line may itself look like a header. */
function readHunk(
  lines: readonly string[],
  start: number,
  header: RegExpExecArray,
): DiffHunk & { consumed: number; lines: DiffLine[] } {
  const [, oldStart, oldCount = '1', newStart, newCount = '1', heading = ''] = header;
  let [old, fresh] = [Number(oldStart), Number(newStart)];
  const [oldEnd, newEnd] = [old + Number(oldCount), fresh + Number(newCount)];
  const read: DiffLine[] = [];
  let index = start;
  while ((old < oldEnd || fresh < newEnd) && index < lines.length) {
    const line = lines[index] ?? '';
    const text = line.slice(1);
    if (line.startsWith('+')) read.push({ kind: 'added', new: fresh++, text });
    else if (line.startsWith('-')) read.push({ kind: 'removed', old: old++, text });
    else if (line.startsWith(' ') || line === '')
      read.push({ kind: 'context', old: old++, new: fresh++, text });
    else if (!line.startsWith('\\')) break;
    index += 1;
  }
  return { heading, lines: read, consumed: index - start };
}

function pathAfterPrefix(path: string): string {
  return /^[ab]\//.test(path) ? path.slice(2) : path;
}

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
};

/** git writes unusual names in quotes, their bytes as octal numbers; a name with a blank ends in a tab. */
function unquoted(path: string): string {
  if (!path.startsWith('"')) return path.replace(/\t$/, '');
  const bytes: Buffer[] = [];
  for (const [, octal, escaped, plain] of path.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/gs)) {
    if (octal !== undefined) bytes.push(Buffer.from([Number.parseInt(octal, 8) & 0xff]));
    else if (escaped !== undefined) bytes.push(Buffer.from(escapes[escaped] ?? escaped));
    else bytes.push(Buffer.from(plain ?? ''));
  }
  return Buffer.concat(bytes).toString('utf8');
}
