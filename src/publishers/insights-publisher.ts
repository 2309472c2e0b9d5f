import { ApiError } from '../bitbucket/api-error.ts';
import type {
  Annotation,
  Bitbucket,
  DataField,
  InsightsReport,
  RemoteAnnotation,
  RemoteReport,
} from '../bitbucket/bitbucket.ts';
import { limits } from '../bitbucket/limits.ts';
import type { Report } from '../core/report.ts';
import { annotationsOf, insightsReport } from './insights-content.ts';
import { budgetOf, type Outcome, type PublishContext, type Publisher, type Writes } from './publisher.ts';
import { type ScannerReport, scannerReports } from './scanner-reports.ts';

/**
 * More annotations to delete than this, and the report is made anew instead: deleting goes one request at a time,
 * out of 1,000 an hour.
 */
const mostDeletions = 50;

/** Refused batches that are halved, in all: enough to find two bad annotations, too few to waste the hour's requests. */
const mostSplits = 16;

/**
 * The Code Insights report and its annotations, as a delta: what is there is listed, what differs is sent, what is
 * gone is deleted. A new PUT of a report does not clear its annotations, so nothing blinks and nothing stale stays.
 */
export const insightsPublisher: Publisher = {
  name: 'insights',
  async publish(report, bitbucket, context, writes) {
    const whole = {
      title: report.reportId === 'code-scan' ? 'Code scan' : `Code scan ${report.reportId}`,
      report,
    };
    const parts = context.insightsPerScanner === true ? scannerReports(report) : [whole];
    const outcomes = await Promise.all(parts.map((part) => synchronise(part, bitbucket, context, writes)));
    const details = outcomes.flatMap(({ detail }) => detail ?? []);
    return {
      leftOut: outcomes.reduce((sum, { leftOut = 0 }) => sum + leftOut, 0),
      failed: outcomes.some(({ failed }) => failed === true),
      ...(details.length === 0 ? {} : { detail: details.join('; ') }),
    };
  },
};

async function synchronise(
  { title, report }: ScannerReport,
  bitbucket: Bitbucket,
  context: Pick<PublishContext, 'gateScope' | 'budget'>,
  writes: Writes,
): Promise<Outcome> {
  const { gateScope } = context;
  const { reportId, change } = report;
  const remote = await bitbucket.report(change.commit, reportId);
  const there =
    remote === undefined ? [] : await Array.fromAsync(bitbucket.annotations(change.commit, reportId));
  const plan = planAnnotations(report, gateScope, there);
  const wanted = insightsReport(report, title, plan.leftOut);
  const announce = (others: number, annotations: readonly Annotation[]) =>
    budgetOf(context).announce('insights', { reads: 0, writes: others + inBatches(annotations).length });
  if (plan.gone.length > mostDeletions) {
    const anew = planAnnotations(report, gateScope, []);
    announce(2, anew.changed);
    await writes.count(bitbucket.deleteReport(change.commit, reportId));
    await writes.count(bitbucket.putReport(change.commit, wanted));
    return post(bitbucket, report, anew.changed, anew.leftOut, writes);
  }
  const isChanged = remote === undefined || !sameReport(remote, wanted);
  announce(Number(isChanged) + plan.gone.length, plan.changed);
  if (isChanged) await writes.count(bitbucket.putReport(change.commit, wanted));
  await Promise.all(
    plan.gone.map((id) => writes.count(bitbucket.deleteAnnotation(change.commit, reportId, id))),
  );
  return post(bitbucket, report, plan.changed, plan.leftOut, writes);
}

interface DeltaPlan {
  readonly changed: readonly Annotation[];
  readonly gone: readonly string[];
  readonly leftOut: number;
}

