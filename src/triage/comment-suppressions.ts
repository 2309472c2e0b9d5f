import type { SourceTree } from '../core/source-tree.ts';
import { ruleFits } from '../policy/rule-pattern.ts';
import type { Suppression } from './suppression.ts';
import { suppressionComments } from './suppression-comment.ts';

/** The suppressions that stand in the code of these files. */
export async function commentSuppressions(
  tree: SourceTree,
  paths: Iterable<string>,
): Promise<readonly Suppression[]> {
  const suppressions: Suppression[] = [];
  for (const path of paths) {
    for (const comment of suppressionComments((await tree.lines(path)) ?? [])) {
      const { line, target, rules, reason, owner, until } = comment;
      suppressions.push({
        by: 'code comment',
        place: { path, region: { startLine: line, endLine: line } },
        label: `code-scan-ignore ${rules.join(', ')}`,
        target: { path, line: target },
        ...(reason !== undefined && { reason }),
        ...(owner !== undefined && { owner }),
        ...(until !== undefined && { until }),
        fits: (finding) =>
          finding.place?.path === path &&
          finding.place.region?.startLine === target &&
          rules.some((rule) => ruleFits(rule, finding)),
      });
    }
  }
  return suppressions;
}
