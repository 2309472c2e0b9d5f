import { showsLine } from '../diff-file.ts';
import type { AnnotationState, ReportState } from '../state.ts';
import { annotationNote } from './annotation-note.ts';
import { count, counted, dataValue } from './format.ts';
import { type Html, html, link } from './html.ts';
import { lineId } from './line-id.ts';
import type { PreviewView } from './preview-view.ts';

const results = {
  PASSED: ['Passed', 'good'],
  FAILED: ['Failed', 'bad'],
  PENDING: ['Pending', 'info'],
} as const;
const order = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];

/** The Code Insights reports of the commit with their data and annotations. */
export function insightsPanel(view: PreviewView): Html {
  const reports = view.state.reports.filter(({ commit }) => commit === view.commit);
  const content =
    reports.length === 0
      ? html`<p class="quiet">There is no report on this commit.</p>`
      : reports.map((report) => reportCard(report, view));
  return html`<section class="panel" aria-labelledby="reports"><h2 id="reports">Reports</h2>${content}</section>`;
}

function reportCard(report: ReportState, view: PreviewView): Html {
  const { title, details, reporter, result, data, external_id } = report;
  const annotations = view.state.annotations
    .filter((each) => each.commit === report.commit && each.report === external_id)
    .toSorted((a, b) => rank(a) - rank(b));
  const badge =
    result === undefined ? '' : html`<span class="badge ${results[result][1]}">${results[result][0]}</span> `;
  const by = reporter === undefined ? '' : html`<p class="quiet">Reported by ${reporter}</p>`;
  const rows = data.map((entry) => html`<div><dt>${entry.title}</dt><dd>${dataValue(entry)}</dd></div>`);
  return html`<h3>${badge}${link(report.link, title)}</h3>${by}<p class="text">${details}</p>
${data.length === 0 ? '' : html`<dl class="data">${rows}</dl>`}${annotationList(annotations, view)}`;
}

function annotationList(annotations: readonly AnnotationState[], view: PreviewView): Html {
  if (annotations.length === 0) return html`<p class="quiet">No annotations.</p>`;
  const items = annotations.map((each) => html`<li>${annotationNote(each, placeOf(each, view))}</li>`);
  return html`<details class="list"${annotations.length <= 5 ? html` open` : ''}><summary>${counted(annotations.length, 'annotation')}</summary><ul class="plain">${items}</ul></details>`;
}

/** The place, as a link where the diff shows it. */
function placeOf({ path, line }: AnnotationState, { files }: PreviewView): Html {
  if (path === undefined) return html``;
  const place = line === undefined ? path : `${path}:${count(line).replaceAll(',', '')}`;
  const index = files.findIndex((file) => file.path === path);
  const file = files[index];
  if (file === undefined) return html`<span class="place">${place}</span>`;
  const target =
    line !== undefined && showsLine(file, 'new', line) ? lineId(index, 'new', line) : `file-${index}`;
  return html`<a class="place" href="#${target}">${place}</a>`;
}

function rank({ severity }: AnnotationState): number {
  const found = order.indexOf(severity ?? '');
  return found === -1 ? order.length : found;
}
