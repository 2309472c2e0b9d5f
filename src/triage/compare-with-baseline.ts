import type { Change } from '../core/change.ts';
import type { IdentifiedFinding, PreviousFinding } from '../core/finding.ts';
import { type Counted, mergeEqualResults } from './equal-results.ts';
import { identify } from './fingerprint.ts';
import { matchFindings } from './matching/match-findings.ts';
import type { Matching } from './matching/matching.ts';
import { overrideSeverities } from './override-severities.ts';
import type { BaselineFinding, TriageBaseline, TriageInput } from './triage-input.ts';

/** What the baseline says of one finding. Findings that it does not have are absent. */
export type Opinion =
  | { readonly state: 'matched'; readonly previous: PreviousFinding }
  | { readonly state: 'ambiguous'; readonly candidates: readonly string[] };

export interface Compared {
  /** By the finding's index. */
  readonly opinions: ReadonlyMap<number, Opinion>;
  /** Findings of the baseline that no finding could be. */
  readonly gone: readonly IdentifiedFinding[];
}

/**
 * Matches the findings one to one with those of the baseline.
 *
 * @param findings `head`, identified
 */
export async function compareWithBaseline(
  { baseline, change, policy, tree }: Pick<TriageInput, 'baseline' | 'change' | 'policy' | 'tree'>,
  head: readonly Counted[],
  findings: readonly IdentifiedFinding[],
): Promise<Compared> {
  const counted = mergeEqualResults(overrideSeverities(baseline.findings, policy.severities));
  const before = await identifyBaseline(counted, baseline);
  const matching =
    baseline.kind === 'insights'
      ? matchByFingerprint(before, findings)
      : await matchFindings({
          before,
          after: withOwnMark(findings, before),
          ...(baseline.tree !== undefined && { beforeTree: baseline.tree }),
          afterTree: tree,
          renames: renamesOf(change),
        });
  return compared(matching, { before, countedBefore: counted, countedAfter: head });
}

/** The entry of `partialFingerprints` in which the pipe's own reports keep fingerprints. */
const ownMark = 'codeScan/v1';

/** A report of ours as baseline says what the findings were on a text that may be gone: then ours say it, too. */
function withOwnMark(
  findings: readonly IdentifiedFinding[],
  before: readonly IdentifiedFinding[],
): readonly IdentifiedFinding[] {
  if (!before.some(({ givenFingerprints }) => Object.hasOwn(givenFingerprints, ownMark))) return findings;
  return findings.map((finding) => ({
    ...finding,
    givenFingerprints: { ...finding.givenFingerprints, [ownMark]: finding.fingerprint },
  }));
}

async function identifyBaseline(
  counted: readonly Counted<BaselineFinding>[],
  baseline: TriageBaseline,
): Promise<readonly IdentifiedFinding[]> {
  const identified = await identify(
    counted.map(({ finding }) => finding),
    baseline.tree,
  );
  return identified.map((finding, index) => ({
    ...finding,
    fingerprint: counted[index]?.finding.fingerprint ?? finding.fingerprint,
  }));
}

/** Annotations carry too little to match by anything else. */
function matchByFingerprint(
  before: readonly IdentifiedFinding[],
  after: readonly IdentifiedFinding[],
): Matching {
  const byFingerprint = new Map(before.map(({ fingerprint }, index) => [fingerprint, index]));
  return {
    pairs: after.flatMap(({ fingerprint }, index) => {
      const found = byFingerprint.get(fingerprint);
      return found === undefined ? [] : [{ before: found, after: index, how: 'same fingerprint' as const }];
    }),
    ambiguities: [],
  };
}

function renamesOf({ files }: Change): ReadonlyMap<string, string> {
  return new Map(
    [...(files?.values() ?? [])].flatMap(({ status, previousPath, path }) =>
      status === 'renamed' && previousPath !== undefined ? [[previousPath, path] as const] : [],
    ),
  );
}

function compared(
  { pairs, ambiguities }: Matching,
  sides: {
    readonly before: readonly IdentifiedFinding[];
    readonly countedBefore: readonly Counted[];
    readonly countedAfter: readonly Counted[];
  },
): Compared {
  const { before, countedBefore, countedAfter } = sides;
  const opinions = new Map<number, Opinion>();
  const known = new Set<number>();
  for (const pair of pairs) {
    const finding = before[pair.before];
    if (finding === undefined) continue;
    known.add(pair.before);
    // A scanner that reports one place twice, and did so once before: nothing tells whether it is the same thing.
    const isSure = countedBefore[pair.before]?.times === countedAfter[pair.after]?.times;
    opinions.set(
      pair.after,
      isSure
        ? { state: 'matched', previous: previousOf(finding, pair.how) }
        : { state: 'ambiguous', candidates: [finding.fingerprint] },
    );
  }
  for (const ambiguity of ambiguities) {
    const candidates = ambiguity.before.flatMap((index) => before[index]?.fingerprint ?? []);
    for (const index of ambiguity.before) known.add(index);
    for (const index of ambiguity.after) opinions.set(index, { state: 'ambiguous', candidates });
  }
  return { opinions, gone: before.filter((_, index) => !known.has(index)) };
}

function previousOf({ fingerprint, place, source }: IdentifiedFinding, how: string): PreviousFinding {
  return { fingerprint, how, source, ...(place !== undefined && { place }) };
}
