import type { Category, Disposition, TriagedFinding } from '../core/finding.ts';
import { nameSome } from '../core/name-some.ts';
import type { Verdict } from '../core/report.ts';
import { compareSeverity, isAtLeast, type Severity } from '../core/severity.ts';
import { truncate } from '../core/truncate.ts';
import { type ScannerEnd, scannerDoubts } from './scanner-doubts.ts';

/** Findings that a reason names, the worst: wherever it is read, the list of all is near. */
const maxNamed = 2;
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
  readonly scanners: readonly ScannerEnd[];
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
  const incomplete = [...scannerDoubts(input.scanners), ...input.incompleteReasons];
  const broken = brokenRules(input);
  // What could not be seen is read first; which findings there are, the list of the new ones says.
  const isListed = incomplete.length > 0 && input.gateScope === 'new';
  const whatOf = ({ what, found }: BrokenRule) => (isListed ? what : `${what}: ${named(found)}`);
  if (broken.length > 0 && input.failOn === 'never') {
    const told = broken.map((rule) => `not failed, as FAIL_ON is never: ${whatOf(rule)}`);
    return incomplete.length > 0
      ? { outcome: 'incomplete', reasons: [...incomplete, ...told] }
      : { outcome: 'passed', reasons: told };
  }
  const passer = broken.length === 1 ? 'the gate passes' : 'this rule passes';
  const failures = broken.map((rule) => `${whatOf(rule)}; ${passer} once ${rule.remedy}`);
  const verdict: Verdict =
    incomplete.length > 0
      ? { outcome: 'incomplete', reasons: [...incomplete, ...failures] }
      : { outcome: failures.length > 0 ? 'failed' : 'passed', reasons: failures };
  if (broken.length === 0) return verdict;
  return { ...verdict, brokenBy: [...new Set(broken.flatMap(({ found }) => found.map(scannerOf)))] };
}

function scannerOf({ scanner }: TriagedFinding): string {
  return scanner;
}

/** True where the gate looks at a finding of this disposition. */
export function isGated(disposition: Disposition, gateScope: 'new' | 'all'): boolean {
  if (gateScope === 'new') return disposition === 'active';
  return disposition !== 'suppressed' && disposition !== 'moved?';
}

/** A rule of the policy that does not hold: by what, by which findings, and what would mend it. */
interface BrokenRule {
  readonly what: string;
  readonly found: readonly TriagedFinding[];
  readonly remedy: string;
}

function brokenRules({ findings, failOn, gateScope, thresholds }: GateInput): readonly BrokenRule[] {
  const gated = findings.filter(({ disposition }) => isGated(disposition, gateScope));
  const ofThreshold = thresholds.map((threshold) => gated.filter((finding) => describes(threshold, finding)));
  const described = new Set(ofThreshold.flat());
  const broken = thresholds.flatMap((threshold, index) => {
    const found = ofThreshold[index] ?? [];
    const { atMost } = threshold;
    if (found.length <= atMost) return [];
    const kind = kindOf(found.length, gateScope, threshold);
    return [brokenRule(found, kind, `at most ${atMost} allowed by the policy`, atMost)];
  });
  if (failOn === 'never') return broken;
  const rest = gated.filter((finding) => !described.has(finding) && isAtLeast(finding.severity, failOn));
  if (rest.length === 0) return broken;
  const kind = kindOf(rest.length, gateScope, { minimumSeverity: failOn });
  return [brokenRule(rest, kind, `none allowed by FAIL_ON=${failOn}`, 0), ...broken];
}

function brokenRule(
  found: readonly TriagedFinding[],
  kind: string,
  allowed: string,
  atMost: number,
): BrokenRule {
  return { what: `${kind}, ${allowed}`, found, remedy: remedyOf(found.length, atMost) };
}

function describes({ category, minimumSeverity }: GateThreshold, finding: TriagedFinding): boolean {
  if (category !== undefined && finding.category !== category) return false;
  return minimumSeverity === undefined || isAtLeast(finding.severity, minimumSeverity);
}

/** Such as `2 new dependency findings of severity high or worse`. */
function kindOf(
  count: number,
  gateScope: GateInput['gateScope'],
  { category, minimumSeverity = 'low' }: Omit<GateThreshold, 'atMost'>,
): string {
  const words = [
    `${count}`,
    gateScope === 'new' ? 'new' : '',
    category ?? '',
    count === 1 ? 'finding' : 'findings',
  ];
  const kind = words.filter((word) => word !== '').join(' ');
  if (minimumSeverity === 'low') return kind;
  return `${kind} of severity ${minimumSeverity}${minimumSeverity === 'critical' ? '' : ' or worse'}`;
}

function remedyOf(count: number, atMost: number): string {
  const excess = count - atMost;
  const how = 'fixed, or suppressed with a reason';
  if (excess < count) return excess === 1 ? `one of them is ${how}` : `${excess} of them are ${how}`;
  if (count === 1) return `it is ${how}`;
  return `${count === 2 ? 'both' : `all ${count}`} are ${how}`;
}

function named(findings: readonly TriagedFinding[]): string {
  const worst = findings.toSorted((a, b) => compareSeverity(a.severity, b.severity));
  const names = worst.map(({ rule, severity, place }) => {
    const line = place?.region === undefined ? '' : `:${place.region.startLine}`;
    return `${severity} ${truncate(rule, maxNameLength)}${place === undefined ? '' : ` in ${truncate(place.path, maxNameLength)}${line}`}`;
  });
  return nameSome(names, maxNamed);
}
