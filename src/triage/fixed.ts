import type { FixedFinding, IdentifiedFinding } from '../core/finding.ts';
import type { Warning } from '../core/report.ts';
import { truncate } from '../core/truncate.ts';
import type { Compared } from './compare-with-baseline.ts';
import type { TriageInput } from './triage-input.ts';

/** Rules that are named one by one. */
const maxRules = 20;

/**
 * Findings of the baseline that are gone, where their scanner really looked again. What is gone because its scanner
 * did not look, or has no such rule any more, is told in warnings; what was mended on the destination is none of the
 * change's.
 */
export async function findFixed(
  input: TriageInput,
  { gone }: Compared,
): Promise<{ readonly fixed: readonly FixedFinding[]; readonly warnings: readonly Warning[] }> {
  const fixed: FixedFinding[] = [];
  let unseen = 0;
  const goneRules = new Map<string, number>();
  for (const finding of gone) {
    if (wasSuppressed(finding)) continue;
    if (!input.coverage.hasRule(finding.scanner, finding.rule)) {
      const rule = `${finding.scanner}/${finding.rule}`;
      goneRules.set(rule, (goneRules.get(rule) ?? 0) + 1);
      continue;
    }
    if (isMendedElsewhere(input, finding)) continue;
    const how = await howGone(input, finding);
    if (how === undefined) unseen += 1;
    else fixed.push(fixedFinding(finding, how));
  }
  return { fixed, warnings: warningsOf(unseen, goneRules) };
}

function wasSuppressed({ suppressions }: IdentifiedFinding): boolean {
  return suppressions.length > 0 && suppressions.every(({ status }) => status === 'accepted');
}

/**
 * A pull request's pipeline scans the merge result: what is gone from a file that the change does not touch, and that
 * is another one in the tree than in the commit, was mended on the destination.
 */
function isMendedElsewhere(
  { change, isAsInCommit = () => true }: TriageInput,
  { place }: IdentifiedFinding,
): boolean {
  const { destinationCommit, files } = change;
  if (destinationCommit === undefined || files === undefined || place === undefined) return false;
  const isTouched = [...files.values()].some(
    ({ path, previousPath }) => path === place.path || previousPath === place.path,
  );
  return !isTouched && !isAsInCommit(place.path);
}

/** Undefined where the scanner did not look again. */
async function howGone(
  { change, coverage, tree }: TriageInput,
  { scanner, place }: IdentifiedFinding,
): Promise<FixedFinding['how'] | undefined> {
  if (!coverage.covers(scanner)) return undefined;
  if (place === undefined) return 'fixed';
  const renamed = [...(change.files?.values() ?? [])].find(({ previousPath }) => previousPath === place.path);
  const path = change.files?.has(place.path) ? place.path : (renamed?.path ?? place.path);
  const file = change.files?.get(path);
  if (file?.status === 'deleted') return 'deleted';
  if (file === undefined && (await tree.lines(path)) === undefined) return 'deleted';
  return coverage.covers(scanner, path) ? 'fixed' : undefined;
}

function fixedFinding(
  { fingerprint, scanner, rule, severity, title, place }: IdentifiedFinding,
  how: FixedFinding['how'],
): FixedFinding {
  return { fingerprint, scanner, rule, severity, title, how, ...(place !== undefined && { place }) };
}

function warningsOf(unseen: number, goneRules: ReadonlyMap<string, number>): readonly Warning[] {
  const warnings: Warning[] = [];
  if (unseen > 0) {
    const what =
      unseen === 1
        ? 'one earlier finding was neither found again nor is it called fixed'
        : `${unseen} earlier findings were neither found again nor are they called fixed`;
    warnings.push({ code: 'not-looked-again', message: `${what}, as no scanner looked there again` });
  }
  for (const [rule, count] of [...goneRules].slice(0, maxRules)) {
    const what =
      count === 1
        ? 'the one earlier finding of it is not called fixed'
        : `the ${count} earlier findings of it are not called fixed`;
    const message = `the scanner has no rule ${truncate(rule, 200)} any more; ${what}`;
    warnings.push({ code: 'rule-gone', message });
  }
  return warnings;
}
