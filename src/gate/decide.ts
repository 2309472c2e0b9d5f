import type { Category, Disposition, TriagedFinding } from '../core/finding.ts';
import type { ScannerRun, Verdict } from '../core/report.ts';
import { compareSeverity, isAtLeast, type Severity } from '../core/severity.ts';
import { truncate } from '../core/truncate.ts';

/** Findings that a reason names; the report has them all. */
const maxNamed = 5;
/** UTF-16 units of a rule's or a path's name in a reason. */
const maxNameLength = 120;

/** At most so many findings of a kind; see `thresholds` of the policy. */
export interface GateThreshold {
  readonly category?: Category;
  readonly minimumSeverity?: Severity;
  readonly atMost: number;
}

export interface GateInput {
  readonly findings: readonly TriagedFinding[];
  readonly scanners: readonly ScannerRun[];
  /** Sentences on what could not be seen, besides scanners that failed. */
  readonly incompleteReasons: readonly string[];
  readonly failOn: Severity | 'never';
  readonly gateScope: 'new' | 'all';
  readonly thresholds: readonly GateThreshold[];
}

/**
 * The verdict and why. Doubt comes first: what was not seen cannot pass, whatever was found elsewhere; what the gate
 * would have said is told all the same.
 */
export function decide(input: GateInput): Verdict {
  const incomplete = [...input.scanners.flatMap(doubt), ...input.incompleteReasons];
  const failures = brokenRules(input);
  if (incomplete.length > 0) return { outcome: 'incomplete', reasons: [...incomplete, ...failures] };
  if (failures.length > 0 && input.failOn !== 'never') return { outcome: 'failed', reasons: failures };
  return {
    outcome: 'passed',
    reasons: failures.map((reason) => `not failed, as FAIL_ON is never: ${reason}`),
  };
}

/** True where the gate looks at a finding of this disposition. */
export function isGated(disposition: Disposition, gateScope: 'new' | 'all'): boolean {
  if (gateScope === 'new') return disposition === 'active';
  return disposition !== 'suppressed' && disposition !== 'moved?';
}

function doubt({ name, outcome, detail }: ScannerRun): readonly string[] {
  if (outcome === 'ok' || outcome === 'skipped') return [];
  const what = outcome === 'failed' ? 'failed' : 'ran out of time';
  return [`${name} ${what}${detail === undefined ? '' : `: ${detail}`}`];
}

function brokenRules({ findings, failOn, gateScope, thresholds }: GateInput): readonly string[] {
  const gated = findings.filter(({ disposition }) => isGated(disposition, gateScope));
  const ofThreshold = thresholds.map((threshold) => gated.filter((finding) => describes(threshold, finding)));
  const described = new Set(ofThreshold.flat());
  const reasons = thresholds.flatMap((threshold, index) => {
    const found = ofThreshold[index] ?? [];
    if (found.length <= threshold.atMost) return [];
    const kind = kindOf(threshold);
    return [
      `${count(found.length, kind)}, at most ${threshold.atMost} allowed by the policy (${named(found)}); ` +
        `${toMend(found.length - threshold.atMost)}`,
    ];
  });
  if (failOn === 'never') return reasons;
  const rest = gated.filter((finding) => !described.has(finding) && isAtLeast(finding.severity, failOn));
  if (rest.length === 0) return reasons;
  const scope = gateScope === 'new' ? 'new' : 'counted';
  const kind = failOn === 'critical' ? `${scope} critical` : `${scope} ${failOn} or worse`;
  return [
    `${count(rest.length, kind)}, none allowed by FAIL_ON=${failOn} (${named(rest)}); ${toMend(rest.length)}`,
    ...reasons,
  ];
}

function describes({ category, minimumSeverity }: GateThreshold, finding: TriagedFinding): boolean {
  if (category !== undefined && finding.category !== category) return false;
  return minimumSeverity === undefined || isAtLeast(finding.severity, minimumSeverity);
}

function kindOf({ category, minimumSeverity }: GateThreshold): string {
  const severity =
    minimumSeverity === undefined
      ? []
      : [`${minimumSeverity}${minimumSeverity === 'critical' ? '' : ' or worse'}`];
  return [...severity, ...(category === undefined ? [] : [category])].join(' ');
}

function count(number: number, kind: string): string {
  return `${number} ${number === 1 ? 'finding' : 'findings'}${kind === '' ? '' : ` (${kind})`}`;
}

function toMend(number: number): string {
  return `it passes with ${number === 1 ? 'one' : number} of them fixed or suppressed with a reason`;
}

function named(findings: readonly TriagedFinding[]): string {
  const worst = findings.toSorted((a, b) => compareSeverity(a.severity, b.severity));
  const names = worst.slice(0, maxNamed).map(({ rule, severity, place }) => {
    const line = place?.region === undefined ? '' : `:${place.region.startLine}`;
    return `${severity} ${truncate(rule, maxNameLength)}${place === undefined ? '' : ` in ${truncate(place.path, maxNameLength)}${line}`}`;
  });
  const more = findings.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
