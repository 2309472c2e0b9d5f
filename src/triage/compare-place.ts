import type { Finding } from '../core/finding.ts';

/** By path, line, column, end; what has none comes first. A comparator for sorting. */
export function comparePlace(a: Pick<Finding, 'place'>, b: Pick<Finding, 'place'>): number {
  const pathA = a.place?.path ?? '';
  const pathB = b.place?.path ?? '';
  if (pathA !== pathB) return pathA < pathB ? -1 : 1;
  const here = a.place?.region;
  const there = b.place?.region;
  return (
    (here?.startLine ?? 0) - (there?.startLine ?? 0) ||
    (here?.startColumn ?? 0) - (there?.startColumn ?? 0) ||
    (here?.endLine ?? 0) - (there?.endLine ?? 0) ||
    (here?.endColumn ?? 0) - (there?.endColumn ?? 0)
  );
}
