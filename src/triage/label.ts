import type { IdentifiedFinding, Region, TriagedFinding } from '../core/finding.ts';
import { anchorOf, scopeOf } from './change-scope.ts';
import type { Opinion } from './compare-with-baseline.ts';
import type { Decision } from './suppress.ts';
import type { TriageInput } from './triage-input.ts';

/** What was said of one finding; what nobody said is absent. */
export interface Opinions {
  readonly decision?: Decision | undefined;
  readonly opinion?: Opinion | undefined;
}

type Labelled = Pick<TriagedFinding, 'disposition' | 'reason' | 'suppressedBy' | 'candidates'>;

/** Puts the disposition on a finding: suppression before baseline before change. */
export function label(input: TriageInput, finding: IdentifiedFinding, opinions: Opinions): TriagedFinding {
  const { path, region } = finding.place ?? {};
  const commitRegion = path === undefined || region === undefined ? undefined : input.toCommit(path, region);
  const own = path === undefined ? undefined : anchorOf(path, commitRegion, input.change);
  return {
    ...finding,
    ...labelOf(input, finding, opinions, commitRegion),
    ...(opinions.opinion?.state === 'matched' && { previous: opinions.opinion.previous }),
    ...(commitRegion !== undefined && { commitRegion }),
    ...(own === undefined ? stepAnchor(input, finding) : { anchor: own }),
  };
}

/** A change can let data get to code that it does not touch: then it is to be seen where the data passes the change. */
function stepAnchor(
  { change, toCommit }: TriageInput,
  { flows: [steps = []] }: IdentifiedFinding,
): Pick<TriagedFinding, 'anchor' | 'anchorPath'> {
  for (const { place } of steps.toReversed()) {
    if (place?.region === undefined) continue;
    const anchor = anchorOf(place.path, toCommit(place.path, place.region), change);
    if (anchor !== undefined) return { anchor, anchorPath: place.path };
  }
  return {};
}

function labelOf(
  input: TriageInput,
  finding: IdentifiedFinding,
  { decision, opinion }: Opinions,
  commitRegion: Region | undefined,
): Labelled {
  if (decision !== undefined) {
    return { disposition: 'suppressed', suppressedBy: decision.by, reason: decision.reason };
  }
  if (opinion?.state === 'matched') return { disposition: 'baselined', reason: opinion.previous.how };
  if (opinion?.state === 'ambiguous') {
    return {
      disposition: 'moved?',
      reason: 'perhaps there before; nothing tells',
      candidates: opinion.candidates,
    };
  }
  return byChange(input, finding, commitRegion);
}

function byChange(
  input: TriageInput,
  finding: IdentifiedFinding,
  commitRegion: Region | undefined,
): Labelled {
  const { baseline, change } = input;
  const { place } = finding;
  if (baseline.kind === 'none' || place === undefined) return { disposition: 'active' };
  const scope = scopeOf(place, commitRegion, change);
  if (scope === 'unknown') return { disposition: 'active' };
  if (comesFromElsewhere(input, finding, commitRegion)) {
    return {
      disposition: 'outside-change',
      reason: 'not in the commit: it comes with the destination branch',
    };
  }
  if (scope === 'inside' || wouldBeKnown(input, finding)) return { disposition: 'active' };
  return { disposition: 'outside-change', reason: outsideReason(baseline.kind) };
}

function outsideReason(kind: TriageInput['baseline']['kind']): string {
  return kind === 'changed-lines'
    ? 'not on a line that the change adds'
    : 'not on a line that the change adds, and the baseline did not look there';
}

/** A pull request's pipeline scans the merge result: part of it is the destination's, and nobody's fault here. */
function comesFromElsewhere(
  { change }: TriageInput,
  { place }: IdentifiedFinding,
  commitRegion: Region | undefined,
): boolean {
  return change.destinationCommit !== undefined && place?.region !== undefined && commitRegion === undefined;
}

/** True where the baseline would have had the finding, if it had been there. */
function wouldBeKnown({ baseline, change }: TriageInput, { scanner, place }: IdentifiedFinding): boolean {
  if (baseline.kind === 'changed-lines' || place === undefined) return false;
  const file = change.files?.get(place.path);
  if (file?.status === 'added') return baseline.coverage.covers(scanner);
  return baseline.coverage.covers(scanner, file?.previousPath ?? place.path);
}
