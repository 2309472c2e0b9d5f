import type { Change, LineRange } from '../core/change.ts';
import type { Place, Region } from '../core/finding.ts';

/** Where a finding stands against the change. */
export type Scope = 'inside' | 'outside' | 'unknown';

/**
 * Inside: the region, in the commit's lines, touches a line that the change adds; without a region, its file is
 * changed. Unknown where the diff could not be read.
 *
 * @param region the finding's region in the commit's lines; undefined where the commit does not have it
 */
export function scopeOf(place: Place, region: Region | undefined, change: Change): Scope {
  if (change.files === undefined) return 'unknown';
  const file = change.files.get(place.path);
  if (file === undefined) return 'outside';
  if (place.region === undefined) return 'inside';
  return region !== undefined && cut(region, file.added) !== undefined ? 'inside' : 'outside';
}

/** The region cut to the first block of added lines that it touches: where an inline comment may stand. */
export function anchorOf(path: string, region: Region | undefined, change: Change): Region | undefined {
  const added = change.files?.get(path)?.added;
  return region === undefined || added === undefined ? undefined : cut(region, added);
}

function cut(region: Region, added: readonly LineRange[]): Region | undefined {
  const block = firstFrom(added, region.startLine);
  if (block === undefined || block.start > region.endLine) return undefined;
  const startLine = Math.max(region.startLine, block.start);
  const endLine = Math.min(region.endLine, block.end);
  return {
    startLine,
    endLine,
    ...(startLine === region.startLine &&
      region.startColumn !== undefined && { startColumn: region.startColumn }),
    ...(endLine === region.endLine && region.endColumn !== undefined && { endColumn: region.endColumn }),
  };
}

/** The first range that ends at `line` or after it; the ranges are sorted and disjoint. */
function firstFrom(ranges: readonly LineRange[], line: number): LineRange | undefined {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle]?.end ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return ranges[low];
}
