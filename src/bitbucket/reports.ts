import type { RepositoryName } from '../core/change.ts';
import type { Api } from './api.ts';
import type { Bitbucket, DataField, RemoteReport } from './bitbucket.ts';
import { type Call, path } from './call.ts';
import {
  type Decoder,
  flag,
  lenient,
  list,
  mapped,
  number,
  object,
  oneOf,
  optional,
  present,
  text,
} from './decode.ts';

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-reports */
export function reports(
  api: Api,
  { workspace, slug }: RepositoryName,
): Pick<Bitbucket, 'report' | 'putReport' | 'deleteReport'> {
  const about = (commit: string, reportId: string) => ({
    target: path`/repositories/${workspace}/${slug}/commit/${commit}/reports/${reportId}`,
    idempotent: true,
    scope: 'repository' as const,
    about: `Code Insights report “${reportId}” on commit ${commit}`,
  });
  return {
    async report(commit, reportId) {
      const call: Call = { method: 'GET', lane: 'read', ...about(commit, reportId) };
      return await api.readIfThere(call, remoteReport);
    },

    async putReport(commit, report) {
      const { external_id, title, details, report_type, reporter, result, link, data } = report;
      await api.send({
        method: 'PUT',
        lane: 'write',
        body: { external_id, title, details, report_type, reporter, result, link, data: data.map(dataField) },
        ...about(commit, external_id),
      });
    },

    async deleteReport(commit, reportId) {
      await api.send({ method: 'DELETE', lane: 'write', ...about(commit, reportId) }, [404]);
    },
  };
}

function dataField({ title, type, value }: DataField): unknown {
  return { title, type, value: typeof value === 'object' ? { text: value.text, href: value.href } : value };
}

const numberField = object({
  title: text,
  type: oneOf('NUMBER', 'DURATION', 'PERCENTAGE', 'DATE'),
  value: number,
});
const booleanField = object({ title: text, type: oneOf('BOOLEAN'), value: flag });
const textField = object({ title: text, type: oneOf('TEXT'), value: text });
const linkField = object({ title: text, type: oneOf('LINK'), value: object({ text, href: text }) });

/** A field of another shape is none of ours; without it the report differs and is written again. */
const readField: Decoder<DataField | undefined> = (value, at) =>
  lenient(numberField)(value, at) ??
  lenient(booleanField)(value, at) ??
  lenient(textField)(value, at) ??
  lenient(linkField)(value, at);

const remoteReport: Decoder<RemoteReport> = mapped(
  object({
    external_id: optional(text),
    title: optional(text),
    details: optional(text),
    report_type: lenient(oneOf('SECURITY', 'COVERAGE', 'TEST', 'BUG')),
    reporter: optional(text),
    result: lenient(oneOf('PASSED', 'FAILED', 'PENDING')),
    link: optional(text),
    data: optional(list(readField)),
  }),
  ({ data = [], ...report }) => ({
    ...present(report),
    data: data.filter((field) => field !== undefined),
  }),
);
