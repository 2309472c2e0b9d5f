import type { Disposition, TriagedFinding } from '../core/finding.ts';
import type { Publication, Report, ScannerRun } from '../core/report.ts';
import { severities } from '../core/severity.ts';
import { truncate } from '../core/truncate.ts';
import { verdictWarnings, warningsBesideReasons } from '../core/verdict-warnings.ts';
import { baselineSentence } from './baseline-text.ts';
import { asideLine, fixedLine, groupLine } from './finding-line.ts';
import { fitSections, type Section } from './fit-sections.ts';
import { groupByRule } from './group-by-rule.ts';
import { commitLink } from './line-link.ts';
import { codeSpan, markdownLink, markdownText } from './markdown-escape.ts';
import { publicUrl } from './public-url.ts';
import { bySeverityText, capitalised, counted, grouped, shortCommit } from './wording.ts';

export interface SummaryOptions {
  /** Most UTF-16 units of the whole text. */
  readonly limit: number;
  /** What the other publishers did: where a limit left something out, the summary says so. */
  readonly publications: readonly Publication[];
}

/**
 * The pull request's summary, without marker: the verdict first, then what is new, then what else there is to know,
 * then how it was found. Bitbucket renders neither HTML nor `<details>`, so this is headings, lists and one table,
 * and the least important goes first where the limit is short.
 */
