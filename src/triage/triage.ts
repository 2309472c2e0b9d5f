import type { Change } from '../core/change.ts';
import { dispositions, type Finding, type FixedFinding, type TriagedFinding } from '../core/finding.ts';
import type { Warning } from '../core/report.ts';
import { compareSeverity } from '../core/severity.ts';
import { warnOfAddedSuppressions } from './added-suppressions.ts';
import { scopeOf } from './change-scope.ts';
import { commentSuppressions } from './comment-suppressions.ts';
import { compareFindings } from './compare-findings.ts';
import { comparePlace } from './compare-place.ts';
import { compareWithBaseline } from './compare-with-baseline.ts';
import { mergeEqualResults } from './equal-results.ts';
import { identify } from './fingerprint.ts';
import { findFixed } from './fixed.ts';
import { label } from './label.ts';
import { overrideSeverities } from './override-severities.ts';
import { policySuppressions } from './policy-suppressions.ts';
import { suppress } from './suppress.ts';
import { suppressionFindings } from './suppression-findings.ts';
import type { TriageInput } from './triage-input.ts';

export interface Triage {
  /** All findings, labelled; none is lost but equal ones. Dispositions in their order, worst first, then by place and all else. */
  readonly findings: readonly TriagedFinding[];
  readonly fixed: readonly FixedFinding[];
  readonly warnings: readonly Warning[];
  /** What could not be told and must not pass. */
  readonly incompleteReasons: readonly string[];
}

/**
 * Labels every finding. The order of opinions: equal results, suppressions, baseline, change. The order in which
 * findings come in decides nothing: a scanner with several threads reports them in another one each time.
 */
export async function triage(given: TriageInput): Promise<Triage> {
  const { change, policy, tree, baseline } = given;
  const input: TriageInput = {
    ...given,
    findings: given.findings.toSorted(compareFindings),
    baseline: { ...baseline, findings: baseline.findings.toSorted(compareFindings) },
  };
  const head = mergeEqualResults(overrideSeverities(input.findings, policy.severities));
  const findings = await identify(
    head.map(({ finding }) => finding),
    tree,
  );
  const today = input.now.toISOString().slice(0, 10);

  const suppressions = [
    ...(await commentSuppressions(tree, filesOf(findings, change))),
    ...policySuppressions(policy),
  ];
  const { decisions, used } = suppress(findings, suppressions, policy, today);

  const compared = await compareWithBaseline(input, head, findings);
  const labelled = findings.map((finding, index) =>
    label(input, finding, { decision: decisions.get(index), opinion: compared.opinions.get(index) }),
  );

  const own = suppressionFindings(suppressions, used, {
    today,
    everythingWasScanned: input.everythingWasScanned,
  });
  const ownLabelled = (await identify(own, tree)).map((finding) => label(input, finding, {}));

  const { fixed, warnings } = await findFixed(input, compared);
  return {
    findings: [...labelled, ...ownLabelled].sort(compareForReport),
    fixed,
    warnings: [...warnings, ...warnOfAddedSuppressions(labelled, decisions, input)],
    incompleteReasons: doubts(input, labelled),
  };
}

/** Files whose comments count: those with findings, and those that the change touches. */
function filesOf(findings: readonly Finding[], change: Change): ReadonlySet<string> {
  const changed = [...(change.files?.values() ?? [])].filter(({ status }) => status !== 'deleted');
  return new Set([...findings.flatMap(({ place }) => place?.path ?? []), ...changed.map(({ path }) => path)]);
}

/** Findings that only the diff could have told new from old, where the diff could not be read. */
function doubts({ baseline, change }: TriageInput, findings: readonly TriagedFinding[]): readonly string[] {
  if (baseline.kind !== 'changed-lines' || change.files !== undefined) return [];
  const unknown = findings.filter(
    ({ disposition, place, commitRegion }) =>
      disposition === 'active' && place !== undefined && scopeOf(place, commitRegion, change) === 'unknown',
  );
  if (unknown.length === 0) return [];
  const what = unknown.length === 1 ? 'one finding is' : `${unknown.length} findings are`;
  return [`the change’s diff could not be read, so that it is unknown whether ${what} new`];
}

function compareForReport(a: TriagedFinding, b: TriagedFinding): number {
  return (
    dispositions.indexOf(a.disposition) - dispositions.indexOf(b.disposition) ||
    compareSeverity(a.severity, b.severity) ||
    comparePlace(a, b)
  );
}
