/** One line of a hunk. `old` and `new` are its line numbers, from 1, on the sides that have it. */
export interface DiffLine {
  readonly kind: 'context' | 'added' | 'removed';
  readonly old?: number;
  readonly new?: number;
  /** Without the sign in front and the line end. */
  readonly text: string;
}

export interface DiffHunk {
  /** What git writes behind the second `@@`: often the enclosing function. */
  readonly heading: string;
  readonly lines: readonly DiffLine[];
}

/** One file of a diff. A binary file or a mere rename has no hunks. */
export interface DiffFile {
  readonly path: string;
  readonly previousPath?: string;
  readonly status: 'added' | 'modified' | 'renamed' | 'copied' | 'deleted';
  readonly hunks: readonly DiffHunk[];
}

/** What a pull request changes: comments stand on the lines that the hunks show, and the preview page shows them. */
export type PreviewDiff = readonly DiffFile[];

/** True where a comment's anchor is on the diff; one on a whole file is where its file is. */
export function showsAnchor(
  files: PreviewDiff,
  { path, from, to }: { readonly path: string; readonly from?: number; readonly to?: number },
): boolean {
  const file = files.find((each) => each.path === path || each.previousPath === path);
  if (file === undefined) return false;
  const isOld = from === undefined || showsLine(file, 'old', from);
  return isOld && (to === undefined || showsLine(file, 'new', to));
}

/** True where `line` of the new (or old) side of the file is inside one of its hunks. */
export function showsLine(file: DiffFile, side: 'old' | 'new', line: number): boolean {
  return file.hunks.some((hunk) => hunk.lines.some((shown) => shown[side] === line));
}
