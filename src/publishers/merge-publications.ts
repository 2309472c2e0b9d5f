import type { Publication } from '../core/report.ts';

/** From worst to least: what of several counts for all. */
const outcomes = ['failed', 'published', 'unchanged', 'skipped'] as const;

/** One publisher's work on several pull requests as one publication. */
export function mergePublications(first: Publication, others: readonly Publication[]): Publication {
  const all = [first, ...others];
  const details = [...new Set(all.flatMap(({ detail }) => detail ?? []))];
  const code = all.find((each) => each.code !== undefined)?.code;
  return {
    publisher: first.publisher,
    outcome: outcomes.find((outcome) => all.some((each) => each.outcome === outcome)) ?? first.outcome,
    writes: all.reduce((sum, { writes }) => sum + writes, 0),
    leftOut: Math.max(...all.map(({ leftOut }) => leftOut)),
    ...(code === undefined ? {} : { code }),
    ...(details.length === 0 ? {} : { detail: details.join('; ') }),
  };
}
