import type { FixedFinding } from '../../core/finding.ts';
import type { Report, ScannerRun } from '../../core/report.ts';
import { severities } from '../../core/severity.ts';
import { truncate } from '../../core/truncate.ts';
import { baselineSentence } from '../baseline-text.ts';
import { htmlText } from '../html-escape.ts';
import { commitLink } from '../line-link.ts';
import { publicUrl } from '../public-url.ts';
import { counted, grouped, placeText, shortCommit } from '../wording.ts';

/** Rows of the lists that are no findings. */
const mostRows = 500;

/** What stands above the findings: the verdict and why, what it was about, the figures and their trend. */
export function pageHeader(report: Report): string {
  const { verdict } = report;
  const reasons = verdict.reasons.slice(0, 50).map((reason) => `<li>${text(reason, 1000)}</li>`);
  return `<header class="${verdict.outcome}">
<h1>Code scan <span class="verdict">${verdict.outcome}</span></h1>
<ul class="facts">${facts(report).join('')}</ul>
${reasons.length === 0 ? '' : `<ul class="reasons">${reasons.join('')}</ul>`}
</header>
<section class="figures" aria-label="Figures">
<dl class="tiles">${tiles(report).join('')}</dl>
${trend(report)}
</section>`;
}

/** What stands below the findings. */
export function pageLists({ fixed, warnings, scanners, baseline, version, verdict }: Report): string {
  const sections = [
    list(
      `Fixed (${fixed.length})`,
      fixed.length,
      ['Finding', 'Rule', 'Where it was'],
      fixed.slice(0, mostRows).map(fixedRow),
    ),
    list(
      `Warnings (${warnings.length})`,
      warnings.length,
      ['Code', 'Message'],
      warnings
        .slice(0, mostRows)
        .map(({ code, message }) => [`<code>${text(code, 100)}</code>`, text(message, 1000)]),
      true,
    ),
    list(
      `Scanners (${scanners.length})`,
      scanners.length,
      ['Scanner', 'Version', 'Outcome', 'Findings', 'Seconds', ''],
      scanners.slice(0, mostRows).map(scannerRow),
      verdict.outcome === 'incomplete',
    ),
  ];
  return `${sections.join('\n')}
<p class="quiet foot">${text(baselineSentence(baseline), 1000)} Made by Code Scan ${text(version, 50)}.</p>`;
}

function facts(report: Report): readonly string[] {
  const { change, resultUrl, startedAt, seconds } = report;
  const commit =
    change.commit === '' ? undefined : linked(shortCommit(change.commit), commitLink(report, change.commit));
  const time = `${startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const run = publicUrl(resultUrl);
  return [
    ...(commit === undefined ? [] : [`Commit ${commit}`]),
    ...(change.branch === undefined ? [] : [`Branch ${text(change.branch, 200)}`]),
    ...(change.tag === undefined ? [] : [`Tag ${text(change.tag, 200)}`]),
    ...change.pullRequests.map((id) => `Pull request ${linked(`#${id}`, pullRequestUrl(report, id))}`),
    `<time datetime="${startedAt.toISOString()}">${time}</time>, ${seconds.toFixed(1)} s`,
    ...(run === undefined ? [] : [linked('The run', run)]),
  ].map((fact) => `<li>${fact}</li>`);
}

function tiles({ counts }: Report): readonly string[] {
  const worst = severities
    .filter((severity) => counts.bySeverity[severity] > 0)
    .map(
      (severity) =>
        `<span class="badge ${severity}">${grouped(counts.bySeverity[severity])} ${severity}</span>`,
    );
  const tile = (name: string, count: number, more: readonly string[] = []): string =>
    `<div class="tile${count === 0 ? ' zero' : ''}"><dt>${name}</dt><dd>${[grouped(count), ...more].join(' ')}</dd></div>`;
  return [
    tile('New', counts.new, worst),
    tile('Fixed', counts.fixed),
    tile('Perhaps moved', counts.unsure),
    tile('There before', counts.baselined),
    tile('Outside the change', counts.outsideChange),
    tile('Suppressed', counts.suppressed),
  ];
}

/** One bar: what came, what stays, what went. */
function trend({ counts }: Report): string {
  const parts = [
    { name: 'new', className: 'c-new', count: counts.new },
    { name: 'perhaps moved', className: 'c-unsure', count: counts.unsure },
    { name: 'remaining', className: 'c-before', count: counts.baselined + counts.outsideChange },
    { name: 'suppressed', className: 'c-suppressed', count: counts.suppressed },
    { name: 'fixed', className: 'c-fixed', count: counts.fixed },
  ].filter(({ count }) => count > 0);
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return '';
  let x = 0;
  const bars = parts.map(({ className, count }) => {
    const width = (1000 * count) / total;
    const bar = `<rect class="${className}" x="${x.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="12"/>`;
    x += width;
    return bar;
  });
  const label = parts.map(({ name, count }) => `${count} ${name}`).join(', ');
  const legend = parts.map(
    ({ name, className, count }) =>
      `<li><svg aria-hidden="true" viewBox="0 0 10 10"><rect class="${className}" width="10" height="10" rx="2"/></svg>${grouped(count)} ${name}</li>`,
  );
  return `<svg class="trend" role="img" aria-label="Against the baseline: ${label}" viewBox="0 0 1000 12" preserveAspectRatio="none">${bars.join('')}</svg>
<ul class="legend">${legend.join('')}</ul>`;
}

function fixedRow({ title, rule, place, how }: FixedFinding): readonly string[] {
  const where = place === undefined ? '' : `<code>${text(placeText(place), 500)}</code>`;
  return [text(title, 300), text(rule, 200), `${where}${how === 'deleted' ? ' (file deleted)' : ''}`];
}

function scannerRow({ name, version, outcome, findings, seconds, detail }: ScannerRun): readonly string[] {
  return [
    text(name, 100),
    text(version, 100),
    outcome,
    String(findings),
    seconds.toFixed(1),
    text(detail ?? '', 500),
  ];
}

function list(
  title: string,
  count: number,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  isOpen = false,
): string {
  if (count === 0) return '';
  const head = columns
    .map((column) => `<th scope="col">${column || '<span class="quiet">Detail</span>'}</th>`)
    .join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
  const more =
    count > rows.length
      ? `<p class="quiet">… and ${counted(count - rows.length, 'more', 'more')} in report.json</p>`
      : '';
  return `<section class="card"><details${isOpen ? ' open' : ''}><summary>${title}</summary>
<table><thead><tr>${head}</tr></thead><tbody>
${body}
</tbody></table>${more}</details></section>`;
}

function pullRequestUrl({ repositoryUrl }: Report, id: number): string | undefined {
  return repositoryUrl === undefined ? undefined : `${repositoryUrl}/pull-requests/${id}`;
}

/** `label` is text of our own; `url` one that was made here or is public. */
function linked(label: string, url: string | undefined): string {
  return url === undefined
    ? label
    : `<a href="${htmlText(url)}" rel="noreferrer noopener">${htmlText(label)}</a>`;
}

function text(value: string, limit: number): string {
  return htmlText(truncate(value, limit));
}
