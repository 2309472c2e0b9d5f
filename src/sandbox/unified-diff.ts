import type { DiffFile, DiffHunk } from './diff-file.ts';

const signs = { context: ' ', added: '+', removed: '-' } as const;

/** The files as git's unified diff. */
export function unifiedDiff(files: readonly DiffFile[]): string {
  return files.map(fileDiff).join('');
}

function fileDiff(file: DiffFile): string {
  const [before, after] = [quoted(`a/${file.previousPath ?? file.path}`), quoted(`b/${file.path}`)];
  const header = [`diff --git ${before} ${after}`];
  if (file.status === 'added') header.push('new file mode 100644');
  if (file.status === 'deleted') header.push('deleted file mode 100644');
  if (file.previousPath !== undefined && (file.status === 'renamed' || file.status === 'copied')) {
    const verb = file.status === 'renamed' ? 'rename' : 'copy';
    header.push(`${verb} from ${quoted(file.previousPath)}`, `${verb} to ${quoted(file.path)}`);
  }
  if (file.hunks.length > 0) {
    header.push(`--- ${file.status === 'added' ? '/dev/null' : before}`);
    header.push(`+++ ${file.status === 'deleted' ? '/dev/null' : after}`);
  }
  return `${[...header, ...file.hunks.flatMap(hunkLines)].join('\n')}\n`;
}

function hunkLines(hunk: DiffHunk): readonly string[] {
  const lines = hunk.lines.map(({ kind, text }) => `${signs[kind]}${text}`);
  const heading = hunk.heading === '' ? '' : ` ${hunk.heading}`;
  return [`@@ -${range(hunk, 'old')} +${range(hunk, 'new')} @@${heading}`, ...lines];
}

function range({ lines }: DiffHunk, side: 'old' | 'new'): string {
  const numbers = lines.flatMap((line) => line[side] ?? []);
  return `${numbers[0] ?? 0},${numbers.length}`;
}

function quoted(path: string): string {
  // Of the control characters git quotes those of ASCII here.
  return /["\\]|(?![\u0080-\u009f])\p{Cc}/u.test(path) ? JSON.stringify(path) : path;
}
