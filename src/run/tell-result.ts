import { join, relative } from 'node:path';
import { exitCodeFor, exitCodeOfPart, exitCodes } from '../core/exit-code.ts';
import { isInside } from '../core/is-inside.ts';
import type { Log } from '../core/log.ts';
import type { Publication, Report } from '../core/report.ts';
import { warningsBesideReasons } from '../core/verdict-warnings.ts';
import { bySeverityText, grouped } from '../reports/wording.ts';
import { previewNames } from './preview-names.ts';
import { sayOnce } from './say-once.ts';
import { tellFindings } from './tell-findings.ts';
import { tellPublications } from './tell-publications.ts';
import type { World } from './world.ts';

/** Columns of a line in the log of Pipelines before it breaks. */
const logWidth = 120;

interface Output {
  readonly outputFolder: string;
  /** Pull requests of the same commit beside the report's own. */
  readonly otherPullRequests?: readonly number[];
  readonly mode: string;
}

/** The end of the log: what was found, what was published, the verdict. */
export function tellResult(
  { log, columns = logWidth, cwd }: Pick<World, 'log' | 'columns' | 'cwd'>,
  report: Report,
  publications: readonly Publication[],
  output: Output,
): void {
  tellFindings(log, output.mode === 'preview' ? withoutPages(report) : report, columns);
  // What makes a run incomplete is the verdict's to tell.
  const warnings = warningsBesideReasons(report);
  if (warnings.length > 0) log.info('To know', { look: 'section' });
  const once = sayOnce();
  for (const { code, message } of warnings) log.warn(once(message), { code });
  // A part is published nowhere: that needs no word, but one that could not even be written does.
  const told =
    output.mode === 'collect' ? publications.filter(({ outcome }) => outcome === 'failed') : publications;
  if (told.length > 0) tellPublications(log, told, { isPreview: output.mode === 'preview', once });

  log.info('Result', { look: 'section' });
  tellPlaces(log, report, output, cwd);
  tellVerdict(log, report, publications, output.mode);
}

/** Where to look further. */
function tellPlaces(
  log: Log,
  report: Report,
  { outputFolder, mode, otherPullRequests = [] }: Output,
  cwd: string,
): void {
  const file = (name: string) => nearest(cwd, join(outputFolder, name));
  const places: (readonly [string, string])[] = [
    ...(mode === 'preview' ? [['preview', file(previewNames.page)] as const] : []),
    ['report', file(mode === 'collect' ? 'report.sarif' : 'report.html')],
    ...(mode === 'preview' ? [] : pages(report, otherPullRequests)),
  ];
  const width = Math.max(...places.map(([name]) => name.length));
  for (const [name, place] of places) log.info(`${name.padEnd(width)}  ${place}`, { look: 'row' });
}

function tellVerdict(log: Log, report: Report, publications: readonly Publication[], mode: string): void {
  const { outcome, reasons } = report.verdict;
  // A part decides nothing, but tells what it could not see.
  const told = mode === 'collect' && outcome !== 'incomplete' ? [] : reasons;
  for (const reason of told) {
    const known = report.warnings.find(({ message }) => message === reason)?.code;
    if (outcome === 'passed') log.info(reason, { look: 'row' });
    else if (outcome === 'failed') log.error(reason, { look: 'bad' });
    else log.error(reason, { look: 'bad', code: known ?? 'incomplete' });
  }
  const data = { verdict: outcome, seconds: report.seconds, ...report.counts };
  const { isGood, text } = lastWord(report, publications, mode);
  if (isGood) log.info(text, { look: 'passed', ...data });
  else log.error(text, { look: 'failed', ...data });
}

/** The step is red wherever this is not good: the last line says why. */
function lastWord(
  report: Report,
  publications: readonly Publication[],
  mode: string,
): { readonly isGood: boolean; readonly text: string } {
  const { outcome } = report.verdict;
  const line = `in ${report.seconds.toFixed(1)} s: ${countsText(report)}`;
  if (outcome === 'incomplete') return { isGood: false, text: `incomplete ${line}` };
  const isPart = mode === 'collect';
  const exitCode = (isPart ? exitCodeOfPart : exitCodeFor)(report.verdict, publications);
  if (isPart) {
    return exitCode === exitCodes.passed
      ? { isGood: true, text: `collected ${line}; MODE=publish decides` }
      : { isGood: false, text: `not collected ${line}; not all files were written (exit code ${exitCode})` };
  }
  if (exitCode !== exitCodes.notPublished)
    return { isGood: exitCode === exitCodes.passed, text: `${outcome} ${line}` };
  const failed = publications.filter((publication) => publication.outcome === 'failed');
  const names = failed.map(({ publisher }) => publisher).join(', ');
  return { isGood: false, text: `passed ${line}; not published: ${names} (exit code ${exitCode})` };
}

/** What there is of each kind; `nothing new` alone where that is all. */
function countsText({ counts }: Report): string {
  const found =
    counts.new === 0 ? 'nothing new' : `${grouped(counts.new)} new (${bySeverityText(counts.bySeverity)})`;
  const others = [
    [counts.fixed, 'fixed'],
    [counts.baselined, 'known before'],
    [counts.suppressed, 'suppressed'],
    [counts.unsure, 'perhaps moved'],
    [counts.outsideChange, 'outside the change'],
  ] as const;
  return [
    found,
    ...others.flatMap(([count, words]) => (count === 0 ? [] : [`${grouped(count)} ${words}`])),
  ].join(', ');
}

function pages(
  { repositoryUrl, change }: Report,
  others: readonly number[],
): readonly (readonly [string, string])[] {
  if (repositoryUrl === undefined) return [];
  if (change.pullRequests.length === 0) return [['commit', `${repositoryUrl}/commits/${change.commit}`]];
  return [...change.pullRequests, ...others].map((id) => [
    'pull request',
    `${repositoryUrl}/pull-requests/${id}`,
  ]);
}

/** Bitbucket itself may know neither the repository of a preview nor its commit. */
function withoutPages({ repositoryUrl: _, ...report }: Report): Report {
  return report;
}

/** From where the reader is, where that is shorter. */
function nearest(cwd: string, path: string): string {
  return isInside(cwd, path) ? relative(cwd, path) : path;
}
