import type { FixedFinding, Place, TriagedFinding } from '../core/finding.ts';
import type { Report } from '../core/report.ts';
import { truncate } from '../core/truncate.ts';
import type { RuleGroup } from './group-by-rule.ts';
import { lineLink } from './line-link.ts';
import { codeSpan, markdownLink, markdownText } from './markdown-escape.ts';
import { capitalised, counted, placeText } from './wording.ts';

/** Longest text in a list: a line or two; the thread and the report hold the whole. */
const messageLimit = 200;

/** Where a finding is at the commit under report: its lines only if that commit has them. */
export function commitPlace(finding: TriagedFinding): Place | undefined {
  if (finding.place === undefined) return undefined;
  const { path } = finding.place;
  return finding.commitRegion === undefined ? { path } : { path, region: finding.commitRegion };
}

/** What a finding says, in one plain text: its title, and its message where that says more. */
export function findingText({ title, message }: Pick<TriagedFinding, 'title' | 'message'>): string {
  if (message.startsWith(title)) return message;
  return title.startsWith(message) ? title : `${title.replace(/[.:\s]+$/u, '')}: ${message}`;
}

/**
 * What a finding says in a list: its title where that is a sentence of its own, as thread, annotation and report have
 * the message too; else with the message, which alone says where something is that has no place.
 */
export function listText({
  title,
  message,
  place,
}: Pick<TriagedFinding, 'title' | 'message' | 'place'>): string {
  const isEnough = place !== undefined && title.split(/\s+/).length >= 3;
  return truncate(isEnough ? title : findingText({ title, message }), messageLimit);
}

/** A place as Markdown: code, and a link where there is a page for it. */
export function placeMarkdown(report: Report, place: Place): string {
  const label = codeSpan(truncate(placeText(place), 200));
  return linkedPlace(label, lineLink(report, place.path, place.region));
}

/** Places that the line of a group names. */
const mostPlaces = 3;

/** A finding; or the many of a rule: `**High** what they say (rule, CWE-89), 7 places: [place](link), … and 4 more`. */
export function groupLine(report: Report, group: RuleGroup): string {
  const [first, ...others] = group;
  if (others.length === 0) return findingLine(report, first);
  const places = [
    ...new Set(group.map((finding) => placeOf(report, finding)).filter((place) => place !== '')),
  ].slice(0, mostPlaces);
  const more = group.length - places.length;
  const where = places.length === 0 ? '' : `: ${places.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const what = markdownText(truncate(first.title, messageLimit));
  return `**${capitalised(first.severity)}** ${what} ${ruleText(first)}, ${counted(group.length, 'place')}${where}`;
}

/** `**High** [place](link) what it says (rule, CWE-89)`. */
function findingLine(report: Report, finding: TriagedFinding): string {
  return [
    `**${capitalised(finding.severity)}**`,
    placeOf(report, finding),
    markdownText(listText(finding)),
    ruleText(finding),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** A finding that somebody or something set aside: place, rule, who and why. */
export function asideLine(report: Report, finding: TriagedFinding): string {
  const who =
    finding.suppressedBy === undefined ? '' : `by ${markdownText(truncate(finding.suppressedBy, 100))}`;
  const why = finding.reason === undefined ? '' : markdownText(truncate(finding.reason, messageLimit));
  const decision = [who, why].filter((part) => part !== '').join(': ');
  return [placeOf(report, finding), ruleText(finding), decision].filter((part) => part !== '').join(' ');
}

/** A finding that is gone; its place is one of the baseline. */
export function fixedLine(report: Report, finding: FixedFinding): string {
  const place = finding.place === undefined ? '' : fixedPlace(report, finding.place);
  const how = finding.how === 'deleted' ? ', file deleted' : '';
  const rule = `(${codeSpan(truncate(finding.rule, 100))}${how})`;
  return [place, markdownText(truncate(finding.title, messageLimit)), rule]
    .filter((part) => part !== '')
    .join(' ');
}

function fixedPlace(report: Report, place: Place): string {
  const label = codeSpan(truncate(placeText(place), 200));
  const { commit } = report.baseline;
  if (commit === undefined) return label;
  const then = { ...report, change: { ...report.change, commit } };
  return linkedPlace(label, lineLink(then, place.path, place.region));
}

/** A path of thousands of characters would leave no room for anything else. */
function linkedPlace(label: string, link: string | undefined): string {
  return link === undefined || link.length > 1500 ? label : markdownLink(label, link);
}

function placeOf(report: Report, finding: TriagedFinding): string {
  const place = commitPlace(finding);
  return place === undefined ? '' : placeMarkdown(report, place);
}

function ruleText({ rule, cwe }: TriagedFinding): string {
  const [first] = cwe;
  const name = codeSpan(truncate(rule, 100));
  return first === undefined ? `(${name})` : `(${name}, CWE-${first})`;
}
