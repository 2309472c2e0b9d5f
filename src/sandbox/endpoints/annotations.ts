import { derivedUuid } from '../derived-uuid.ts';
import { isRecord } from '../json.ts';
import { paginate } from '../paginate.ts';
import { insightsError, Refusal } from '../refusal.ts';
import type { ApiAnswer, ApiRequest, Route } from '../route.ts';
import type { AnnotationState, ReportState } from '../state.ts';
import type { Store } from '../store.ts';
import { withoutUndefined } from '../without-undefined.ts';
import { requiredIdentity } from './found.ts';
import { badField, insightsLink, insightsText, insightsWord, missingAttributes } from './insights-field.ts';
import { needs } from './needs.ts';
import { foundReport } from './reports.ts';

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-reports */
const mostAtOnce = 100;
const mostPerReport = 1000;
/** https://github.com/reviewdog/reviewdog/issues/1285 */
const longestSummary = 450;
const longestDetails = 2000;

const listPath = '/repositories/:workspace/:slug/commit/:commit/reports/:report/annotations';
const common = { needs: needs.repository, insights: true } as const;

export const annotationRoutes: readonly Route[] = [
  { method: 'GET', pattern: listPath, ...common, handle: list },
  { method: 'POST', pattern: listPath, ...common, handle: postAll },
  { method: 'GET', pattern: `${listPath}/:annotation`, ...common, handle: get },
  { method: 'PUT', pattern: `${listPath}/:annotation`, ...common, handle: put },
  { method: 'DELETE', pattern: `${listPath}/:annotation`, ...common, handle: remove },
];

function list(request: ApiRequest, store: Store): ApiAnswer {
  return paginate(request, [...annotations(store, foundReport(request, store)).values()].map(annotationBody));
}

/** Creates or updates by `external_id`: all of the batch or, where one is refused, nothing. */
function postAll(request: ApiRequest, store: Store): ApiAnswer {
  requiredIdentity(request);
  const report = foundReport(request, store);
  const { body } = request;
  if (!Array.isArray(body) || body.length === 0) {
    throw badField('annotations', 'The body must be a JSON array of 1 to 100 annotations.');
  }
  if (body.length > mostAtOnce) {
    const message = `Bulk upload supports a maximum of /${mostAtOnce} annotations.`;
    throw new Refusal(400, { code: 400, message });
  }
  const known = annotations(store, report);
  const batch = body.map((each) => readAnnotation(each, undefined, report, store));
  refuseRepeatedIds(batch);
  refuseTooMany(known, batch);
  for (const annotation of batch) known.set(annotation.external_id, annotation);
  return { status: 200, body: batch.map(annotationBody) };
}

function refuseRepeatedIds(batch: readonly AnnotationState[]): void {
  const seen = new Set<string>();
  for (const { external_id } of batch) {
    if (seen.has(external_id)) {
      throw badField('external_id', `Duplicate annotation external id ${external_id}.`, [external_id]);
    }
    seen.add(external_id);
  }
}

function refuseTooMany(known: ReadonlyMap<string, unknown>, batch: readonly AnnotationState[]): void {
  const fresh = batch.filter(({ external_id }) => !known.has(external_id)).length;
  if (known.size + fresh > mostPerReport) {
    const message = `A report cannot have more than ${mostPerReport} annotations.`;
    throw insightsError(400, 'report-service.annotation.limit-exceeded', message, [mostPerReport]);
  }
}

function get(request: ApiRequest, store: Store): ApiAnswer {
  return { status: 200, body: annotationBody(foundAnnotation(request, store)) };
}

/** Creates or replaces, always 200. */
function put(request: ApiRequest, store: Store): ApiAnswer {
  requiredIdentity(request);
  const report = foundReport(request, store);
  const known = annotations(store, report);
  const id = request.params['annotation'] ?? '';
  const annotation = readAnnotation(request.body, named(known, id)?.external_id ?? id, report, store);
  refuseTooMany(known, [annotation]);
  known.set(annotation.external_id, annotation);
  return { status: 200, body: annotationBody(annotation) };
}

function remove(request: ApiRequest, store: Store): ApiAnswer {
  requiredIdentity(request);
  const { external_id } = foundAnnotation(request, store);
  annotations(store, foundReport(request, store)).delete(external_id);
  return { status: 204 };
}

function foundAnnotation(request: ApiRequest, store: Store): AnnotationState {
  const id = request.params['annotation'] ?? '';
  const annotation = named(annotations(store, foundReport(request, store)), id);
  if (annotation === undefined) {
    throw insightsError(404, 'report-service.annotation.not-found', `Annotation ${id} not found`, [id]);
  }
  return annotation;
}

function annotations(store: Store, { commit, external_id }: ReportState) {
  return store.annotationsOf(commit, external_id);
}

/** By `external_id` or uuid. */
function named(known: ReadonlyMap<string, AnnotationState>, id: string): AnnotationState | undefined {
  return known.get(id) ?? known.values().find(({ uuid }) => uuid === id);
}

/** Other keys than those of an annotation are let through and forgotten, as Bitbucket does. */
function readAnnotation(
  body: unknown,
  idOfPath: string | undefined,
  report: ReportState,
  store: Store,
): AnnotationState {
  if (!isRecord(body)) throw badField('annotation', 'An annotation must be a JSON object.');
  const external_id = idOfPath ?? insightsText('external_id', body['external_id']);
  const summary = insightsText('summary', body['summary'], longestSummary);
  const types = ['VULNERABILITY', 'CODE_SMELL', 'BUG'] as const;
  const annotation_type = insightsWord('annotation_type', types, body['annotation_type']);
  if (!external_id || !summary || annotation_type === undefined) {
    throw missingAttributes('Annotation', [
      ...(external_id ? [] : ['external_id']),
      ...(summary ? [] : ['summary']),
      ...(annotation_type === undefined ? ['annotation_type'] : []),
    ]);
  }
  const previous = annotations(store, report).get(external_id);
  const now = store.insightsTime();
  return withoutUndefined({
    commit: report.commit,
    report: report.external_id,
    uuid: previous?.uuid ?? derivedUuid('annotation', report.uuid, external_id),
    external_id,
    annotation_type,
    summary,
    details: insightsText('details', body['details'], longestDetails),
    path: insightsText('path', body['path']),
    line: readLine(body['line']),
    severity: insightsWord('severity', ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'], body['severity']),
    result: insightsWord('result', ['PASSED', 'FAILED', 'SKIPPED', 'IGNORED'], body['result']),
    link: insightsLink('link', body['link']),
    created_on: previous?.created_on ?? now,
    updated_on: now,
  });
}

function readLine(line: unknown): number | undefined {
  if (line === undefined || line === null) return undefined;
  if (typeof line === 'number' && Number.isInteger(line) && line >= 1) return line;
  throw badField('line', 'The line field must be an integer of at least 1.', [line]);
}

function annotationBody({ commit: _commit, report: _report, ...annotation }: AnnotationState) {
  return { type: 'report_annotation', ...annotation };
}
