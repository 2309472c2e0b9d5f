import type { TriagedFinding } from '../core/finding.ts';
import { nameSome } from '../core/name-some.ts';
import type { Warning } from '../core/report.ts';
import { truncate } from '../core/truncate.ts';
import { anchorOf } from './change-scope.ts';
import type { Decision } from './suppress.ts';
import type { TriageInput } from './triage-input.ts';

/** Findings that the warning names one by one. */
const maxNamed = 10;

/**
 * A change may suppress a finding with a comment of its own. That is honoured, and said aloud: whoever reviews the
 * change reviews the comment. The same holds for a scanner's own comments, which stand on or above the finding's line.
 */
export function warnOfAddedSuppressions(
  findings: readonly TriagedFinding[],
  decisions: ReadonlyMap<number, Decision>,
  { change, toCommit }: Pick<TriageInput, 'change' | 'toCommit'>,
): readonly Warning[] {
  const isAdded = (path: string, line: number): boolean => {
    const region = line < 1 ? undefined : toCommit(path, { startLine: line, endLine: line });
    return anchorOf(path, region, change) !== undefined;
  };
  const byChange = findings.filter((finding, index) => {
    const decision = decisions.get(index);
    const { path, region } = finding.place ?? {};
    if (decision?.suppression !== undefined) {
      const { by, place } = decision.suppression;
      return (
        by === 'code comment' && place.region !== undefined && isAdded(place.path, place.region.startLine)
      );
    }
    const isInSource = finding.suppressions.some(({ kind }) => kind === 'inSource');
    if (decision === undefined || !isInSource || path === undefined || region === undefined) return false;
    return isAdded(path, region.startLine) || isAdded(path, region.startLine - 1);
  });
  if (byChange.length === 0) return [];
  const names = byChange.map(({ rule, place, reason }) => {
    const where = `${truncate(place?.path ?? '', 200)}:${place?.region?.startLine ?? ''}`;
    return `${truncate(rule, 100)} in ${where} (${truncate(reason ?? '', 200)})`;
  });
  return [
    {
      code: 'suppressed-by-change',
      message:
        `${byChange.length} ${byChange.length === 1 ? 'finding is' : 'findings are'} suppressed by comments that this ` +
        `change adds: ${nameSome(names, maxNamed)}`,
    },
  ];
}