export function summaryMarkdown(report: Report, { limit, publications }: SummaryOptions): string {
  const head = [
    headline(report),
    ...(report.counts.new === 0 ? [] : [severityTable(report)]),
    countsLine(report),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
  const foot = [markdownText(baselineSentence(report.baseline)), fullReport(report)].join('\n\n');
  const room = limit - head.length - foot.length - 4;
  const body = fitSections(sections(report, publications), room);
  return truncate([head, body, foot].filter((part) => part !== '').join('\n\n'), limit);
}

/**
 * True where the summary has nothing to tell but that all is well. That a change silences findings by comments of its
 * own must be seen by who reviews it.
 */
export function isQuiet({
  verdict,
  counts,
  warnings,
}: Pick<Report, 'verdict' | 'counts' | 'warnings'>): boolean {
  const silences = warnings.some(({ code }) => code === 'suppressed-by-change');
  return verdict.outcome === 'passed' && counts.new === 0 && counts.unsure === 0 && !silences;
}

/** All is well, in one line. */
export function quietLine(report: Report): string {
  const { fixed, suppressed } = report.counts;
  const people = suppressors(report);
  const also = [
    ...(fixed > 0 ? [`${grouped(fixed)} fixed`] : []),
    ...(suppressed > 0 ? [`${grouped(suppressed)} suppressed${people === '' ? '' : ` (${people})`}`] : []),
    ...(report.warnings.length > 0 ? [counted(report.warnings.length, 'warning')] : []),
  ].join(', ');
  const line = `${headline(report)}${also === '' ? '' : ` ${capitalised(also)}.`}`;
  return [line, ...seriousWarnings(report), fullReport(report)].join(' ');
}

function headline(report: Report): string {
  const { commit } = report.change;
  const label = codeSpan(shortCommit(commit));
  const link = commitLink(report, commit);
  const at = commit === '' ? '' : ` in ${link === undefined ? label : markdownLink(label, link)}`;
  const found =
    report.counts.new === 0
      ? 'no new findings'
      : `${counted(report.counts.new, 'new finding')} (${bySeverityText(report.counts.bySeverity)})`;
  return `**${reportTitle(report)} ${outcomeText(report)}**: ${found}${at}.`;
}

/** `Code scan`, with the id where a repository has several. */
export function reportTitle({ reportId }: Pick<Report, 'reportId'>): string {
  return reportId === 'code-scan' ? 'Code scan' : `Code scan ${markdownText(reportId)}`;
}

function outcomeText({ verdict }: Report): string {
  return verdict.outcome === 'incomplete' ? 'is incomplete' : verdict.outcome;
}

function severityTable({ counts }: Report): string {
  return [
    `| ${severities.map(capitalised).join(' | ')} |`,
    `| ${severities.map(() => '---:').join(' | ')} |`,
    `| ${severities.map((severity) => grouped(counts.bySeverity[severity])).join(' | ')} |`,
  ].join('\n');
}

function countsLine({ counts }: Report): string {
  const figures: readonly (readonly [number, string])[] = [
    [counts.fixed, 'fixed'],
    [counts.unsure, 'perhaps moved'],
    [counts.suppressed, 'suppressed'],
    [counts.baselined, 'known before'],
    [counts.outsideChange, 'outside the change'],
  ];
  return figures
    .filter(([count]) => count !== 0)
    .map(([count, words]) => `${grouped(count)} ${words}`)
    .join(' · ');
}

function sections(report: Report, publications: readonly Publication[]): readonly Section[] {
  const { verdict, fixed, scanners } = report;
  const list = <T>(
    heading: string,
    rank: number,
    all: readonly T[],
    line: (each: T) => string,
    most?: number,
  ): Section => ({
    heading,
    rank,
    count: all.length,
    items: () => all.values().map((each) => ({ text: line(each), count: 1 })),
    ...(most === undefined ? {} : { most }),
  });
  const byRule = (heading: string, rank: number, all: readonly TriagedFinding[], most?: number): Section => ({
    ...list(heading, rank, all, () => '', most),
    items: () =>
      groupByRule(all)
        .values()
        .map((group) => ({ text: groupLine(report, group), count: group.length })),
  });
  const of = (disposition: Disposition): readonly TriagedFinding[] =>
    report.findings.filter((finding) => finding.disposition === disposition);
  const [active, unsure, suppressed] = [of('active'), of('moved?'), of('suppressed')];
  const plain = (text: string): string => markdownText(truncate(text, 500));
  return [
    list('Why', 0, verdict.reasons, plain, 10),
    byRule(`New (${grouped(active.length)})`, 1, active),
    byRule(`Perhaps moved (${grouped(unsure.length)}): not counted as new`, 4, unsure, 20),
    list('To know', 2, warningsBesideReasons(report), ({ message }) => plain(message), 10),
    list(
      `Suppressed (${grouped(suppressed.length)})`,
      5,
      suppressed,
      (finding) => asideLine(report, finding),
      20,
    ),
    list(`Fixed (${grouped(fixed.length)})`, 6, fixed, (finding) => fixedLine(report, finding), 20),
    list('Left out', 3, leftOut(publications), (line) => line),
    list('Scanners', 7, scanners, scannerLine, 30),
  ];
}

function leftOut(publications: readonly Publication[]): readonly string[] {
  return publications.flatMap(({ publisher, leftOut: count }) => {
    if (count === 0) return [];
    const where = `the full report has ${count === 1 ? 'it' : 'them'}`;
    if (publisher === 'inline')
      return [`${counted(count, 'finding')} on changed lines without a thread: ${where}`];
    if (publisher === 'insights') return [`${counted(count, 'finding')} without an annotation: ${where}`];
    return [];
  });
}

function scannerLine({ name, version, outcome, seconds, findings, detail }: ScannerRun): string {
  const title = `${codeSpan(truncate(name, 100))} ${markdownText(truncate(version, 50))}`.trim();
  const why = detail === undefined ? '' : `: ${markdownText(truncate(detail, 300))}`;
  switch (outcome) {
    case 'ok':
      return `${title}: ${counted(findings, 'finding')} in ${seconds.toFixed(1)} s${why}`;
    case 'failed':
      return `${title} **failed** after ${seconds.toFixed(1)} s${why}`;
    case 'timed-out':
      return `${title} **ran out of time** after ${seconds.toFixed(1)} s${why}`;
    case 'skipped':
      return `${title} was skipped${why}`;
  }
}

function fullReport(report: Report): string {
  const url = publicUrl(report.resultUrl);
  return url === undefined
    ? 'The full report is in the artifacts.'
    : `The full report is in the artifacts of ${markdownLink('this run', url)}.`;
}

/** Names of up to three who suppressed something. */
function suppressors(report: Report): string {
  const names = new Set(report.findings.flatMap(({ suppressedBy }) => suppressedBy ?? []));
  const shown = [...names].slice(0, 3).map((name) => markdownText(truncate(name, 60)));
  return names.size === 0 ? '' : `by ${shown.join(', ')}${names.size > 3 ? ' and others' : ''}`;
}

/** What the pull request does to its own verdict must be read even where all is well. */
function seriousWarnings(report: Report): readonly string[] {
  return verdictWarnings(report.warnings)
    .slice(0, 3)
    .map(({ message }) => markdownText(truncate(message, 300)));
}
