import type { Report } from '../core/report.ts';
import { type Severity, severities } from '../core/severity.ts';
import { truncate } from '../core/truncate.ts';
import { findingText } from './finding-line.ts';
import { visibleLine } from './visible-text.ts';
import { counted, placeText } from './wording.ts';

export interface ConsoleTableOptions {
  readonly colour: boolean;
  /** Columns of the terminal; long lines are cut there. */
  readonly width: number;
  /** Findings that are listed; the report has the others. */
  readonly most?: number;
}

/** SGR codes: https://en.wikipedia.org/wiki/ANSI_escape_code#SGR */
const colours: Readonly<Record<Severity, number>> = { critical: 35, high: 31, medium: 33, low: 34 };

/**
 * The new findings as aligned lines for the end of a log, worst first: severity, place, what and rule. Without line
 * ends; empty where nothing is new. What comes from outside cannot colour, move or break a line.
 */
export function consoleTable(
  report: Report,
  { colour, width, most = 30 }: ConsoleTableOptions,
): readonly string[] {
  const active = severities.flatMap((severity) =>
    report.findings.filter((finding) => finding.disposition === 'active' && finding.severity === severity),
  );
  const rows = active.slice(0, most).map((finding) => ({
    severity: finding.severity,
    place: finding.place === undefined ? '' : visibleLine(placeText(finding.place)),
    what: visibleLine(`${findingText(finding)} (${finding.rule})`),
  }));
  const longestPlace = Math.max(0, ...rows.map(({ place }) => place.length));
  const placeWidth = Math.min(longestPlace, Math.max(20, Math.floor(width * 0.4)));
  const lines = rows.map(({ severity, place, what }) => {
    const start = `${severity.padEnd(8)}  ${fromTheEnd(place, placeWidth).padEnd(placeWidth)}  `;
    const line = `${start}${truncate(what, Math.max(20, width - start.length))}`;
    return colour ? `\u001b[${colours[severity]}m${line.slice(0, 8)}\u001b[0m${line.slice(8)}` : line;
  });
  const more = active.length - rows.length;
  return more > 0 ? [...lines, `… and ${counted(more, 'more finding')} in the report`] : lines;
}

/** The end of a path tells more than its start. */
function fromTheEnd(place: string, width: number): string {
  return place.length <= width ? place : `…${place.slice(place.length - width + 1)}`.toWellFormed();
}
