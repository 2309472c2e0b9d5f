import type { IdentifiedFinding } from '../core/finding.ts';
import { includedPath } from '../policy/path-filter.ts';
import type { Policy } from '../policy/policy.ts';
import { hasExpired, type Suppression } from './suppression.ts';

/** Who suppressed a finding, and why. */
export interface Decision {
  readonly by: string;
  readonly reason: string;
  /** The suppression of ours that did it; absent where the scanner or `paths` did. */
  readonly suppression?: Suppression;
}

export interface Suppressed {
  /** By the finding's index; those that nobody suppressed are absent. */
  readonly decisions: ReadonlyMap<number, Decision>;
  /** Suppressions that fit some finding, whether or not they are the one that decided or have expired. */
  readonly used: ReadonlySet<Suppression>;
}

/** First opinion wins: the policy's paths, what the SARIF says, comments in the code, the policy's entries. */
export function suppress(
  findings: readonly IdentifiedFinding[],
  suppressions: readonly Suppression[],
  policy: Policy,
  today: string,
): Suppressed {
  const included = includedPath(policy.paths);
  const fitting = candidates(suppressions);
  const decisions = new Map<number, Decision>();
  const used = new Set<Suppression>();
  for (const [index, finding] of findings.entries()) {
    const fits = fitting(finding).filter((suppression) => suppression.fits(finding));
    for (const suppression of fits) used.add(suppression);
    const decision =
      decideByPath(finding, included, policy) ??
      decideByScanner(finding) ??
      decideByUs(fits.find((suppression) => !hasExpired(suppression, today)));
    if (decision !== undefined) decisions.set(index, decision);
  }
  return { decisions, used };
}

/**
 * Comments first, then the policy's entries in their order. What names its place or its rule is looked up by it: a
 * hundred thousand findings times thousands of suppressions would be too many.
 */
function candidates(
  suppressions: readonly Suppression[],
): (finding: IdentifiedFinding) => readonly Suppression[] {
  const byPlace = Map.groupBy(suppressions, ({ target }) => target && placeKey(target.path, target.line));
  const entries = suppressions.flatMap((entry, order) =>
    entry.target === undefined ? [{ entry, order }] : [],
  );
  const byRule = Map.groupBy(entries, ({ entry }) => entry.rule);
  return ({ place, rule }) => {
    const { path, region } = place ?? {};
    const here =
      path === undefined || region === undefined ? [] : byPlace.get(placeKey(path, region.startLine));
    const named = byRule.get(rule) ?? [];
    const others = byRule.get(undefined) ?? [];
    const inOrder = [...named, ...others].sort((a, b) => a.order - b.order);
    return [...(here ?? []), ...inOrder.map(({ entry }) => entry)];
  };
}

function placeKey(path: string, line: number): string {
  return `${line} ${path}`;
}

function decideByPath(
  { place }: IdentifiedFinding,
  included: (path: string) => boolean,
  policy: Policy,
): Decision | undefined {
  if (place === undefined || included(place.path)) return undefined;
  return { by: policy.fileName ?? '.code-scan.yml', reason: 'the policy leaves its path out' };
}

/**
 * As SARIF says: suppressed where there is a suppression and none is under review or rejected.
 * SARIF 2.1.0, section 3.27.23, https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html
 */
function decideByScanner({ suppressions, scanner }: IdentifiedFinding): Decision | undefined {
  if (suppressions.length === 0 || suppressions.some(({ status }) => status !== 'accepted')) return undefined;
  const reasons = suppressions.flatMap(({ justification }) => justification ?? []);
  return {
    by: scanner,
    reason: reasons.join('; ') || 'suppressed in the scanner’s own way, no reason given',
  };
}

function decideByUs(suppression: Suppression | undefined): Decision | undefined {
  if (suppression === undefined) return undefined;
  const { by, owner, place, reason } = suppression;
  return {
    by: owner ?? (by === 'policy' ? place.path : by),
    reason: reason ?? 'no reason given',
    suppression,
  };
}
