import type { TriagedFinding } from '../core/finding.ts';
import type { Report } from '../core/report.ts';
import { type Severity, severities } from '../core/severity.ts';
import { truncate } from '../core/truncate.ts';
import { commitPlace, findingText } from './finding-line.ts';
import { groupByRule, type RuleGroup } from './group-by-rule.ts';
import { lineLink } from './line-link.ts';
import { visibleLine } from './visible-text.ts';
import { counted, placeText } from './wording.ts';

export interface ConsoleTableOptions {
  /** Columns of the terminal; long lines are cut there. */
  readonly width: number;
  /** Rows; the report has the others. */
  readonly most?: number;
}

export interface ConsoleRow {
  readonly finding: TriagedFinding;
  readonly severity: Severity;
  /** Severity, place, what and rule; the first word is the severity. */
  readonly text: string;
  /** The page of the line, where there is one. */
  readonly link?: string;
}

/** Longest address that is still worth a line. */
const longestLink = 250;

/**
 * The new findings as aligned lines for the end of a log, worst first, and how many more there are. What comes from
 * outside cannot move or break a line.
 */
export function consoleTable(
  report: Report,
  { width, most = 20 }: ConsoleTableOptions,
): { readonly rows: readonly ConsoleRow[]; readonly more: number } {
  const active = severities.flatMap((severity) =>
    report.findings.filter((finding) => finding.disposition === 'active' && finding.severity === severity),
  );
  const shown = groupByRule(active).slice(0, most);
  const places = shown.map(([{ place }]) => (place === undefined ? '' : visibleLine(placeText(place))));
  const longestPlace = Math.max(0, ...places.map((place) => place.length));
  const placeWidth = Math.min(longestPlace, Math.max(20, Math.floor(width * 0.4)));
  const rows = shown.map((group, index) => {
    const [finding] = group;
    const { severity } = finding;
    const place = fromTheEnd(places[index] ?? '', placeWidth).padEnd(placeWidth);
    const start = `${severity.padEnd(8)}  ${place}  `;
    const link = linkOf(report, finding);
    const text = `${start}${whatAndRule(group, Math.max(20, width - start.length))}`;
    return { finding, severity, text, ...(link !== undefined && { link }) };
  });
  return { rows, more: active.length - shown.flat().length };
}

/** The rule whole where there is room for it: it is what one looks for in a policy. */
function whatAndRule([first, ...others]: RuleGroup, width: number): string {
  const count = others.length === 0 ? '' : `, ${counted(others.length + 1, 'place')}`;
  const end = ` (${visibleLine(first.rule)})${count}`;
  // What has no place says in its message where it is.
  const what = visibleLine(first.place === undefined ? findingText(first) : first.title);
  return end.length < width / 2
    ? `${truncate(what, width - end.length)}${end}`
    : truncate(`${what}${end}`, width);
}

/** The end of a path tells more than its start. */
function fromTheEnd(place: string, width: number): string {
  return place.length <= width ? place : `…${place.slice(place.length - width + 1)}`.toWellFormed();
}

/** With the short hash, which Bitbucket takes as well. */
function linkOf(report: Report, finding: TriagedFinding): string | undefined {
  const place = commitPlace(finding);
  if (place === undefined) return undefined;
  const change = { ...report.change, commit: report.change.commit.slice(0, 12) };
  // Whatever makes links of addresses in a log takes a bracket for the end of one.
  const link = lineLink({ ...report, change }, place.path, place.region)
    ?.replaceAll('(', '%28')
    .replaceAll(')', '%29');
  return link === undefined || link.length > longestLink ? undefined : link;
}
