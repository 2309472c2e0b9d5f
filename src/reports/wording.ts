import type { Place } from '../core/finding.ts';
import type { Report } from '../core/report.ts';
import { type Severity, severities } from '../core/severity.ts';

/** `1,234`, as `toLocaleString('en')` writes it, whose first call takes longer than all pages of a usual report. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 finding`, `2 findings`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${grouped(count)} ${count === 1 ? singular : plural}`;
}

export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** `1 high, 2 low`: what there is, worst first; empty where there is nothing. */
export function bySeverityText(counts: Readonly<Record<Severity, number>>): string {
  return severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${grouped(counts[severity])} ${severity}`)
    .join(', ');
}

/** `src/a.js:3` or `src/a.js:3-5`. */
export function placeText(place: Place): string {
  if (place.region === undefined) return place.path;
  const { startLine, endLine } = place.region;
  return startLine === endLine ? `${place.path}:${startLine}` : `${place.path}:${startLine}-${endLine}`;
}

/** The first 12 digits, as Bitbucket shows a commit. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 12);
}

/** `Failed: 2 new findings (1 high, 1 low)`: the verdict in one plain line. */
export function verdictLine(report: Pick<Report, 'verdict' | 'counts'>): string {
  const { outcome } = report.verdict;
  const { counts } = report;
  const found =
    counts.new === 0
      ? 'no new findings'
      : `${counted(counts.new, 'new finding')} (${bySeverityText(counts.bySeverity)})`;
  return `${capitalised(outcome)}: ${found}`;
}