/** An incomplete run removes nothing: what it did not see may still be there, and takes its room. */
function planAnnotations(
  report: Report,
  gateScope: 'new' | 'all',
  there: readonly RemoteAnnotation[],
): DeltaPlan {
  const remote = new Map(there.map((annotation) => [annotation.external_id, annotation]));
  const all = annotationsOf(report, gateScope, limits.annotationsPerReport);
  const wantedIds = new Set(all.annotations.map(({ external_id }) => external_id));
  const vanished = [...remote.keys()].filter((id) => !wantedIds.has(id));
  const keepsVanished = report.verdict.outcome === 'incomplete';
  const { annotations, leftOut } =
    keepsVanished && vanished.length > 0
      ? annotationsOf(report, gateScope, limits.annotationsPerReport - vanished.length)
      : all;
  return {
    changed: annotations.filter(
      (annotation) => !sameAnnotation(remote.get(annotation.external_id), annotation),
    ),
    gone: keepsVanished ? [] : vanished,
    leftOut,
  };
}

/** Batches are independent of each other: a refused one leaves the others standing. */
async function post(
  bitbucket: Bitbucket,
  report: Report,
  annotations: readonly Annotation[],
  leftOut: number,
  writes: Writes,
): Promise<Outcome> {
  const batches = inBatches(annotations);
  const send: SendBatch = (batch) =>
    writes.count(bitbucket.postAnnotations(report.change.commit, report.reportId, batch));
  const patience = { splits: mostSplits };
  const refused = (await Promise.all(batches.map((batch) => postBatch(batch, send, patience)))).flat();
  const [first] = refused;
  if (first === undefined) return { leftOut };
  const count = refused.length;
  return {
    leftOut: leftOut + count,
    failed: true,
    detail: `Bitbucket refused ${count} of ${annotations.length} annotations, the first one ${first.id}: ${first.said}`,
  };
}

function inBatches(annotations: readonly Annotation[]): readonly (readonly Annotation[])[] {
  const batches: (readonly Annotation[])[] = [];
  for (let start = 0; start < annotations.length; start += limits.annotationsPerBatch) {
    batches.push(annotations.slice(start, start + limits.annotationsPerBatch));
  }
  return batches;
}

type SendBatch = (batch: readonly Annotation[]) => Promise<void>;

interface RefusedAnnotation {
  readonly id: string;
  readonly said: string;
}

/** One annotation that Bitbucket does not take refuses its whole batch: halving finds it and saves the others. */
async function postBatch(
  batch: readonly Annotation[],
  send: SendBatch,
  patience: { splits: number },
): Promise<readonly RefusedAnnotation[]> {
  try {
    await send(batch);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof ApiError) || thrown.code !== 'rejected') throw thrown;
    if (batch.length === 1 || patience.splits === 0) {
      return batch.map(({ external_id }) => ({ id: external_id, said: thrown.message }));
    }
    patience.splits -= 1;
    const middle = Math.ceil(batch.length / 2);
    const first = await postBatch(batch.slice(0, middle), send, patience);
    return [...first, ...(await postBatch(batch.slice(middle), send, patience))];
  }
}

function sameAnnotation(remote: RemoteAnnotation | undefined, wanted: Annotation): boolean {
  return (
    remote !== undefined &&
    remote.annotation_type === wanted.annotation_type &&
    remote.summary === wanted.summary &&
    (remote.details ?? '') === (wanted.details ?? '') &&
    remote.severity === wanted.severity &&
    remote.result === wanted.result &&
    (remote.path ?? '') === (wanted.path ?? '') &&
    // An omitted line is read back as none or as 0.
    (remote.line ?? 0) === (wanted.line ?? 0) &&
    (remote.link ?? '') === (wanted.link ?? '')
  );
}

/**
 * The same but for times: neither the duration nor the page of the run that found it makes a difference. `reporter`
 * is not always read back.
 */
function sameReport(remote: RemoteReport, wanted: InsightsReport): boolean {
  return (
    remote.title === wanted.title &&
    remote.details === wanted.details &&
    remote.report_type === wanted.report_type &&
    remote.result === wanted.result &&
    (remote.link === undefined) === (wanted.link === undefined) &&
    timeless(remote.data) === timeless(wanted.data)
  );
}

function timeless(data: readonly DataField[]): string {
  return JSON.stringify(
    data.flatMap(({ title, type, value }) => (type === 'DURATION' ? [] : [[title, type, value]])),
  );
}
