import { derivedUuid } from '../derived-uuid.ts';
import { isRecord } from '../json.ts';
import { paginate } from '../paginate.ts';
import { insightsError } from '../refusal.ts';
import type { ApiAnswer, ApiRequest, Route } from '../route.ts';
import type { ReportState } from '../state.ts';
import { keyOf, type Store } from '../store.ts';
import { withoutUndefined } from '../without-undefined.ts';
import { foundCommit, requiredIdentity } from './found.ts';
import { badField, insightsLink, insightsText, insightsWord, missingAttributes } from './insights-field.ts';
import { needs } from './needs.ts';
import { readReportData } from './report-data.ts';

/** Nobody has shown these two limits; they are what careful clients keep to. */
const longestTitle = 450;
const longestDetails = 2000;

const listPath = '/repositories/:workspace/:slug/commit/:commit/reports';
const common = { needs: needs.repository, insights: true } as const;

export const reportRoutes: readonly Route[] = [
  { method: 'GET', pattern: listPath, ...common, handle: list },
  { method: 'PUT', pattern: `${listPath}/:report`, ...common, handle: put },
  { method: 'GET', pattern: `${listPath}/:report`, ...common, handle: get },
  { method: 'DELETE', pattern: `${listPath}/:report`, ...common, handle: remove },
];

/** The report of the path, by its uuid or `external_id`, or 404. */
export function foundReport(request: ApiRequest, store: Store): ReportState {
  const commit = foundCommit(request, store);
  const id = request.params['report'] ?? '';
  const report = reportNamed(store, commit, id);
  if (report === undefined) {
    throw insightsError(404, 'report-service.report.not-found', `Report ${id} not found`, [id, commit]);
  }
  return report;
}

function reportNamed(store: Store, commit: string, id: string): ReportState | undefined {
  const byName = store.reports.get(keyOf(commit, id));
  if (byName !== undefined) return byName;
  return [...store.reports.values()].find((each) => each.commit === commit && each.uuid === id);
}

function list(request: ApiRequest, store: Store): ApiAnswer {
  const commit = foundCommit(request, store);
  const reports = [...store.reports.values()].filter((report) => report.commit === commit);
  return paginate(request, reports.map(reportBody));
}

/** Creates or replaces, always 200. Annotations stay: those of a replaced report go on to belong to it. */
function put(request: ApiRequest, store: Store): ApiAnswer {
  requiredIdentity(request);
  const commit = foundCommit(request, store);
  const id = request.params['report'] ?? '';
  const previous = reportNamed(store, commit, id);
  const externalId = previous?.external_id ?? id;
  const now = store.insightsTime();
  const report: ReportState = {
    ...readReport(request.body),
    commit,
    uuid: previous?.uuid ?? derivedUuid('report', store.repository.uuid, commit, externalId),
    external_id: externalId,
    created_on: previous?.created_on ?? now,
    updated_on: now,
  };
  store.reports.set(keyOf(commit, externalId), report);
  return { status: 200, body: reportBody(report) };
}

function get(request: ApiRequest, store: Store): ApiAnswer {
  return { status: 200, body: reportBody(foundReport(request, store)) };
}

function remove(request: ApiRequest, store: Store): ApiAnswer {
  requiredIdentity(request);
  const { commit, external_id } = foundReport(request, store);
  store.reports.delete(keyOf(commit, external_id));
  store.annotations.delete(keyOf(commit, external_id));
  return { status: 204 };
}

function readReport(body: unknown) {
  if (!isRecord(body)) throw badField('report', 'The body must be a JSON object.');
  const title = insightsText('title', body['title'], longestTitle);
  const details = insightsText('details', body['details'], longestDetails);
  if (title === undefined || details === undefined || title === '' || details === '') {
    const missing = [...(title ? [] : ['title']), ...(details ? [] : ['details'])];
    throw missingAttributes('Report', missing);
  }
  return withoutUndefined({
    title,
    details,
    reporter: insightsText('reporter', body['reporter']),
    link: insightsLink('link', body['link']),
    logo_url: insightsLink('logo_url', body['logo_url']),
    report_type: insightsWord('report_type', ['SECURITY', 'COVERAGE', 'TEST', 'BUG'], body['report_type']),
    result: insightsWord('result', ['PASSED', 'FAILED', 'PENDING'], body['result']),
    remote_link_enabled: body['remote_link_enabled'] === true,
    data: readReportData(body['data']),
  });
}

function reportBody({ commit: _, ...report }: ReportState) {
  return { type: 'report', ...report };
}
