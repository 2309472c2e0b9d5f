import type { Finding } from '../core/finding.ts';

/** A finding and how often its producer reported it. */
export interface Counted<F extends Finding = Finding> {
  readonly finding: F;
  /** Equal results in the one run that had most of them; the same file given twice does not double anything. */
  readonly times: number;
}

/**
 * Equal results (same rule, place and message) count once: the first of them, but one that nobody suppressed before
 * one that somebody did, as doubt speaks for showing it. The order stays.
 */
export function mergeEqualResults<F extends Finding>(findings: readonly F[]): readonly Counted<F>[] {
  const groups = Map.groupBy(findings, ({ rule, place, message, elsewhere }) =>
    JSON.stringify([rule, place?.path ?? null, regionKey(place?.region), elsewhere ?? null, message]),
  );
  return [...groups.values()].flatMap((group) => {
    const chosen = group.find(({ suppressions }) => suppressions.length === 0) ?? group[0];
    if (chosen === undefined) return [];
    const times = mostInOneRun(group);
    return [{ finding: times > 1 ? { ...chosen, times } : chosen, times }];
  });
}

function regionKey(region: NonNullable<Finding['place']>['region']): readonly (number | null)[] {
  if (region === undefined) return [];
  return [region.startLine, region.endLine, region.startColumn ?? null, region.endColumn ?? null];
}

function mostInOneRun(group: readonly Finding[]): number {
  if (group.length === 1) return group[0]?.times ?? 1;
  const runs = Map.groupBy(group, ({ source }) => JSON.stringify([source.file, source.run]));
  const counts = [...runs.values()].map((run) => run.reduce((sum, { times = 1 }) => sum + times, 0));
  return counts.reduce((most, count) => Math.max(most, count), 1);
}
