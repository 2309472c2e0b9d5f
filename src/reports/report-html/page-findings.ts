import type { Place, Region, Step, TriagedFinding } from '../../core/finding.ts';
import type { Report } from '../../core/report.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import { truncate } from '../../core/truncate.ts';
import { commitPlace } from '../finding-line.ts';
import { fixText } from '../fix-text.ts';
import { encodePath, lineFragment } from '../line-link.ts';
import { SecretLines } from '../secret-lines.ts';
import { visibleText } from '../visible-text.ts';
import { placeText } from '../wording.ts';
import { CodeExcerpts } from './code-excerpt.ts';
import type { PageCode, PageFinding, PageStep } from './page-data.ts';
import type { RuleTable } from './rule-table.ts';

/** Findings that a page can hold and still open at once. */
export const mostFindings = 20_000;

/** UTF-16 units that code, data flow and fixes of all findings may take; later findings go without. */
const detailBudget = 8_000_000;

const mostSteps = 40;

/** The findings as the page needs them, in the report's order, one after the other. */
export async function* pageFindings(
  report: Report,
  source: SourceTree,
  rules: RuleTable,
): AsyncGenerator<PageFinding> {
  const secrets = new SecretLines(report);
  const excerpts = new CodeExcerpts(source, secrets);
  let left = detailBudget;
  for (const finding of report.findings.slice(0, mostFindings)) {
    const basics = basicsOf(finding, rules.indexOf(finding));
    if (left <= 0) {
      yield basics;
      continue;
    }
    const details = {
      ...(await codeOf(finding, excerpts)),
      ...(await stepsOf(finding, excerpts)),
      ...fixOf(await fixText(finding, source, secrets)),
    };
    left -= JSON.stringify(details).length;
    yield { ...basics, ...details };
  }
}

function basicsOf(finding: TriagedFinding, rule: number): PageFinding {
  const { fingerprint, severity, category, disposition, cwe, place, previous } = finding;
  const title = shown(finding.title, 300);
  const message = shown(finding.message, 1000);
  return {
    fingerprint,
    rule,
    severity,
    category,
    disposition,
    title,
    cwe: cwe.slice(0, 5),
    ...(message === title ? {} : { message }),
    ...placeOf(place),
    ...linkOf(commitPlace(finding)),
    ...(finding.suppressedBy === undefined ? {} : { by: shown(finding.suppressedBy, 100) }),
    ...(finding.reason === undefined ? {} : { reason: shown(finding.reason, 500) }),
    ...(previous === undefined ? {} : { previous: shown(`${previous.how}${at(previous.place)}`, 300) }),
  };
}

function placeOf(place: Place | undefined): Pick<PageFinding, 'path' | 'startLine' | 'endLine'> {
  if (place === undefined) return {};
  const path = shown(place.path, 500);
  const { region } = place;
  return region === undefined ? { path } : { path, startLine: region.startLine, endLine: region.endLine };
}

function linkOf(place: Place | undefined): Pick<PageFinding, 'link'> {
  return place === undefined ? {} : { link: `${encodePath(place.path)}${lineFragment(place.region)}` };
}

async function codeOf(finding: TriagedFinding, excerpts: CodeExcerpts): Promise<Pick<PageFinding, 'code'>> {
  const { place, snippet } = finding;
  if (place?.region === undefined) return {};
  const code = (await excerpts.around(place.path, place.region)) ?? givenCode(snippet, place.region);
  return code === undefined ? {} : { code };
}

/** The lines that the SARIF carried, where the tree has none: masked by their producer if they hold a secret. */
function givenCode(snippet: string | undefined, region: Region): PageCode | undefined {
  if (snippet === undefined || snippet === '') return undefined;
  const lines = shown(snippet, 2000).split('\n').slice(0, 18);
  return { start: region.startLine, lines, mark: { startLine: region.startLine, endLine: region.endLine } };
}

/** The first data flow, or else the related places. */
async function stepsOf(
  { flows, related, place, commitRegion }: TriagedFinding,
  excerpts: CodeExcerpts,
): Promise<Pick<PageFinding, 'steps'>> {
  const steps: PageStep[] = [];
  // Where the commit has the finding on another line than the scanned tree, it has the steps on others too.
  const isSame = commitRegion !== undefined && commitRegion.startLine === place?.region?.startLine;
  for (const step of (flows[0] ?? related).slice(0, mostSteps))
    steps.push(await stepOf(step, excerpts, isSame));
  return steps.length === 0 ? {} : { steps };
}

async function stepOf(
  { place, message }: Step,
  excerpts: CodeExcerpts,
  hasLines: boolean,
): Promise<PageStep> {
  const text = shown(message, 300);
  if (place === undefined) return { message: text };
  const { link } = linkOf(hasLines ? place : { path: place.path });
  const code =
    place.region === undefined ? undefined : await excerpts.line(place.path, place.region.startLine);
  return {
    message: text,
    place: shown(placeText(place), 500),
    ...(link === undefined ? {} : { link }),
    ...(code === undefined ? {} : { code }),
  };
}

function fixOf(fix: { readonly diff: string } | undefined): Pick<PageFinding, 'fix'> {
  return fix === undefined ? {} : { fix: visibleText(fix.diff) };
}

function at(place: Place | undefined): string {
  return place === undefined ? '' : ` at ${placeText(place)}`;
}

function shown(text: string, limit: number): string {
  return truncate(visibleText(text).trim(), limit);
}
