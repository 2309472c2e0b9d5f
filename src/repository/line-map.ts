import type { Region } from '../core/finding.ts';
import type { DiffFile, Hunk } from './unified-diff.ts';

/** Where lines of the scanned tree are in the commit under report. */
export interface LineMap {
  /**
   * The region in the commit's lines: only the part that the commit has; undefined where it has none of it, or not
   * the file at all.
   */
  toCommit(path: string, region: Region): Region | undefined;
  /** True where the commit has this file, under the same path. */
  hasFile(path: string): boolean;
  /** True where the commit and the scanned tree say the same of a path: the same text, or both no file. */
  isAsInCommit(path: string): boolean;
}

/** The scanned tree is the commit. */
export const identityLineMap: LineMap = {
  toCommit: (_, region) => region,
  hasFile: () => true,
  isAsInCommit: () => true,
};

/**
 * A map made of the diff from the commit to the scanned tree: in a pull-request pipeline the tree is the merge of
 * both branches, while everything is posted to the source commit.
 */
export function createLineMap(
  fromCommitToTree: readonly DiffFile[],
  notInCommit: ReadonlySet<string>,
): LineMap {
  const files = new Map(fromCommitToTree.map((file) => [file.path, file]));
  const hasFile = (path: string) => {
    const status = files.get(path)?.status;
    return !notInCommit.has(path) && status !== 'added' && status !== 'renamed' && status !== 'copied';
  };
  const differing = new Set([
    ...notInCommit,
    ...fromCommitToTree.flatMap(({ path, previousPath }) => [path, previousPath ?? path]),
  ]);
  return {
    hasFile,
    isAsInCommit: (path) => !differing.has(path),
    toCommit(path, region) {
      if (!hasFile(path)) return undefined;
      const hunks = files.get(path)?.hunks;
      if (hunks === undefined || hunks.length === 0) return region;
      return mapRegion(hunks, region);
    },
  };
}

function mapRegion(hunks: readonly Hunk[], region: Region): Region | undefined {
  let start: number | undefined;
  let end: number | undefined;
  // A region may span a whole file of a million lines: step over the hunks, not over the lines.
  let shift = 0;
  let from = 1;
  const keep = (first: number, last: number) => {
    const a = Math.max(first, region.startLine);
    const b = Math.min(last, region.endLine);
    if (a > b) return;
    start ??= a + shift;
    end = b + shift;
  };
  for (const { oldStart, oldCount, newStart, newCount } of hunks) {
    const firstNew = newCount === 0 ? newStart + 1 : newStart;
    const firstOld = oldCount === 0 ? oldStart + 1 : oldStart;
    keep(from, firstNew - 1);
    from = firstNew + newCount;
    shift = firstOld + oldCount - from;
  }
  keep(from, Number.POSITIVE_INFINITY);
  if (start === undefined || end === undefined) return undefined;
  const whole = end - start === region.endLine - region.startLine;
  return whole ? { ...region, startLine: start, endLine: end } : { startLine: start, endLine: end };
}
