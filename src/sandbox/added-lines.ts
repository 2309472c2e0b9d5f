import type { ChangedFile } from '../core/change.ts';
import type { DiffFile, DiffLine } from './diff-file.ts';

/** Files of a diff that show the added lines alone, with a text of their own: enough to anchor comments on. */
export function diffOfAddedLines(
  files: Iterable<ChangedFile>,
  textOf: (path: string, line: number) => string = () => '',
): readonly DiffFile[] {
  return [...files].map(({ path, previousPath, status, added }) => ({
    path,
    ...(previousPath !== undefined && { previousPath }),
    status,
    hunks: added.map(({ start, end }) => ({
      heading: '',
      lines: Array.from({ length: end - start + 1 }, (_, index): DiffLine => {
        const line = start + index;
        return { kind: 'added', new: line, text: textOf(path, line) };
      }),
    })),
  }));
}
